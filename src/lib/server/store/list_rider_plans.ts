import { asc, eq, sql } from 'drizzle-orm';
import { customers, plans, sessions } from './schema.ts';
import { riderSettings } from './schema_charging.ts';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** What a rider's plan has beside its facts. Instants are UTC milliseconds. */
export interface RiderPlanRow {
	readonly planId: string;
	readonly customerId: string;
	readonly name: string;
	/** What its QR code says. */
	readonly code: string;
	readonly periodEndsAt: number | null;
	readonly graceEndsAt: number | null;
}

/** The most plans that a rider's page shows. */
const planLimit = 20;

const columns = {
	planId: plans.id,
	customerId: plans.customerId,
	name: plans.name,
	code: sql<string>`coalesce(${plans.qrCode}, ${plans.id})`,
	periodEndsAt: plans.periodEndsAt,
	graceEndsAt: plans.graceEndsAt,
};

/** The plans of a customer, those first that are active. */
export async function listRiderPlans(db: Db, customerId: string): Promise<RiderPlanRow[]> {
	return db
		.select(columns)
		.from(plans)
		.where(eq(plans.customerId, customerId))
		.orderBy(sql`${plans.status} <> 'ACTIVE'`, asc(plans.id))
		.limit(planLimit);
}

/** A plan as `listRiderPlans` has it; null if there is none. */
export async function loadRiderPlan(db: Db, planId: string): Promise<RiderPlanRow | null> {
	const rows = await db.select(columns).from(plans).where(eq(plans.id, planId)).limit(1);
	return rows[0] ?? null;
}

/** In which time zones (IANA names) a rider reads. */
export interface RiderZones {
	/** The one that the rider chose; null where times are told by the clock of the station. */
	readonly chosen: string | null;
	/** For what happened at no station: that of the last station the rider was at, else of one that sells in the currency of a plan. */
	readonly usual: string;
}

/** Of the last session alone: those before it are not looked through for one whose station is still known. */
const zoneOfLastStation = sql`(
	select ${stations.timeZone} from ${stations} where ${stations.id} = (
		select ${sessions.stationId} from ${sessions} where ${sessions.customerId} = ${customers.id}
		order by ${sessions.createdAt} desc limit 1))`;

const zoneOfCurrency = sql`(
	select ${stations.timeZone} from ${plans} join ${stations} on ${stations.currency} = ${plans.currency}
	where ${plans.customerId} = ${customers.id} order by ${stations.id} limit 1)`;

/** In which zones times are told to a customer; UTC where no station is known. */
export async function loadRiderZones(db: Db, customerId: string): Promise<RiderZones> {
	const [zones] = await db
		.select({
			chosen: riderSettings.timeZone,
			usual: sql<string>`coalesce(${riderSettings.timeZone}, ${zoneOfLastStation}, ${zoneOfCurrency}, 'UTC')`,
		})
		.from(customers)
		.leftJoin(riderSettings, eq(riderSettings.customerId, customers.id))
		.where(eq(customers.id, customerId))
		.limit(1);
	return zones ?? { chosen: null, usual: 'UTC' };
}
