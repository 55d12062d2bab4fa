import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { MoneyBucket } from '#lib/ledger/moves.ts';
import { moneyEntries, payments } from './schema.ts';
import { stations, users } from './schema_people.ts';
import type { ReportStation } from './session_report_stations.ts';
import type { Db } from './store.ts';

/** A payment of a session as the ledger holds it; instants UTC ms, money minor units. */
export interface ReportPayment {
	readonly id: string;
	readonly method: string;
	readonly reference: string;
	readonly amountMinor: number;
	readonly currency: string;
	readonly verification: string;
	readonly actorId: string;
	readonly at: number;
	/** What the captured money is for now; only what is not zero. */
	readonly uses: readonly { readonly bucket: MoneyBucket; readonly amountMinor: number }[];
}

/** The payments of a session, first to last, each with what became of its money. */
export async function loadPayments(db: Db, sessionId: string): Promise<ReportPayment[]> {
	const [paid, uses] = await db.batch([
		db.select().from(payments).where(eq(payments.sessionId, sessionId)).orderBy(asc(payments.at), asc(payments.id)),
		db
			.select({
				paymentId: moneyEntries.paymentId,
				bucket: sql<MoneyBucket>`${moneyEntries.bucket}`,
				amountMinor: sql<number>`sum(${moneyEntries.amountMinor})`,
			})
			.from(moneyEntries)
			.innerJoin(payments, eq(payments.id, moneyEntries.paymentId))
			.where(eq(payments.sessionId, sessionId))
			.groupBy(moneyEntries.paymentId, moneyEntries.bucket),
	]);
	return paid.map(({ id, method, reference, amountMinor, currency, verification, actorId, at }) => ({
		id,
		method,
		reference,
		amountMinor,
		currency,
		verification,
		actorId,
		at,
		uses: uses
			.filter((use) => use.paymentId === id && use.bucket !== 'captured' && use.amountMinor !== 0)
			.map((use) => ({ bucket: use.bucket, amountMinor: use.amountMinor })),
	}));
}

/** The names of people by their ids; ids of nobody are left out. */
export async function loadNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const rows = await db
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(inArray(users.id, [...new Set(ids)]));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A station by its id; null if there is none. */
export async function loadStation(db: Db, id: string | null): Promise<ReportStation | null> {
	if (id === null) return null;
	const [station] = await db
		.select({ id: stations.id, name: stations.name, timeZone: stations.timeZone })
		.from(stations)
		.where(eq(stations.id, id));
	return station ?? null;
}
