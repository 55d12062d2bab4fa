import { disputesOf, type StoredDispute } from '#lib/server/store/charge_dispute_rows.ts';
import { loadChargeCase, type SealedRecord } from '#lib/server/store/charge_case.ts';
import { localMonthAt } from '#lib/kernel/time_zone.ts';
import { loadActiveCharge } from '#lib/server/store/active_charges.ts';
import { listCharges } from '#lib/server/store/list_charges.ts';
import type { CurvePoint } from '#lib/server/store/list_charge_curve.ts';
import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import { loadOwnCharge, readCurve, showCharge, showCharges, type ShownCharge } from './charge_shown.ts';
import { readChargeStatistics } from './charge_statistics.ts';
import type { ReportParts } from './record_reading.ts';

type Parts = Pick<ReportParts, 'store' | 'clock'>;

/** A session that goes on, with how it went so far. */
export interface LiveCharge {
	readonly charge: ShownCharge;
	readonly curve: readonly CurvePoint[];
}

/** How many of the last sessions the home page shows. */
const homeRows = 3;

/** What a rider's home page says of charging: the session that goes on, the last ones, and what this month has come to in each currency. */
export async function readChargeHome(parts: Parts, customerId: string) {
	const { db } = parts.store;
	const { chosen, usual } = await loadRiderZones(db, customerId);
	const filter = { customerId, fromMs: null, untilMs: null, month: null, status: null, stationId: null };
	const [active, latest, { months }] = await Promise.all([
		loadActiveCharge(db, customerId),
		listCharges(db, filter, { direction: 'desc', limit: homeRows + 1 }),
		readChargeStatistics(parts, customerId),
	]);
	const ended = latest.rows.filter(({ session }) => session.status !== 'active').slice(0, homeRows);
	const live = active && (await showCharge(parts, active, chosen));
	const month = localMonthAt(parts.clock(), usual);
	return {
		live: live ? ({ charge: live, curve: await readCurve(parts, live) } satisfies LiveCharge) : null,
		latest: await showCharges(parts, ended, chosen),
		month: { month, totals: months.filter((row) => row.month === month) },
	};
}

/** A rider's own session as it is now; null for what is not theirs. */
export async function readChargeNow(
	parts: Parts,
	own: { id: string; customerId: string },
): Promise<ShownCharge | null> {
	const session = await loadOwnCharge(parts, own);
	if (!session) return null;
	const { chosen } = await loadRiderZones(parts.store.db, own.customerId);
	return showCharge(parts, session, chosen);
}

/** What became of a session after its end. */
export interface ChargeAfterwards {
	/** Why it waits for a manager; empty where it does not. */
	readonly underReview: readonly string[];
	/** What was billed after the original record, first to last: credits and corrections with their reasons. */
	readonly corrections: readonly Pick<SealedRecord, 'id' | 'kind' | 'energyWh' | 'costMinor' | 'reason' | 'at'>[];
	/** Why a manager let it stand, corrected it, or took it out; null where nobody had to decide. */
	readonly decision: { readonly outcome: string; readonly reason: string; readonly at: number } | null;
	readonly disputes: readonly Pick<StoredDispute, 'id' | 'category' | 'text' | 'at' | 'answer'>[];
}

/** A rider's own session with its curve and what became of it; null for what is not theirs. */
export async function readChargeDetail(
	parts: Parts,
	own: { id: string; customerId: string },
): Promise<(LiveCharge & ChargeAfterwards) | null> {
	const charge = await readChargeNow(parts, own);
	if (!charge) return null;
	const { db } = parts.store;
	const [curve, found, disputes] = await Promise.all([
		readCurve(parts, charge),
		loadChargeCase(db, own.id),
		disputesOf(db, own.id),
	]);
	const open = found?.holds.find(({ decision }) => decision === null);
	const decision = found?.holds.findLast((hold) => hold.decision !== null)?.decision ?? null;
	const later = (found?.records ?? []).filter(({ kind }) => kind !== 'original');
	return {
		charge,
		curve,
		underReview: open?.reasons.map(({ code }) => code) ?? [],
		decision: decision && { outcome: decision.outcome, reason: decision.reason, at: decision.at },
		corrections: later.map(({ id, kind, energyWh, costMinor, reason, at }) => ({
			...{ id, kind, energyWh, costMinor, reason, at },
		})),
		disputes: disputes.map(({ id, category, text, at, answer }) => ({ id, category, text, at, answer })),
	};
}
