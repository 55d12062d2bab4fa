import { loadActiveCharge } from '#lib/server/store/active_charges.ts';
import { readChargeHistory } from './charge_history.ts';
import { readChargeStatistics, type ChargeStatistics } from './charge_statistics.ts';
import { tellCharge, type ToldCharge } from './charge_told.ts';
import type { ReportParts } from './record_reading.ts';

/** Sessions that a dashboard shows. */
const latestRows = 10;

/** All that a rider sees of charging at once. */
export interface ChargeDashboard {
	/** The latest ones, the newest first. */
	readonly sessions: readonly ToldCharge[];
	readonly statistics: ChargeStatistics;
	readonly active: ToldCharge | null;
}

/** Reads the charging session that a customer has open; null if there is none. */
export async function readActiveCharge(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	customerId: string,
): Promise<ToldCharge | null> {
	const session = await loadActiveCharge(parts.store.db, customerId);
	return session && tellCharge(parts, session);
}

/** Reads the dashboard of a customer. It costs the same after any number of sessions. Spec: seeds/001 step 4. */
export async function readChargeDashboard(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	customerId: string,
): Promise<ChargeDashboard> {
	const range = { period: 'all-time', from: null, to: null } as const;
	const page = { direction: 'desc', limit: latestRows } as const;
	const [history, statistics, active] = await Promise.all([
		readChargeHistory(parts, { customerId, range, status: null, stationId: null, page }),
		readChargeStatistics(parts, customerId),
		readActiveCharge(parts, customerId),
	]);
	return { sessions: history.rows, statistics, active };
}
