import { ok, refuse } from '#lib/kernel/result.ts';
import { FaultError } from '#lib/kernel/fault.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { sampleBatteries, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { makeRequest } from '#lib/protocol/envelope.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import { advancePeriods } from '#lib/server/engine/advance_periods.ts';
import { drainOutbox } from '#lib/server/engine/drain_outbox.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { operationOf } from '#lib/server/operations/answered_operations.ts';
import { erpDelivery } from '#lib/server/operations/erp_delivery.ts';
import { runOperation } from '#lib/server/operations/run_operation.ts';
import { trustedCaller } from '#lib/server/operations/trusted_caller.ts';
import type { Erp, ErpSubscription, ErpTask } from '#lib/server/ports_erp.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import type { Store } from '#lib/server/store/store.ts';
import { openCoreWorld, stationDevice, type Caller, type CoreSeed, type CoreWorld } from '../fixtures/core_world.ts';
import { rowsOf } from '../fixtures/test_store.ts';

export const dayMs = 24 * 3600 * 1000;

/** A trusted account that names neither station nor attendant. */
export const namelessDevice = trustedCaller({ actorId: 'service', stationId: null, origin: 'trusted broker account' });

/** A trusted account that speaks for an attendant and names no station. */
export const deviceOf = (actorId: string): Caller =>
	trustedCaller({ actorId, stationId: null, origin: 'trusted broker account' });

/** What a plan of the sample template is made from: a week for 1000 after a deposit of 500, and two days of grace. */
const template = {
	services: samplePlan.services.map(({ serviceId, name, kind, unitPriceMinor, bundled, quotaMilli }) => ({
		serviceId,
		name,
		kind,
		unitPriceMinor,
		bundled,
		quotaMilli,
	})),
	args: [50_000, 100_000, 7, 2],
};

/** An ERP in memory. */
export interface FakeErp extends Erp {
	/** What it has taken, each of our references once. */
	readonly taken: Map<string, ErpTask>;
	/** How it behaves from now on: `down` throws, `no` refuses. */
	mood: 'up' | 'down' | 'no';
	subscription: ErpSubscription;
}

/** What a world of operations begins with, beside what every world does. */
export interface OperationsSeed extends CoreSeed {
	/** Amount due of the plan, minor units. */
	readonly dueMinor?: number;
	/** When the plan's paid period ends, after the start of the world, ms. */
	readonly periodMs?: number;
	readonly erp?: FakeErp;
}

export interface OperationsWorld extends CoreWorld {
	/** Asks as a trusted device of STATION_002 unless told. */
	device(operation: OperationName, data: object, asked?: Partial<Asked>): Promise<ReplyContent>;
	/** Delivers what is due for the ERP. */
	deliver(): Promise<number>;
	/** Ends paid periods and graces that are over. */
	advance(): Promise<number>;
	/** The rows of a query. */
	rows(sql: string): Promise<Record<string, unknown>[]>;
	/** Both states of the plan, and what is due of it. */
	standing(): Promise<unknown>;
}

interface Asked {
	readonly correlationId: string;
	readonly caller: Caller;
	readonly planId: string;
	readonly at: number;
}

/** Seeds a database with the sample plan, its template and attendants, and puts the engine on it, with an ERP if one is given. */
export async function openOperationsWorld(store: Store, seed: OperationsSeed = {}): Promise<OperationsWorld> {
	const world = await openCoreWorld(store, seed);
	await store.writer.commit(operationRows(world.now(), seed));
	return withOperations(world, { ...world.engine, hasErp: seed.erp !== undefined }, seed.erp ?? null);
}

/** What operations need beside plans and batteries: the sample plan's template, attendants, and what is due when. */
export function operationRows(now: number, { dueMinor, periodMs }: OperationsSeed): Statement[] {
	const person = `INSERT INTO users (id, email, name, role, stations_json, created_at) VALUES (?, ?, ?, 'attendant', ?, 0)`;
	return [
		{
			sql: `INSERT INTO plan_templates (id, name, currency, services_json, deposit_minor, renewal_minor, period_days, grace_days) VALUES ('template-monthly', 'Monthly', 'KES', ?, ?, ?, ?, ?)`,
			args: [JSON.stringify(template.services), ...template.args],
		},
		{
			sql: 'UPDATE plans SET due_minor = ?, period_ends_at = ?',
			args: [dueMinor ?? null, periodMs === undefined ? null : now + periodMs],
		},
		{ sql: person, args: ['attendant-001', 'one@station.example', 'One', '["STATION_001"]'] },
		{ sql: person, args: ['attendant-012', 'both@station.example', 'Both', '["STATION_001","STATION_002"]'] },
	];
}

/** The same operations through another connection: a second process. */
export function withOperations(world: CoreWorld, engine: Engine, erp: FakeErp | null): OperationsWorld {
	let asked = 0;
	const rows = (sql: string) => rowsOf(engine.store, sql);
	return {
		...world,
		engine,
		rows,
		device(
			name,
			data,
			{ correlationId = `ask-${++asked}`, caller = stationDevice, planId = samplePlan.planId, at } = {},
		) {
			const operation = operationOf(name);
			if (!operation) throw new TypeError(`The agent does not answer ${name}`);
			const actor = { type: 'attendant', id: caller.actor.id };
			const request = makeRequest({
				operation: name,
				planId,
				correlationId,
				actor,
				data: { ...data },
				at: at ?? world.now(),
			});
			return runOperation(engine, { operation, request, caller });
		},
		async deliver() {
			return erp ? drainOutbox(engine, erpDelivery(engine, erp), () => true) : 0;
		},
		advance: () => advancePeriods(engine),
		async standing() {
			const [plan] = await rows('SELECT service_state, payment_state, due_minor FROM plans');
			return plan;
		},
	};
}

/** An ERP that takes everything until it is told otherwise. */
export function createFakeErp(): FakeErp {
	const taken = new Map<string, ErpTask>();
	const erp: FakeErp = {
		taken,
		mood: 'up',
		subscription: {
			customerErpId: '7',
			erpId: '42',
			state: '3_progress',
			active: true,
			dueMinor: null,
			nextInvoiceAt: null,
		},
		syncSubscription: async (task) => answer(task.planId, task, erp.subscription),
		placeOrder: async (task) =>
			answer(task.planId, task, {
				customerErpId: '67890',
				orderErpId: '7001',
				orderName: 'SO/2025/0001',
				subscriptionErpId: '5001',
			}),
		cancelOrder: async (task) => answer(task.planId, task, null),
		recordPayment: async (task) => answer(task.paymentId, task, `payment of ${task.reference}`),
		recordUsage: async (task) => answer(task.usageId, task, `line of ${task.usageId}`),
	};
	function answer<Value>(reference: string, task: ErpTask, value: Value) {
		if (erp.mood === 'down') throw new FaultError('erp', 'The ERP does not answer');
		if (erp.mood === 'no') return refuse('ERP_REFUSED', { reason: 'The period is closed' });
		taken.set(`${task.type} ${reference}`, task);
		return ok(value);
	}
	return erp;
}

/** The sample plan in other states. */
export function planIn(
	change: Partial<Pick<PlanFacts, 'serviceState' | 'paymentState' | 'initialised' | 'status'>>,
): PlanFacts {
	return { ...samplePlan, ...change };
}

/** The sample plan while its rider is at the station without a battery, with one in the rack. */
export const walkingPlan: PlanFacts = {
	...withService(samplePlan, 'fleet', { currentAsset: null }),
	serviceState: 'BATTERY_RETURNED',
};
export const returned = { plans: [walkingPlan], batteries: [sampleBatteries.fresh] };
