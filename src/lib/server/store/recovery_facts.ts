import { sql } from 'drizzle-orm';
import { batteries, moneyEntries, payments, sessions } from './schema.ts';
import { sessionEvents } from './schema_session_events.ts';
import { users } from './schema_people.ts';
import type { Db } from './store.ts';

/** What is known of a session outside its snapshot. */
export interface RecoveryRow {
	readonly id: string;
	/** Who wrote its last event; the name is null for what is no person. */
	readonly lastActorId: string;
	readonly lastActorName: string | null;
	readonly refundDueMinor: number;
}

/** Who did the last thing in each of the sessions, and what of their money is due for refund. One statement. */
export async function loadRecoveryRows(db: Db, ids: readonly string[]): Promise<RecoveryRow[]> {
	if (ids.length === 0) return [];
	return db
		.select({
			id: sessions.id,
			lastActorId: sessionEvents.actorId,
			lastActorName: users.name,
			refundDueMinor: sql<number>`(
				select coalesce(sum(${moneyEntries.amountMinor}), 0) from ${payments}
				join ${moneyEntries} on ${moneyEntries.paymentId} = ${payments.id}
				where ${payments.sessionId} = ${sessions.id} and ${moneyEntries.bucket} = 'refund_due')`,
		})
		.from(sessions)
		.innerJoin(
			sessionEvents,
			sql`${sessionEvents.sessionId} = ${sessions.id} and ${sessionEvents.seq} = ${sessions.version}`,
		)
		.leftJoin(users, sql`${users.id} = ${sessionEvents.actorId}`)
		.where(sql`${sessions.id} in (select value from json_each(${JSON.stringify(ids)}))`);
}

/** Who holds each of these batteries, by whole id; one that is not known has no entry. */
export async function loadHolders(db: Db, ids: readonly string[]): Promise<Map<string, { kind: string; id: string }>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: batteries.id, holderKind: batteries.holderKind, holderId: batteries.holderId })
		.from(batteries)
		.where(sql`${batteries.id} in (select value from json_each(${JSON.stringify(ids)}))`);
	return new Map(rows.map(({ id, holderKind, holderId }) => [id, { kind: holderKind, id: holderId }]));
}
