import { ok, type Ok } from '#lib/kernel/result.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import type { OperationDraft } from './operation.ts';

/** An answer that writes nothing. */
export function answer(signals: readonly string[], metadata: Readonly<Record<string, unknown>>): Ok<OperationDraft> {
	return ok({ content: { success: true, signals, metadata }, statements: [] });
}

/** The content of a reply that says no; the signals name the failure, `metadata.reason` the cause. */
export function failure(signals: readonly string[], metadata: Readonly<Record<string, unknown>>): ReplyContent {
	return { success: false, signals, metadata };
}
