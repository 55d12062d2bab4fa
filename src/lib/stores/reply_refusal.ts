import type { ReplyEnvelope } from '#lib/protocol/envelope.ts';
import { isSuccess } from '#lib/protocol/signals.ts';
import type { ShownRefusal } from '#lib/rpc/outcome.ts';
import { m } from '#lib/words/generated/messages.js';

/** Why the agent refused, in its own words; null if the operation took effect. */
export function refusalOfReply(reply: ReplyEnvelope): ShownRefusal | null {
	if (isSuccess(reply)) return null;
	const { metadata, signals } = reply.data;
	const { reason, message, params } = metadata;
	const code = typeof reason === 'string' ? reason : (signals.at(-1) ?? 'REFUSED');
	return {
		code,
		message: typeof message === 'string' ? message : m.session_refused(),
		params: isRecord(params) ? (params as ShownRefusal['params']) : {},
	};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
