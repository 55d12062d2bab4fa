import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { Money } from '#lib/kernel/money.ts';
import { payments, sessions } from './schema.ts';
import type { Db } from './store.ts';

/** What a station has done since an instant. */
export interface StationFigures {
	readonly swaps: number;
	/** Energy handed over in them, Wh. */
	readonly energyWh: number;
	/** Money captured, one amount a currency, by its code. */
	readonly amounts: readonly Money[];
}

/** A swap that ends was begun at most this long before: it takes minutes, and ends by itself a day after its last step. */
const longestSwapMs = 3 * 24 * 60 * 60 * 1000;

/** Sums up what was completed and paid at a station since `fromMs`. */
export async function stationFigures(
	db: Db,
	{ stationId, fromMs }: { stationId: string; fromMs: number },
): Promise<StationFigures> {
	const [swaps, amounts] = await db.batch([
		db
			.select({ count: sql<number>`count(*)`, energyWh: sql<number>`coalesce(sum(${sessions.energyWh}), 0)` })
			.from(sessions)
			.where(
				and(
					eq(sessions.stationId, stationId),
					gte(sessions.createdAt, fromMs - longestSwapMs),
					eq(sessions.kind, 'swap'),
					eq(sessions.status, 'completed'),
					gte(sessions.endedAt, fromMs),
				),
			),
		db
			.select({ currency: payments.currency, amountMinor: sql<number>`sum(${payments.amountMinor})` })
			.from(payments)
			.where(and(eq(payments.stationId, stationId), gte(payments.at, fromMs)))
			.groupBy(payments.currency)
			.orderBy(asc(payments.currency)),
	]);
	return { swaps: swaps[0]?.count ?? 0, energyWh: swaps[0]?.energyWh ?? 0, amounts };
}
