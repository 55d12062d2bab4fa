import { and, eq, isNull } from 'drizzle-orm';
import type { Permission } from '#lib/kernel/permission.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { Caller } from '#lib/server/ports.ts';
import { shifts, users } from '#lib/server/store/schema_people.ts';
import type { Db } from '#lib/server/store/store.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { allow } from './allow.ts';
import type { Condition } from './permission_table.ts';
import { personColumns, toSignedIn } from './person_row.ts';
import { toActor, type SignedIn } from './signed_in.ts';

/** A person as the operations know them. What they may do is asked of the permission table at each request. */
export function callerOf(person: SignedIn, origin: string): Caller {
	return {
		actor: toActor(person),
		trusted: false,
		origin,
		allow: (permission, session) => allowSession(person, permission, session),
	};
}

/** True if the table lets this person do that to the session, or at the station of their shift where there is none yet. */
export function allowSession(person: SignedIn, permission: Permission, session: SessionRecord | null): boolean {
	const stationId = session ? session.actor.station : (person.shift?.stationId ?? null);
	const holds = session ? conditionsOf(session) : [];
	const ownerId = session ? kindOf(session.kind).summary(session.data).customerId : person.id;
	return allow(person, permission, { stationId, ownerId, holds });
}

/**
 * What a session establishes for whoever works on it. That it hands a first battery out stays so once it has ended: its steps are closed
 * then, and whoever lost the answer to the hand-over asks for it again.
 */
function conditionsOf({ kind, status }: SessionRecord): readonly Condition[] {
	return [
		...(status === 'active' ? (['session_open'] as const) : []),
		...(kindOf(kind).issuesFirst ? (['first_issue'] as const) : []),
	];
}

/** The person of an id with their role and shift as they are now; null if there is none or the account is disabled. */
export async function findPerson(db: Db, id: string): Promise<SignedIn | null> {
	const rows = await db
		.select(personColumns)
		.from(users)
		.leftJoin(shifts, and(eq(shifts.userId, users.id), isNull(shifts.endedAt)))
		.where(eq(users.id, id))
		.limit(1);
	const row = rows[0];
	if (!row || row.disabledAt !== null) return null;
	return toSignedIn(row, { via: 'cookie', authSessionId: null, scopes: null });
}
