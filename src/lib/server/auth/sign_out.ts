import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import type { Store } from '#lib/server/store/store.ts';
import { auditStatement } from './audit_statement.ts';
import type { CookieSessions, SessionCookie } from './lucia.ts';

/** Told the hashed id of each sign-in that ended, so that what was minted under it ends too. */
export type SignOutListener = (authSessionId: string) => Promise<void>;

/** What sign-out works with. */
export interface SignOutParts {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly sessions: CookieSessions;
	readonly listeners: readonly SignOutListener[];
}

/** Ends the sign-in behind a cookie, if there is one, and answers the blank cookie. Throws FaultError of a listener, after all were told. */
export async function signOut(
	parts: SignOutParts,
	request: { readonly cookie: string | undefined; readonly address: string },
): Promise<SessionCookie> {
	const { store, clock, ids, sessions } = parts;
	const { person } = request.cookie ? await sessions.check(request.cookie) : { person: null };
	if (!request.cookie || !person) return sessions.blankCookie();
	await sessions.close(request.cookie);
	const entry = { id: ids('aud'), at: clock(), actorId: person.id, subject: person.id, address: request.address };
	await store.writer.commit([auditStatement({ ...entry, action: 'signed_out' })]);
	if (person.authSessionId) await tellSignedOut(parts.listeners, [person.authSessionId]);
	return sessions.blankCookie();
}

/** Tells every listener of every ended sign-in, then throws the first fault if there was one. */
export async function tellSignedOut(
	listeners: readonly SignOutListener[],
	authSessionIds: readonly string[],
): Promise<void> {
	const calls = authSessionIds.flatMap((id) => listeners.map((listener) => listener(id)));
	const failed = (await Promise.allSettled(calls)).find((outcome) => outcome.status === 'rejected');
	if (failed) throw failed.reason;
}
