import { asc, eq } from 'drizzle-orm';
import { chargeDisputes } from './schema_charge_records.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** What a rider can say is wrong with a session. */
export const disputeCategories = ['energy', 'price', 'time', 'not_me', 'other'] as const;

export type DisputeCategory = (typeof disputeCategories)[number];

/** How a manager answered: the rider is right, or not. */
export type DisputeOutcome = 'upheld' | 'declined';

/** A dispute with its answer; instants UTC milliseconds. */
export interface StoredDispute {
	readonly id: string;
	readonly sessionId: string;
	readonly customerId: string;
	readonly stationId: string;
	readonly category: DisputeCategory;
	readonly text: string;
	readonly at: number;
	/** Null while it is open. */
	readonly answer: {
		readonly outcome: DisputeOutcome;
		readonly text: string;
		/** Id of who answered. */
		readonly by: string;
		readonly at: number;
	} | null;
}

/** The disputes of a session, first to last. */
export async function disputesOf(db: Db, sessionId: string): Promise<StoredDispute[]> {
	const rows = await db
		.select()
		.from(chargeDisputes)
		.where(eq(chargeDisputes.sessionId, sessionId))
		.orderBy(asc(chargeDisputes.at), asc(chargeDisputes.id));
	return rows.map(readDispute);
}

/** Loads a dispute; null if there is none. */
export async function loadDispute(db: Db, id: string): Promise<StoredDispute | null> {
	const [row] = await db.select().from(chargeDisputes).where(eq(chargeDisputes.id, id));
	return row ? readDispute(row) : null;
}

/** Stores a dispute; a session has one open at a time, so that of two at once one wins. */
export function insertDispute(dispute: Omit<StoredDispute, 'answer'>): Statement {
	const { id, sessionId, customerId, stationId, category, text, at } = dispute;
	return {
		sql: 'INSERT INTO charge_disputes (id, session_id, customer_id, station_id, category, text, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [id, sessionId, customerId, stationId, category, text, at],
	};
}

/** Stores the answer of an open dispute; one that is answered stays as it is. */
export function answerDisputeRow(id: string, answer: NonNullable<StoredDispute['answer']>): Statement {
	return {
		sql: 'UPDATE charge_disputes SET outcome = ?, answer = ?, answered_by = ?, answered_at = ? WHERE id = ? AND answered_at IS NULL',
		args: [answer.outcome, answer.text, answer.by, answer.at, id],
	};
}

/** A stored dispute as a value. */
export function readDispute({
	category,
	outcome,
	answer,
	answeredBy,
	answeredAt,
	...dispute
}: typeof chargeDisputes.$inferSelect): StoredDispute {
	return {
		...dispute,
		category: category as DisputeCategory,
		answer:
			answeredAt === null
				? null
				: { outcome: outcome as DisputeOutcome, text: answer ?? '', by: answeredBy ?? '', at: answeredAt },
	};
}
