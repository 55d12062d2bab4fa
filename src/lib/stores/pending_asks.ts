import type { StepAsk } from './step_ask.ts';

/** An ask that was sent and not answered yet. */
export interface PendingAsk extends StepAsk {
	readonly sessionId: string;
	/** The version the person saw. */
	readonly version: number;
	/** Idempotency key and correlation id, on every way and at every attempt. */
	readonly key: string;
}

/** Where a session's unanswered ask is kept; a reload of the tab keeps it. */
export type AskStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const slotOf = (sessionId: string) => `pitlane.pending.${sessionId}`;

/**
 * The ask with its key: the one it was sent under before if the same thing is asked of the same version again, else a new one.
 * It is remembered until `forgetAsk`.
 */
export function rememberAsk(
	storage: AskStorage,
	ask: StepAsk & { readonly sessionId: string; readonly version: number },
	newKey: () => string,
): PendingAsk {
	const before = pendingAsk(storage, ask.sessionId, ask.version);
	if (before && before.step === ask.step && sameInput(before.input, ask.input)) return before;
	const pending = { ...ask, key: newKey() };
	storage.setItem(slotOf(ask.sessionId), JSON.stringify(pending));
	return pending;
}

/** The unanswered ask of a session at this version; one of another version is over and is null. */
export function pendingAsk(storage: AskStorage, sessionId: string, version: number): PendingAsk | null {
	const text = storage.getItem(slotOf(sessionId));
	const pending = text === null ? null : (JSON.parse(text) as PendingAsk);
	return pending?.version === version ? pending : null;
}

/** Forgets the session's ask: it was answered. */
export function forgetAsk(storage: AskStorage, sessionId: string): void {
	storage.removeItem(slotOf(sessionId));
}

function sameInput(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
