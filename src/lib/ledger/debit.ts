import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { serviceOf, type PlanFacts, type PlanService } from '#lib/plan/facts.ts';
import { isInfinite, remainingMilli } from '#lib/plan/quota.ts';
import type { QuotaMove } from './moves.ts';

/** Thousandths of one swap, or of one battery. */
const oneUnitMilli = 1000;

interface Debit {
	readonly plan: PlanFacts;
	readonly energyWh: number;
	/** The service that a payment in the same request named: it is debited before others of its kind. */
	readonly paidServiceId: string | null;
	/** True if a battery comes back with it. */
	readonly returned: boolean;
	/** The most that rounding may cost us, minor units. */
	readonly waiverMinor: number;
	readonly key: string;
}

/**
 * What a swap consumes: one unit of the fleet and of the swap count, and its energy.
 * Refuses QUOTA_EXHAUSTED as soon as one service cannot bear its part: no debit brings what remains below zero.
 */
export function debit(call: Debit): Result<QuotaMove[], 'QUOTA_EXHAUSTED'> {
	const fleet = named(call, 'fleet');
	const swaps = named(call, 'swap_count');
	const energy = named(call, 'energy');
	const parts = [
		fleet ? debitFleet(call, fleet) : ok([]),
		swaps ? take(call, swaps, oneUnitMilli) : ok([]),
		energy && call.energyWh > 0 ? debitEnergy(call, energy) : ok([]),
	];
	const moves: QuotaMove[] = [];
	for (const part of parts) {
		if (!part.ok) return part;
		moves.push(...part.value);
	}
	return ok(moves);
}

function named(call: Debit, kind: PlanService['kind']): PlanService | undefined {
	const paid = call.plan.services.find((service) => service.serviceId === call.paidServiceId && service.kind === kind);
	return paid ?? serviceOf(call.plan, kind);
}

function take(call: Debit, service: PlanService, milli: number): Result<QuotaMove[], 'QUOTA_EXHAUSTED'> {
	if (remainingMilli(service) < milli) return refuse('QUOTA_EXHAUSTED', { service: service.name });
	return ok([entry(call, service, { reason: 'consumption', amountMilli: -milli })]);
}

/** A bounded fleet quota says how many batteries a rider may hold at once; an unbounded one only counts. */
function debitFleet(call: Debit, fleet: PlanService): Result<QuotaMove[], 'QUOTA_EXHAUSTED'> {
	const freed = call.returned ? freeFleet(call, fleet) : null;
	if (!freed) return take(call, fleet, oneUnitMilli);
	const taken = take(call, { ...fleet, usedMilli: fleet.usedMilli - oneUnitMilli }, oneUnitMilli);
	return taken.ok ? ok([freed, ...taken.value]) : taken;
}

/** What a battery that comes back frees of a bounded fleet quota: what its issue took; null where nothing is to be freed. */
export function freeFleet(call: Pick<Debit, 'plan' | 'key'>, fleet: PlanService): QuotaMove | null {
	const frees = !isInfinite(fleet) && fleet.usedMilli >= oneUnitMilli;
	return frees ? entry(call, fleet, { reason: 'reversal', amountMilli: oneUnitMilli }) : null;
}

/** Rounding is in the rider's favour: what is missing is waived if it is worth no more than the bound. */
function debitEnergy(call: Debit, energy: PlanService): Result<QuotaMove[], 'QUOTA_EXHAUSTED'> {
	const missingWh = Math.max(0, call.energyWh - Math.max(0, remainingMilli(energy)));
	if (missingWh === 0) return take(call, energy, call.energyWh);
	const worthMinor = (missingWh * (energy.unitPriceMinor ?? Infinity)) / 1000;
	if (worthMinor > call.waiverMinor || remainingMilli(energy) < 0)
		return refuse('QUOTA_EXHAUSTED', { service: energy.name });
	const waived = entry(call, energy, { reason: 'waiver', amountMilli: missingWh });
	return ok([waived, entry(call, energy, { reason: 'consumption', amountMilli: -call.energyWh })]);
}

function entry(
	call: Pick<Debit, 'plan' | 'key'>,
	service: PlanService,
	change: Pick<QuotaMove, 'reason' | 'amountMilli'>,
): QuotaMove {
	const key = `${call.key}/${service.serviceId}/${change.reason}`;
	return { ledger: 'quota', key, planId: call.plan.planId, serviceId: service.serviceId, ...change };
}
