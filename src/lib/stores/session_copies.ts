import type { SessionRecord } from '#lib/session/record.ts';
import { withLocalDatabase, type SessionCopy } from './local_database.ts';
import { isNewer } from './session_age.ts';

/**
 * Keeps a session as the server answered it, unless a newer one is kept already; one that has ended is forgotten. What is typed in it
 * stays as long as its step does.
 */
export function saveCopy(session: SessionRecord, personId: string): Promise<void> {
	return withLocalDatabase(async (database) => {
		const work = database.transaction('copies', 'readwrite');
		const kept = await work.store.get(session.id);
		const own = kept?.personId === personId ? kept : undefined;
		const isOlder = own !== undefined && isNewer(own.session, session);
		const typed = own?.session.state === session.state ? own.typed : undefined;
		const copy = { id: session.id, personId, session, savedAt: Date.now(), typed };
		const isOver = session.status !== 'active';
		const change = isOver ? work.store.delete(session.id) : isOlder ? undefined : work.store.put(copy);
		await Promise.all([change, work.done]);
	}, undefined);
}

/** The session as this person last had it on this device; undefined if it is not kept. */
export function copyOf(id: string, personId: string): Promise<SessionCopy | undefined> {
	return withLocalDatabase(async (database) => {
		const copy = await database.get('copies', id);
		return copy?.personId === personId ? copy : undefined;
	}, undefined);
}

/** Keeps what this person has typed in the form of a session's step, beside the session; where that is not kept, neither is this. */
export function keepTyped(id: string, personId: string, typed: Readonly<Record<string, string>>): Promise<void> {
	return withLocalDatabase(async (database) => {
		const work = database.transaction('copies', 'readwrite');
		const copy = await work.store.get(id);
		const change = copy?.personId === personId ? work.store.put({ ...copy, typed }) : undefined;
		await Promise.all([change, work.done]);
	}, undefined);
}

/** The open sessions that this device keeps for a person, in no order. */
export function listCopies(personId: string): Promise<SessionCopy[]> {
	return withLocalDatabase((database) => database.getAllFromIndex('copies', 'person', personId), []);
}

/** Forgets a session: there is nothing to resume in it any more. */
export function forgetCopy(id: string): Promise<void> {
	return withLocalDatabase((database) => database.delete('copies', id), undefined);
}
