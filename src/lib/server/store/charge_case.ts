import { and, asc, eq } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { readHold, type DecidedHold } from './charge_decision_rows.ts';
import { customers, sessions } from './schema.ts';
import { chargeHolds, chargeRecords } from './schema_charge_records.ts';
import type { Db } from './store.ts';

/** A charge detail record as it was sealed. Energy Wh, money minor units, instants UTC milliseconds. */
export type SealedRecord = Omit<typeof chargeRecords.$inferSelect, 'kind'> & {
	readonly kind: 'original' | 'credit' | 'correction';
};

/** A charging session as those who decide about it look at it, all of one moment. */
export interface ChargeCase {
	readonly session: SessionRecord;
	/** Whose it is; null where the customer is unknown. */
	readonly customer: { readonly name: string; readonly phone: string } | null;
	/** First to last; their sum is what the session costs. */
	readonly records: readonly SealedRecord[];
	/** First to last; one at most is open. */
	readonly holds: readonly DecidedHold[];
}

/** Loads a charging session with its records and holds; null if there is no such session. */
export async function loadChargeCase(db: Db, sessionId: string): Promise<ChargeCase | null> {
	const [[row], records, holds] = await db.batch([
		db
			.select({ snapshot: sessions.snapshot, customer: { name: customers.name, phone: customers.phone } })
			.from(sessions)
			.leftJoin(customers, eq(customers.id, sessions.customerId))
			.where(and(eq(sessions.id, sessionId), eq(sessions.kind, 'charge'))),
		db.select().from(chargeRecords).where(eq(chargeRecords.sessionId, sessionId)).orderBy(asc(chargeRecords.seq)),
		db
			.select()
			.from(chargeHolds)
			.where(eq(chargeHolds.sessionId, sessionId))
			.orderBy(asc(chargeHolds.openedAt), asc(chargeHolds.id)),
	]);
	if (!row) return null;
	return {
		session: JSON.parse(row.snapshot) as SessionRecord,
		customer: row.customer,
		records: records.map((record) => ({ ...record, kind: record.kind as SealedRecord['kind'] })),
		holds: holds.map(readHold),
	};
}
