import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { batteryRows, planRows } from '../fixtures/seed_rows.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { openAskingClient, type AskingClient } from './asking_client.ts';
import { brokenBy } from './check_effects.ts';
import { startFaultWorld, type FaultWorld } from './fault_world.ts';
import type { KillPoint } from './kill_points.ts';
import { makeRiders, rackStation } from './riders.ts';
import type { PlannedRequest } from './schedule.ts';

let world: FaultWorld;
let client: AskingClient;

beforeAll(async () => {
	world = await startFaultWorld({ agents: 1, clients: 1, tabs: 0 });
	const [identity] = world.clients;
	if (!identity) throw new TypeError('The world has no client');
	client = await openAskingClient(identity);
});

afterEach(() => {
	world.beforeRevival = async () => undefined;
});

afterAll(async () => {
	await client.close();
	await world.stop();
});

/** How many payments and hand-overs of a plan are stored. */
async function effects(planId: string): Promise<[payments: number, handOvers: number]> {
	const payments = await rowsOf(world.store, `SELECT id FROM payments WHERE plan_id = '${planId}'`);
	const outs = await rowsOf(world.store, `SELECT key FROM custody_entries WHERE holder_id = '${planId}' AND seq > 1`);
	return [payments.length, outs.length];
}

async function seeded(prefix: string) {
	const riders = makeRiders(prefix);
	const [plan] = riders.plans;
	const [held] = riders.batteries;
	const fresh = riders.batteries.at(-1);
	if (!plan || !held || !fresh) throw new TypeError('No rider with a battery');
	await world.store.writer.commit([
		...riders.plans.flatMap((one) => planRows(one, Date.now())),
		...riders.batteries.flatMap((one) => batteryRows(one, Date.now())),
	]);
	const request: PlannedRequest = {
		correlationId: `${prefix}-1`,
		planId: plan.planId,
		operation: 'payment_and_service',
		data: {
			attendant_station: rackStation,
			payment_data: {
				service_id: 'service-electricity-monthly',
				payment_amount: 240,
				payment_reference: `R-${prefix}`,
				payment_method: 'MPESA',
			},
			service_data: { old_battery_id: held.id, new_battery_id: fresh.id, energy_transferred: 1.5 },
		},
	};
	return { riders, request, planId: plan.planId };
}

const cases: readonly { point: KillPoint; stored: [number, number]; answeredBefore: boolean }[] = [
	{ point: 'before_commit', stored: [0, 0], answeredBefore: false },
	{ point: 'after_commit', stored: [1, 1], answeredBefore: false },
	{ point: 'before_reply', stored: [1, 1], answeredBefore: false },
	{ point: 'before_acknowledgement', stored: [1, 1], answeredBefore: true },
];

test.each(cases)(
	'an agent killed at $point has paid and served once, and says the same to all who ask again',
	async ({ point, stored, answeredBefore }) => {
		const { riders, request, planId } = await seeded(point.toUpperCase().replaceAll('_', '-'));
		await world.agents[0]?.order({ point, nth: 1 });
		const asked = client.ask(request);
		const atDeath = await new Promise((resolve) => {
			world.beforeRevival = async () => {
				// Where the answer was sent, it arrives although nobody lives who could send it again.
				if (answeredBefore) await asked;
				resolve([await effects(planId), client.answers(request.correlationId).length]);
			};
		});
		expect(atDeath).toEqual([stored, Number(answeredBefore)]);

		const answer = await asked;
		expect(answer).toMatchObject({ success: true, signals: ['PAYMENT_AND_SERVICE_COMPLETED'] });
		expect(await client.ask(request)).toEqual(answer);
		expect(await effects(planId)).toEqual([1, 1]);
		const told = client.answers(request.correlationId);
		const schedule = {
			...riders,
			seed: 0,
			clients: [],
			tabs: [],
			faults: { processes: [], clientWire: [], agentWire: [] },
		};
		expect(await brokenBy(world.store, schedule, [{ request, told }])).toEqual([]);
	},
);
