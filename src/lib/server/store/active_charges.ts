import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { sessionLifetimeMs } from '#lib/session/fold.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { sessions } from './schema.ts';
import type { Db } from './store.ts';

/** As the partial indexes have it: a bound value would not find them. */
const isActiveCharge = sql`kind = 'charge' and status = 'active'`;

/** The charging session that a rider has open; null if there is none. */
export async function loadActiveCharge(db: Db, customerId: string): Promise<SessionRecord | null> {
	return first(db, and(eq(sessions.customerId, customerId), isActiveCharge));
}

/** The session that holds a connector, by `<station>/<connector>`; null if it is free. */
export async function loadChargeAt(db: Db, connectorKey: string): Promise<SessionRecord | null> {
	return first(db, and(eq(sessions.connectorKey, connectorKey), sql`status = 'active' and connector_key is not null`));
}

async function first(db: Db, where: ReturnType<typeof and>): Promise<SessionRecord | null> {
	const [row] = await db.select({ snapshot: sessions.snapshot }).from(sessions).where(where).limit(1);
	return row ? (JSON.parse(row.snapshot) as SessionRecord) : null;
}

/**
 * Sessions whose charger was asked to begin before an instant and has not, oldest first. Walks the open sessions by their time alone: an
 * index of all charging sessions holds the whole history.
 */
export async function listWaitingCharges(db: Db, before: number, limit: number): Promise<string[]> {
	const rows = await db
		.select({ id: sessions.id })
		.from(sessions)
		.where(
			and(
				sql`+kind = 'charge' and status = 'active' and state = 'waiting'`,
				lte(sessions.expiresAt, before + sessionLifetimeMs),
			),
		)
		.orderBy(asc(sessions.expiresAt))
		.limit(limit);
	return rows.map(({ id }) => id);
}
