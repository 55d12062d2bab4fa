import { isTRPCClientError } from '@trpc/client';
import type { AppRouter } from '#lib/server/rpc/router.ts';

/** A refusal as a person sees it: the table's words with the values filled in. */
export interface ShownRefusal {
	readonly code: string;
	readonly message: string;
	readonly params: Readonly<Record<string, string | number | null>>;
}

/** A fault as a person sees it. */
export interface ShownFault {
	readonly title: string;
	readonly body: string;
	/** By which support finds the log line; null where the server was not reached. */
	readonly supportCode: string | null;
	/** True if the sign-in has ended: trying again cannot help before signing in. */
	readonly signedOut: boolean;
}

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

/** What to tell a person of a call that failed, wherever in the chain of causes the reason is. */
export function describeFault(error: unknown): ShownFault {
	const failed = { supportCode: null, signedOut: false };
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
		if (!isTRPCClientError<AppRouter>(cause) || !cause.data) continue;
		const { code, supportCode } = cause.data;
		if (code === 'UNAUTHORIZED')
			return { ...failed, title: 'You are signed out', body: 'Sign in again; nothing is lost', signedOut: true };
		if (code === 'NOT_FOUND')
			return { ...failed, title: 'This is not yours to do now', body: 'Check that your shift at this station is open' };
		return { ...failed, title: cause.message, body: 'Try again: nothing happens twice', supportCode };
	}
	return {
		...failed,
		title: 'The server was not reached',
		body: 'Check the network and try again: nothing is lost and nothing happens twice',
	};
}
