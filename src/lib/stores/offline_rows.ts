import { withLocalDatabase, type LocalDatabase, type QueuedStep } from './local_database.ts';
import { isForgotten, type QueueChange } from './offline_queue.ts';

/** Where steps wait for the server's answer, whichever tab asked. */
export interface StepRows {
	/** Every row that this device has. */
	all(): Promise<readonly QueuedStep[]>;
	ofSession(sessionId: string): Promise<readonly QueuedStep[]>;
	/** Changes a session's rows, all or nothing, and answers what the change comes to; `isKept` is false if a closed tab would lose them. */
	update<Answer>(sessionId: string, change: RowsChange<Answer>): Promise<{ answer: Answer; isKept: boolean }>;
}

type RowsChange<Answer> = (rows: readonly QueuedStep[]) => QueueChange<Answer>;

/** The rows in this device's database; where it keeps nothing they last as long as the tab. */
export function localRows(): StepRows {
	const memory = memoryRows();
	/** Sessions whose rows could not be written. */
	const unkept = new Set<string>();
	const stored = (sessionId: string) =>
		withLocalDatabase((database) => database.getAllFromIndex('queue', 'session', sessionId), []);

	return {
		async all() {
			const kept = await withLocalDatabase((database) => database.getAll('queue'), []);
			return [...kept.filter((row) => !unkept.has(row.sessionId)), ...(await memory.all())];
		},
		ofSession: (sessionId) => (unkept.has(sessionId) ? memory.ofSession(sessionId) : stored(sessionId)),
		async update(sessionId, change) {
			if (!unkept.has(sessionId)) {
				const done = await withLocalDatabase((database) => updateStored(database, sessionId, change), null);
				if (done) return { answer: done.answer, isKept: true };
				const rows = await stored(sessionId);
				await memory.update(sessionId, () => ({ rows, answer: null }));
				unkept.add(sessionId);
			}
			return memory.update(sessionId, change);
		},
	};
}

/** Rows that last as long as the tab. */
export function memoryRows(): StepRows {
	let rows: readonly QueuedStep[] = [];
	return {
		all: () => Promise.resolve(rows),
		ofSession: (sessionId) => Promise.resolve(rows.filter((row) => row.sessionId === sessionId)),
		update(sessionId, change) {
			const changed = change(rows.filter((row) => row.sessionId === sessionId));
			rows = [...rows.filter((row) => row.sessionId !== sessionId), ...changed.rows];
			return Promise.resolve({ answer: changed.answer, isKept: false });
		},
	};
}

/** Drops what others than `personId` left on this device a day ago; answers the number of steps that will never be sent. */
export async function dropForgotten(rows: StepRows, of: { personId: string; now: number }): Promise<number> {
	const forgotten = (await rows.all()).filter((row) => isForgotten(row, of));
	for (const sessionId of new Set(forgotten.map((row) => row.sessionId)))
		await rows.update(sessionId, (all) => ({ rows: all.filter((row) => !isForgotten(row, of)), answer: null }));
	return forgotten.length;
}

async function updateStored<Answer>(
	database: LocalDatabase,
	sessionId: string,
	change: RowsChange<Answer>,
): Promise<QueueChange<Answer>> {
	// What is shown as queued has to be there after the phone's battery ran out as well.
	const work = database.transaction('queue', 'readwrite', { durability: 'strict' });
	const before = await work.store.index('session').getAll(sessionId);
	const changed = change(before);
	const gone = before.filter(({ seq }) => !changed.rows.some((row) => row.seq === seq));
	await Promise.all([
		...gone.map(({ seq }) => work.store.delete([sessionId, seq])),
		...changed.rows.filter((row) => !before.includes(row)).map((row) => work.store.put(row)),
		work.done,
	]);
	return changed;
}
