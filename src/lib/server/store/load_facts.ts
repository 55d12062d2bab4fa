import { eq, inArray, or, sql } from 'drizzle-orm';
import type { PaymentState, ServiceState } from '#lib/plan/cycles.ts';
import type { BatteryFacts, Holder, PlanFacts, PlanService } from '#lib/plan/facts.ts';
import type { Facts } from '#lib/plan/world.ts';
import type { FactNeeds } from '#lib/session/kind.ts';
import { findPeople } from './find_people.ts';
import { loadOffer } from './offer_rows.ts';
import { preparedQuery } from './prepared_query.ts';
import { batteries, custodyEntries, customers, planServices, plans } from './schema.ts';
import type { Db } from './store.ts';

/** Loads what a step looks at. A battery may be named by its whole id or by its six-character short id. */
export async function loadFacts(db: Db, needs: FactNeeds): Promise<Facts> {
	const [plan, found, people, offer] = await Promise.all([
		needs.planId ? loadPlan(db, needs.planId) : null,
		needs.batteryIds?.length ? loadBatteries(db, needs.batteryIds) : {},
		needs.person && findPeople(db, needs.person),
		needs.offer && loadOffer(db, needs.offer),
	]);
	return { plan, batteries: found, ...(people && { people }), ...(offer && { offer }) };
}

/** Loads a plan with its customer, services and the batteries its rider holds; null if there is none. */
export async function loadPlan(db: Db, planId: string): Promise<PlanFacts | null> {
	const row = await planById(db).get({ planId });
	if (!row) return null;
	const { plan, customer, services, held } = row;
	return {
		planId: plan.id,
		name: plan.name,
		templateId: plan.templateId,
		status: plan.status,
		currency: plan.currency,
		serviceState: plan.serviceState as ServiceState,
		paymentState: plan.paymentState as PaymentState,
		serviceAccountId: plan.serviceAccountId,
		paymentAccountId: plan.paymentAccountId,
		initialised: plan.initialisedAt !== null,
		dueMinor: plan.dueMinor,
		version: plan.version,
		customer: { id: customer.id, name: customer.name, phone: customer.phone, lastSwapAt: plan.lastSwapAt },
		services: services.map(({ bundled, position: _, ...service }) => ({
			...service,
			bundled: Boolean(bundled),
			currentAsset: held.find((battery) => battery.serviceId === service.serviceId)?.id ?? null,
		})),
	};
}

/** A service of a plan as JSON has it. */
type ServiceRow = Omit<PlanService, 'bundled' | 'currentAsset'> & {
	readonly bundled: 0 | 1;
	readonly position: number;
};

const servicesOfPlan = sql`(
	select json_group_array(json_object(
		'serviceId', ${planServices.serviceId}, 'name', ${planServices.name}, 'kind', ${planServices.kind},
		'unitPriceMinor', ${planServices.unitPriceMinor}, 'bundled', ${planServices.bundled},
		'usedMilli', ${planServices.usedMilli}, 'quotaMilli', ${planServices.quotaMilli}, 'quotaSeq', ${planServices.seq},
		'position', ${planServices.position}))
	from ${planServices} where ${planServices.planId} = ${plans.id})`.mapWith((json: string) =>
	(JSON.parse(json) as ServiceRow[]).sort((a, b) => a.position - b.position),
);

/** A battery of a rider, and when it was handed out. */
interface HeldRow {
	readonly id: string;
	readonly serviceId: string | null;
	readonly at: number;
}

/** The one that was handed out last comes first: it is the service's current asset. */
const batteriesOfRider = sql`(
	select json_group_array(json_object(
		'id', ${batteries.id}, 'serviceId', ${batteries.holderServiceId}, 'at', ${custodyEntries.at}))
	from ${batteries} join ${custodyEntries}
		on ${custodyEntries.batteryId} = ${batteries.id} and ${custodyEntries.seq} = ${batteries.seq}
	where ${batteries.holderKind} = 'rider' and ${batteries.holderId} = ${plans.id})`.mapWith((json: string) =>
	(JSON.parse(json) as HeldRow[]).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
);

/**
 * One statement, with the lists as JSON: three cost three times as much, most of it on the way to the database and back.
 * The lists are sorted here: the libSQL server does not parse an order within an aggregate.
 */
const planById = preparedQuery((db) =>
	db
		.select({ plan: plans, customer: customers, services: servicesOfPlan, held: batteriesOfRider })
		.from(plans)
		.innerJoin(customers, eq(customers.id, plans.customerId))
		.where(eq(plans.id, sql.placeholder('planId')))
		.prepare(),
);

async function loadBatteries(db: Db, ids: readonly string[]): Promise<Record<string, BatteryFacts>> {
	const wanted = [...new Set(ids.map((id) => id.trim().toUpperCase()))];
	const rows = await batteriesByName(db).all({ names: JSON.stringify(wanted) });
	const found: Record<string, BatteryFacts> = {};
	for (const id of wanted) {
		const exact = rows.find((row) => row.id.toUpperCase() === id);
		const short = rows.filter((row) => row.shortId === id);
		const row = exact ?? (short.length === 1 ? short[0] : undefined);
		if (!row) continue;
		const holder: Holder = { kind: row.holderKind as Holder['kind'], id: row.holderId, serviceId: row.holderServiceId };
		found[id] = { id: row.id, ratedWh: row.ratedWh, holder, custodySeq: row.seq };
		found[row.id.toUpperCase()] = found[id];
	}
	return found;
}

/** By whole or short id, both in upper case as they are stored: each has its index, which `upper(id)` would pass by. */
const batteriesByName = preparedQuery((db) => {
	const names = sql`(select value from json_each(${sql.placeholder('names')}))`;
	return db
		.select()
		.from(batteries)
		.where(or(inArray(batteries.id, names), inArray(batteries.shortId, names)))
		.prepare();
});

/** The plan that a scanned code, a typed subscription id or a chosen search result names; null if none does. */
export async function findPlanId(db: Db, code: string): Promise<string | null> {
	const text = code.trim();
	const rows = await db
		.select({ id: plans.id })
		.from(plans)
		.where(or(eq(plans.id, text), eq(plans.qrCode, text)))
		.limit(1);
	return rows[0]?.id ?? null;
}

/** What the ERP calls a plan; null while it does not know it. */
export async function loadErpId(db: Db, planId: string): Promise<string | null> {
	const rows = await db.select({ erpId: plans.erpId }).from(plans).where(eq(plans.id, planId)).limit(1);
	return rows[0]?.erpId ?? null;
}
