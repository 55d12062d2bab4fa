import type { BatteryFacts, PlanFacts, PlanService } from '#lib/plan/facts.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { batteryRows, planRows, stationRow } from '../fixtures/seed_rows.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { batteries, qrCodes, weeklyPlan, weeklyTemplate } from './spec_plans.ts';
import type { World } from './world.ts';

/** What an example presumes; what is left out is as the specification's first answer shows it. */
export interface Given {
	readonly plan?: PlanFacts;
	/** Who holds which battery: a station, or `rider` for the rider of the plan. */
	readonly holders?: Readonly<Record<string, string>>;
	/** Amount due of the plan, whole currency units. */
	readonly due?: number;
}

/** How long the agent may take to deliver what an earlier example left behind, ms. */
const quietLimitMs = 20_000;
const pollMs = 50;

/** Tables in the order in which they can be emptied. */
const emptied = [
	'money_entries',
	'payment_requests',
	'payments',
	'custody_entries',
	'batteries',
	'quota_entries',
	'plan_services',
	'plan_events',
	'usage_reports',
	'station_reports',
	'plans',
	'customers',
	'plan_templates',
	'idempotency',
	'outbox',
	'dead_letters',
	'audit',
	'users',
	'stations',
];

/** Empties the database, once the agent has nothing left to deliver, and fills it with what an example presumes. */
export async function given({ store }: World, { plan = weeklyPlan, holders = {}, due }: Given): Promise<void> {
	await delivered(store);
	const at = Date.now();
	const dueRow = { sql: 'UPDATE plans SET due_minor = ? WHERE id = ?', args: [(due ?? 0) * 100, plan.planId] };
	const outcome = await store.writer.commit([
		...emptied.map((table) => ({ sql: `DELETE FROM ${table}`, args: [] })),
		...['STATION_001', 'STATION_002', 'STATION_003'].map(stationRow),
		...['001', '002', '003'].map(attendantRow),
		templateRow(),
		...planRows(plan, at),
		{ sql: 'UPDATE plans SET qr_code = ? WHERE id = ?', args: [qrCodes[plan.planId] ?? null, plan.planId] },
		...(due === undefined ? [] : [dueRow]),
		...batteries(plan, holders).flatMap((battery: BatteryFacts) => batteryRows(battery, at)),
	]);
	if (!outcome.ok) throw new TypeError(`An example presumes one ${outcome.conflict.table} twice`);
}

/** Resolves once the agent has delivered all that it can deliver. */
export async function delivered(store: World['store']): Promise<void> {
	const late = AbortSignal.timeout(quietLimitMs);
	for (;;) {
		const waiting = await rowsOf(store, 'SELECT id, last_error FROM outbox WHERE done_at IS NULL AND stuck_at IS NULL');
		if (waiting.length === 0) return;
		if (late.aborted) throw new Error(`Not delivered: ${JSON.stringify(waiting)}`);
		await new Promise((resolve) => setTimeout(resolve, pollMs));
	}
}

/** The plan with a change to one of its services. */
export function withServiceOf(
	plan: PlanFacts,
	serviceId: string,
	change: Partial<Omit<PlanService, 'serviceId'>>,
): PlanFacts {
	const services = plan.services.map((service) =>
		service.serviceId === serviceId ? { ...service, ...change } : service,
	);
	return { ...plan, services };
}

function attendantRow(number: string): Statement {
	const id = `attendant-${number}`;
	return {
		sql: `INSERT INTO users (id, email, name, role, stations_json, cash_limit_minor, created_at) VALUES (?, ?, ?, 'attendant', ?, 0, 0)`,
		args: [id, `${id}@station.example`, `Attendant ${number}`, JSON.stringify([`STATION_${number}`])],
	};
}

function templateRow(): Statement {
	const { id, currency, services, depositMinor } = weeklyTemplate;
	return {
		sql: `INSERT INTO plan_templates (id, name, currency, services_json, deposit_minor, renewal_minor, period_days, grace_days) VALUES (?, ?, ?, ?, ?, 100000, 7, 2)`,
		args: [id, 'Weekly Freedom Nairobi', currency, JSON.stringify(services), depositMinor],
	};
}
