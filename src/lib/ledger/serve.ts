import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { advanceCycles, type PlanInput, type ServiceState } from '#lib/plan/cycles.ts';
import { currentBatteryId, serviceOf, type PlanFacts } from '#lib/plan/facts.ts';
import { isInfinite } from '#lib/plan/quota.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import { debit } from './debit.ts';
import type { CustodyMove, Move } from './moves.ts';

/** A swap as it was reported. Energies in Wh. */
export interface ServiceReport {
	/** Null for a first battery. */
	readonly oldBatteryId: string | null;
	readonly newBatteryId: string;
	/** Energy to debit; null if the plan's energy is not metered here. */
	readonly energyWh: number | null;
	readonly oldEnergyWh: number | null;
	readonly newEnergyWh: number | null;
	/** The most that rounding may cost us, minor units: 0 where every Wh must be covered. */
	readonly waiverMinor: number;
}

/** What a swap used. Spec: seeds/002 A3.5, `service_details`. */
export interface ServiceOutcome {
	readonly newBatteryId: string;
	readonly oldBatteryId: string | null;
	readonly quotaConsumed: number;
}

interface Serve {
	/** The plan after the payment that came with it. */
	readonly plan: PlanFacts;
	readonly facts: Facts;
	readonly service: ServiceReport;
	readonly paidServiceId: string | null;
	readonly stationId: string;
	readonly key: string;
}

/**
 * Debits quota, moves both batteries and advances the plan's cycles, or refuses and moves nothing.
 * Only the rider's own battery is taken back, and only a battery that this station holds is handed out.
 */
export function serve(call: Serve): Result<{ moves: Move[]; planInputs: PlanInput[]; outcome: ServiceOutcome }> {
	const { plan, service, key } = call;
	const standing = mayBeServed(plan);
	if (!standing.ok) return standing;
	const batteries = moveBatteries(call);
	if (!batteries.ok) return batteries;

	const planInputs: PlanInput[] = service.oldBatteryId ? ['BATTERY_RETURNED', 'BATTERY_ISSUED'] : ['BATTERY_ISSUED'];
	if (advanceCycles(plan, planInputs).serviceState !== 'BATTERY_ISSUED') {
		return refuse('CUSTOMER_INACTIVE', { reason: plan.serviceState });
	}
	const debited = debit({
		plan,
		energyWh: service.energyWh ?? 0,
		paidServiceId: call.paidServiceId,
		returned: service.oldBatteryId !== null,
		waiverMinor: service.waiverMinor,
		key,
	});
	if (!debited.ok) return debited;
	return ok({
		moves: [...debited.value, ...batteries.value],
		planInputs,
		outcome: {
			newBatteryId: wholeId(call.facts, service.newBatteryId),
			oldBatteryId: service.oldBatteryId === null ? null : wholeId(call.facts, service.oldBatteryId),
			quotaConsumed: 1,
		},
	});
}

/** A report may name a battery by its short id, or in small letters. */
function wholeId(facts: Facts, id: string): string {
	return batteryOf(facts, id)?.id ?? id;
}

/**
 * Refuses a plan that may not be served: not active or not set up (CUSTOMER_INACTIVE), overdue (PAYMENT_OVERDUE), not signed, or with
 * its deposit or final payment open (PAYMENT_DUE). A renewal that is due has its grace.
 */
export function mayBeServed(
	plan: PlanFacts,
): Result<PlanFacts, 'CUSTOMER_INACTIVE' | 'PAYMENT_OVERDUE' | 'PAYMENT_DUE'> {
	if (plan.status !== 'ACTIVE' || !plan.initialised)
		return refuse('CUSTOMER_INACTIVE', { reason: plan.initialised ? plan.status : 'NOT_INITIALISED' });
	if (unserved.has(plan.serviceState)) return refuse('CUSTOMER_INACTIVE', { reason: plan.serviceState });
	switch (plan.paymentState) {
		case 'OVERDUE':
			return refuse('PAYMENT_OVERDUE', { plan: plan.planId });
		case 'CURRENT':
		case 'RENEWAL_DUE':
			return ok(plan);
		case 'INITIAL':
		case 'DEPOSIT_DUE':
		case 'FINAL_DUE':
		case 'COMPLETE':
			return refuse('PAYMENT_DUE', { state: plan.paymentState });
	}
}

/** Not signed yet, the battery lost, or the contract over. */
const unserved: ReadonlySet<ServiceState> = new Set(['INITIAL', 'BATTERY_LOST', 'COMPLETE']);

function moveBatteries({ plan, facts, service, stationId, key }: Serve): Result<CustodyMove[]> {
	const fresh = batteryOf(facts, service.newBatteryId);
	if (!fresh) return refuse('BATTERY_UNKNOWN', { battery: service.newBatteryId });
	const back = service.oldBatteryId === null ? undefined : batteryOf(facts, service.oldBatteryId);
	if (back?.id === fresh.id) return refuse('SAME_BATTERY_SCANNED', { battery: fresh.id });
	if (fresh.holder.kind !== 'station') return refuse('BATTERY_ALREADY_ISSUED', { battery: fresh.id });
	if (fresh.holder.id !== stationId)
		return refuse('BATTERY_OF_OTHER_STATION', { battery: fresh.id, station: fresh.holder.id });

	const moves: CustodyMove[] = [];
	let serviceId =
		plan.services.find((candidate) => candidate.kind === 'fleet')?.serviceId ?? plan.services[0]?.serviceId ?? null;
	if (service.oldBatteryId === null) {
		const held = currentBatteryId(plan);
		if (held !== null && !mayHoldMore(plan)) return refuse('RETURN_MISSING', { expected: held });
	} else {
		if (!back || back.holder.kind !== 'rider' || back.holder.id !== plan.planId) {
			return refuse('BATTERY_MISMATCH', { scanned: service.oldBatteryId, expected: currentBatteryId(plan) });
		}
		serviceId = back.holder.serviceId;
		const to = { kind: 'station', id: stationId, serviceId: null } as const;
		moves.push({ ledger: 'custody', key: `${key}/in`, batteryId: back.id, to, energyWh: service.oldEnergyWh });
	}
	const to = { kind: 'rider', id: plan.planId, serviceId } as const;
	moves.push({ ledger: 'custody', key: `${key}/out`, batteryId: fresh.id, to, energyWh: service.newEnergyWh });
	return ok(moves);
}

/** An unbounded fleet quota lets a rider hold several batteries, once the last one given out has come back or was never one. */
function mayHoldMore(plan: PlanFacts): boolean {
	const fleet = serviceOf(plan, 'fleet');
	return fleet !== undefined && isInfinite(fleet) && plan.serviceState !== 'BATTERY_ISSUED';
}
