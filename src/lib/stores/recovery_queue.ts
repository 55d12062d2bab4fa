import { withLocalDatabase } from './local_database.ts';

/** How many steps of each session wait to be sent by a person; sessions without any are left out. */
export async function countWaiting(personId: string): Promise<ReadonlyMap<string, number>> {
	const steps = await withLocalDatabase((database) => database.getAllFromIndex('queue', 'person', personId), []);
	const counts = new Map<string, number>();
	for (const { sessionId, shownAs } of steps)
		if (shownAs !== null) counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1);
	return counts;
}

/** Drops a person's steps of a session that has ended: nothing can come of them. */
export function dropWaiting(sessionId: string, personId: string): Promise<void> {
	return withLocalDatabase(async (database) => {
		const work = database.transaction('queue', 'readwrite');
		const steps = await work.store.index('session').getAll(sessionId);
		const own = steps.filter((step) => step.personId === personId);
		await Promise.all([...own.map(({ seq }) => work.store.delete([sessionId, seq])), work.done]);
	}, undefined);
}
