import { isTRPCClientError } from '@trpc/client';
import type { AppRouter } from '#lib/server/rpc/router.ts';

/** A refusal as it came: `message` is the table's English, by which a code without a text of its own is told. */
export interface ShownRefusal {
	readonly code: string;
	readonly message: string;
	readonly params: Readonly<Record<string, string | number | null>>;
}

/** Why a call failed, without words. */
export type CallFault =
	| { readonly reason: 'signed_out' | 'not_theirs' | 'unreached' }
	/** The support code finds the log line; `message` is what the server said, in English. */
	| { readonly reason: 'failed'; readonly supportCode: string | null; readonly message: string };

/** The value of a call, or the refusal it was answered with. Anything else is thrown as it came. */
export async function outcomeOf<T>(
	call: Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; refusal: ShownRefusal }> {
	try {
		return { ok: true, value: await call };
	} catch (error) {
		if (!isTRPCClientError<AppRouter>(error)) throw error;
		const refusal = error.data?.refusal;
		if (!refusal) throw error;
		const { code, message, params } = refusal;
		return { ok: false, refusal: { code, message, params } };
	}
}

/** Why a call failed, wherever in the chain of causes the reason is. */
export function faultOf(error: unknown): CallFault {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
		if (!isTRPCClientError<AppRouter>(cause) || !cause.data) continue;
		const { code, supportCode } = cause.data;
		if (code === 'UNAUTHORIZED') return { reason: 'signed_out' };
		if (code === 'NOT_FOUND') return { reason: 'not_theirs' };
		return { reason: 'failed', supportCode, message: cause.message };
	}
	return { reason: 'unreached' };
}
