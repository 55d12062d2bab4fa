import type { ShownRefusal } from '#lib/rpc/outcome.ts';
import type { QueuedStep } from './local_database.ts';
import { markStep, rowsOf, settleStep } from './offline_queue.ts';
import type { StepRows } from './offline_rows.ts';
import type { StepAnswer } from './send_step.ts';

/** What sending a queue needs. */
export interface QueueLinks {
	readonly rows: StepRows;
	/** Sends one step under its key; throws if it was not answered. */
	readonly send: (row: QueuedStep) => Promise<StepAnswer>;
	/** The id of whoever is signed in, as the server knows it; throws if it is not reached. */
	readonly whoIsIn: () => Promise<string>;
	/** Runs one work of a name at a time, in all tabs of this device. */
	readonly lock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** Whose queue of which session is sent, and how. */
export interface QueueRun {
	readonly sessionId: string;
	readonly personId: string;
	/** True for a step that its person takes this moment: whoever is signed in is them. */
	readonly isFresh?: boolean;
	/** True where somebody sees at once why a step is refused that was not shown as taken: it need not stay for that. */
	readonly isWatched?: boolean;
	/** Called once it is known that the server is there. */
	readonly onreached?: () => void;
	/** Called with each answer, before its step leaves the queue. */
	readonly onanswer?: (answer: StepAnswer, row: QueuedStep) => Promise<void>;
}

/** How sending ended. Whatever was not answered is in the queue as before. */
export type SendEnd =
	| { readonly type: 'sent'; readonly count: number }
	| { readonly type: 'refused'; readonly row: QueuedStep; readonly refusal: ShownRefusal }
	/** A step that was refused before waits for the person to decide. */
	| { readonly type: 'stopped'; readonly row: QueuedStep }
	/** Somebody else is signed in. */
	| { readonly type: 'not_theirs' }
	| { readonly type: 'fault'; readonly error: unknown };

/**
 * Sends a person's queued steps of a session in their order, each under its own key and version, until the first that is refused or not
 * answered. A step leaves the queue only here, once it was answered; one that is refused stays at its head, with why.
 */
export function sendQueued(links: QueueLinks, run: QueueRun): Promise<SendEnd> {
	const { rows, lock, whoIsIn } = links;
	const { sessionId, personId, isFresh = false, isWatched = false } = run;
	return lock(`pitlane.queue.${sessionId}`, async () => {
		let count = 0;
		let isFirst = true;
		try {
			for (;;) {
				const [row] = rowsOf(await rows.ofSession(sessionId), personId);
				if (!row) return { type: 'sent', count };
				if (row.refusal) return { type: 'stopped', row };
				if (isFirst && !isFresh && (await whoIsIn()) !== personId) return { type: 'not_theirs' };
				if (isFirst) run.onreached?.();
				isFirst = false;
				const answer = await links.send(row);
				await run.onanswer?.(answer, row);
				const refusal = answer.refusal;
				if (refusal && !(isWatched && row.shownAs === null)) {
					await rows.update(sessionId, (all) => markStep(all, row, { refusal }));
					return { type: 'refused', row, refusal };
				}
				await rows.update(sessionId, (all) => settleStep(all, row));
				if (refusal) return { type: 'refused', row, refusal };
				count += Number(row.shownAs !== null);
			}
		} catch (error) {
			return { type: 'fault', error };
		}
	});
}

/** Runs one work of a name at a time in all tabs of this device; where the browser cannot say so, keys alone keep steps from being taken twice. */
export function webLock<T>(name: string, work: () => Promise<T>): Promise<T> {
	const locks = (navigator as { locks?: LockManager }).locks;
	return locks ? locks.request(name, work) : work();
}
