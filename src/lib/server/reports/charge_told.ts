import type { ChargeData } from '#lib/charging/data.ts';
import { averagePowerKw, costMinor } from '#lib/charging/figures.ts';
import { toKwhFloor } from '#lib/kernel/energy.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { ListedCharge } from '#lib/server/store/list_charges.ts';
import { listSold, loadChargeOutcomes, type ChargeOutcome } from '#lib/server/store/list_charges_outcomes.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { ReportParts } from './record_reading.ts';

/** A charging session as its rider reads it: with the figures that count. Energy Wh, money minor units, instants UTC milliseconds. */
export interface ToldCharge {
	readonly id: string;
	readonly status: string;
	readonly station: { readonly id: string; readonly name: string } | null;
	readonly startedAt: number;
	readonly endedAt: number | null;
	readonly energyWh: number;
	readonly costMinor: number;
	readonly currency: string | null;
	/** 1 to 5; null where none was given. */
	readonly rating: number | null;
	/** True while it waits for a manager and counts in no statistics. */
	readonly isUnderReview: boolean;
	/** True if it was billed, and has a receipt. */
	readonly isSold: boolean;
	/** True if a manager has decided on other figures than those of the meter or the phone. */
	readonly isCorrected: boolean;
	/** True for a running session of which nothing was heard for a while. */
	readonly isStale: boolean;
	/** The same in the JSON shape of seeds/001. */
	readonly document: Readonly<Record<string, unknown>>;
}

type Figures = Pick<ToldCharge, 'energyWh' | 'costMinor'>;

/** How long a running session may be silent before it is stale, ms. */
const staleMs = 15 * 60_000;

/** Tells sessions of a list with what became of them after their end. */
export async function tellCharges(
	{ store, clock }: Pick<ReportParts, 'store' | 'clock'>,
	listed: readonly ListedCharge[],
): Promise<ToldCharge[]> {
	const outcomeOf = await loadChargeOutcomes(store.db, listed);
	const now = clock();
	return listed.map((one) => tellListed(one, outcomeOf(one.session.id), now));
}

/** Tells a session that was loaded by itself as `tellCharges` does. */
export async function tellCharge(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	session: SessionRecord,
): Promise<ToldCharge> {
	const [told] = await tellCharges(parts, await listSold(parts.store.db, [session]));
	if (!told) throw new TypeError('A list of one session tells of one');
	return told;
}

function tellListed({ session, sold }: ListedCharge, outcome: ChargeOutcome, now: number): ToldCharge {
	const { charge, progress, end, rating } = session.data as ChargeData;
	const currency = charge?.tariff.currency ?? null;
	const measured = charge &&
		progress && { energyWh: progress.energyWh, costMinor: costMinor(progress.energyWh, charge.tariff) };
	const decided = decidedFigures({ sold, isVoided: outcome.isVoided }, measured);
	const { energyWh, costMinor: cost } = decided ?? measured ?? { energyWh: 0, costMinor: 0 };
	const startedAt = charge?.startedAt ?? session.createdAt;
	const told = {
		id: session.id,
		status: session.status,
		station: charge && { id: charge.station.id, name: charge.station.name },
		startedAt,
		endedAt: end?.at ?? session.endedAt,
		energyWh,
		costMinor: cost,
		currency,
		rating: outcome.rating ?? rating,
		isUnderReview: outcome.isHeld,
		isSold: sold !== null,
		isCorrected: decided !== null,
		isStale: session.status === 'active' && now - (progress?.newsAt ?? session.updatedAt) >= staleMs,
	};
	const figures = decided && {
		energyDelivered: toKwhFloor(energyWh),
		totalCost: currency ? toMajor(cost, currency) : 0,
		averagePower: averagePowerKw(energyWh, (told.endedAt ?? startedAt) - startedAt),
	};
	const document = {
		...kindOf(session.kind).document(session),
		...figures,
		stationRating: told.rating,
		underReview: told.isUnderReview,
		corrected: told.isCorrected,
		stale: told.isStale,
	};
	return { ...told, document };
}

/** The figures that a manager decided on; null where those of the session stand. */
function decidedFigures(
	{ sold, isVoided }: { sold: Figures | null; isVoided: boolean },
	told: Figures | null,
): Figures | null {
	if (!sold) return isVoided ? { energyWh: 0, costMinor: 0 } : null;
	return sold.energyWh === told?.energyWh && sold.costMinor === told.costMinor ? null : sold;
}
