import { shortBatteryId } from '#lib/kernel/battery_reading.ts';
import type { Money } from '#lib/kernel/money.ts';
import { serviceOf, type PlanFacts, type PlanService, type ServiceKind } from '#lib/plan/facts.ts';
import { isInfinite, remainingMilli } from '#lib/plan/quota.ts';
import { planStanding, type PlanStanding } from '#lib/plan/standing.ts';
import {
	listRiderPlans,
	loadRiderPlan,
	loadRiderZones,
	type RiderPlanRow,
	type RiderZones,
} from '#lib/server/store/list_rider_plans.ts';
import { loadPlan } from '#lib/server/store/load_facts.ts';
import type { ReportParts } from './record_reading.ts';
import { readRiderPayments, readRiderSwaps, type ToldPayment, type ToldSwap } from './rider_history.ts';

/** What a rider may use: in thousandths of its unit, Wh for energy. */
export interface ToldQuota {
	readonly usedMilli: number;
	/** Never below zero; null if it never runs out. */
	readonly leftMilli: number | null;
	readonly quotaMilli: number;
}

/** One service of a plan with its quota. */
export interface ToldService extends ToldQuota {
	readonly id: string;
	readonly name: string;
	readonly kind: ServiceKind;
	/** Price of one whole unit; null where it cannot be bought. */
	readonly unitPrice: Money | null;
}

/** A plan as its rider reads it. Instants are UTC milliseconds. */
export interface ToldPlan {
	readonly id: string;
	readonly name: string;
	/** What its QR code says. */
	readonly code: string;
	readonly standing: PlanStanding;
	/** What has to be paid; null if nothing, or nobody said how much. */
	readonly due: Money | null;
	readonly graceEndsAt: number | null;
	readonly periodEndsAt: number | null;
	readonly lastSwapAt: number | null;
	/** Null where the plan counts no swaps. */
	readonly swaps: ToldQuota | null;
	readonly services: readonly ToldService[];
	readonly batteries: readonly { readonly id: string; readonly shortId: string }[];
	/** The last ones; `hasMore` if there are older ones. */
	readonly payments: Latest<ToldPayment>;
	readonly history: Latest<ToldSwap>;
}

interface Latest<Row> {
	readonly rows: readonly Row[];
	readonly hasMore: boolean;
}

/** The plans of one rider, as they are at an instant, and the zone in which what happened at no station is told. */
export interface RiderPlans {
	readonly plans: readonly ToldPlan[];
	readonly zones: RiderZones;
	/** UTC milliseconds. */
	readonly at: number;
}

/** How many payments and swaps a plan shows before it leads to all of them. */
const latestRows = 3;

/** Reads the plans of a customer; null, an account that belongs to no customer, has none. */
export async function readRiderPlans(parts: ReportParts, customerId: string | null): Promise<RiderPlans> {
	const { db } = parts.store;
	if (customerId === null) return { plans: [], zones: { chosen: null, usual: 'UTC' }, at: parts.clock() };
	const [rows, zones] = await Promise.all([listRiderPlans(db, customerId), loadRiderZones(db, customerId)]);
	const plans = await Promise.all(rows.map((row) => readPlan(parts, row, zones)));
	return { plans: plans.filter((plan) => plan !== null), zones, at: parts.clock() };
}

/** Finds a plan with the zones of its rider; null if there is none, or none of this customer. */
export async function readRiderPlan(
	{ store }: ReportParts,
	{ planId, customerId }: { planId: string; customerId: string },
): Promise<{ plan: RiderPlanRow; zones: RiderZones } | null> {
	const plan = await loadRiderPlan(store.db, planId);
	if (plan?.customerId !== customerId) return null;
	return { plan, zones: await loadRiderZones(store.db, customerId) };
}

async function readPlan(parts: ReportParts, row: RiderPlanRow, zones: RiderZones): Promise<ToldPlan | null> {
	const request = { planId: row.planId, customerId: row.customerId, zones, keys: {}, limit: latestRows };
	const [plan, payments, history] = await Promise.all([
		loadPlan(parts.store.db, row.planId),
		readRiderPayments(parts, request),
		readRiderSwaps(parts, request),
	]);
	if (!plan) return null;
	const counted = serviceOf(plan, 'swap_count');
	const held = plan.services.map(({ currentAsset }) => currentAsset).filter((id) => id !== null);
	return {
		id: plan.planId,
		name: plan.name,
		code: row.code,
		standing: planStanding(plan),
		due: dueOf(plan),
		graceEndsAt: row.graceEndsAt,
		periodEndsAt: row.periodEndsAt,
		lastSwapAt: plan.customer.lastSwapAt,
		swaps: counted ? quotaOf(counted) : null,
		services: plan.services.map((service) => tellService(service, plan.currency)),
		batteries: held.map((id) => ({ id, shortId: shortBatteryId(id) })),
		payments: { rows: payments.rows, hasMore: payments.next !== null },
		history: { rows: history.rows, hasMore: history.next !== null },
	};
}

function dueOf({ paymentState, dueMinor, currency }: PlanFacts): Money | null {
	if (paymentState === 'CURRENT' || paymentState === 'COMPLETE' || !dueMinor) return null;
	return { amountMinor: dueMinor, currency };
}

function tellService(service: PlanService, currency: string): ToldService {
	const { serviceId, name, kind, unitPriceMinor } = service;
	const unitPrice = unitPriceMinor === null ? null : { amountMinor: unitPriceMinor, currency };
	return { id: serviceId, name, kind, unitPrice, ...quotaOf(service) };
}

function quotaOf(service: PlanService): ToldQuota {
	const { usedMilli, quotaMilli } = service;
	return { usedMilli, quotaMilli, leftMilli: isInfinite(service) ? null : Math.max(0, remainingMilli(service)) };
}
