import { retryRule } from '#lib/protocol/replies.ts';

/** How long one attempt waits for its reply, ms. */
export const answerTimeoutMs = retryRule.timeoutSeconds * 1000;

/** Attempts over the broker before the request goes over HTTPS. */
export const brokerAttempts = retryRule.attempts;

/** How an attempt over the broker ended without a reply. */
export type AttemptEnd =
	/** Nothing was sent: no credentials, no connection, or the broker does not let this tab publish. */
	| 'unreachable'
	/** It was sent, and the connection was lost before the reply. */
	| 'lost'
	/** It was sent, and no reply came in time. */
	| 'unanswered';

/** What comes next, and after how many milliseconds. */
export interface NextMove {
	readonly way: 'mqtt' | 'https';
	readonly afterMs: number;
}

/**
 * Decides what follows an attempt (1…3) that brought no reply. An attempt that was sent is followed by its back-off of
 * 3, 8 or 15 s, the third one's before HTTPS, so that a late reply can still settle it. One that could not be
 * sent goes over HTTPS at once: waiting would help nobody.
 */
export function nextMove(attempt: number, end: AttemptEnd): NextMove {
	if (end === 'unreachable') return { way: 'https', afterMs: 0 };
	const seconds = retryRule.backoffSeconds[attempt - 1];
	if (seconds === undefined) throw new TypeError(`Attempt is ${attempt}, should be 1 to ${brokerAttempts}`);
	return { way: attempt < brokerAttempts ? 'mqtt' : 'https', afterMs: seconds * 1000 };
}
