import type { QueuedStep } from './local_database.ts';

/** A step before it has its place in the queue. */
export type NewStep = Omit<QueuedStep, 'seq' | 'shownAs' | 'refusal'>;

/** The rows of a session after a change, and what the change comes to. */
export interface QueueChange<Answer> {
	readonly rows: readonly QueuedStep[];
	readonly answer: Answer;
}

/** The steps of one session that this device has of a person. */
export interface QueuedSession {
	readonly sessionId: string;
	/** First to last. */
	readonly steps: readonly QueuedStep[];
}

/** How long the steps of somebody who does not come back stay on a device, ms: their session has expired by then. */
const keptForMs = 24 * 60 * 60 * 1000;

/** True for a step that somebody else than `personId` left a day ago. */
export function isForgotten(row: QueuedStep, { personId, now }: { personId: string; now: number }): boolean {
	return row.personId !== personId && now - row.queuedAt > keptForMs;
}

/** A person's rows by session, each first to last. */
export function bySession(rows: readonly QueuedStep[]): QueuedSession[] {
	const ids = [...new Set(rows.map(({ sessionId }) => sessionId))];
	return ids.map((sessionId) => ({ sessionId, steps: rows.filter((row) => row.sessionId === sessionId) }));
}

/** One person's rows of a session, first to last. Those of others stay where they are, and are nobody else's to see. */
export function rowsOf(rows: readonly QueuedStep[], personId: string): QueuedStep[] {
	return rows.filter((row) => row.personId === personId).sort((a, b) => a.seq - b.seq);
}

/**
 * Puts a step behind the person's other ones and answers its row. The same step asked again at the same version is the row that is there,
 * under its old key; another one replaces it while it is not shown as taken. Answers null if the queue has moved on, in another tab.
 */
export function addStep(rows: readonly QueuedStep[], step: NewStep): QueueChange<QueuedStep | null> {
	const last = rowsOf(rows, step.personId).at(-1);
	if (!last || last.version < step.version) {
		const seq = 1 + Math.max(0, ...rows.map((row) => row.seq));
		const row = { ...step, seq, shownAs: null, refusal: null };
		return { rows: [...rows, row], answer: row };
	}
	if (last.version > step.version) return { rows, answer: null };
	if (isSameAsk(last, step)) return { rows, answer: last };
	if (last.shownAs !== null) return { rows, answer: null };
	const row = { ...step, seq: last.seq, shownAs: null, refusal: null };
	return { rows: [...rows.filter((other) => other !== last), row], answer: row };
}

/** Takes a step that was answered out of the queue; does nothing if it is not in it any more. */
export function settleStep(rows: readonly QueuedStep[], { key }: Pick<QueuedStep, 'key'>): QueueChange<null> {
	return { rows: rows.filter((row) => row.key !== key), answer: null };
}

/** Notes that a step is shown as taken, or why it was refused. */
export function markStep(
	rows: readonly QueuedStep[],
	{ key }: Pick<QueuedStep, 'key'>,
	mark: Partial<Pick<QueuedStep, 'shownAs' | 'refusal'>>,
): QueueChange<null> {
	return { rows: rows.map((row) => (row.key === key ? { ...row, ...mark } : row)), answer: null };
}

/** Puts others in the place of all that a person has in the queue; answers what was there. */
export function replaceSteps(
	rows: readonly QueuedStep[],
	personId: string,
	steps: readonly QueuedStep[],
): QueueChange<readonly QueuedStep[]> {
	return { rows: [...rows.filter((row) => row.personId !== personId), ...steps], answer: rowsOf(rows, personId) };
}

function isSameAsk(a: NewStep, b: NewStep): boolean {
	return a.step === b.step && JSON.stringify(a.input) === JSON.stringify(b.input);
}
