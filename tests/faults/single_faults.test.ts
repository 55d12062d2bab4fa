import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openAskingClient, type AskingClient } from './asking_client.ts';
import { brokenBy } from './check_effects.ts';
import type { Disturbance } from './disturbances.ts';
import { startFaultWorld, type FaultWorld } from './fault_world.ts';
import type { KillPoint } from './kill_points.ts';
import { seedOneSwap, type OneSwap } from './one_swap.ts';

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
	world.onRequest = () => undefined;
	world.clientWire.calm();
	world.agentWire.calm();
});

afterAll(async () => {
	await client.close();
	await world.stop();
});

/** It is paid and served once, and whoever asks again is told the same. */
async function expectDoneOnce({ request, riders, effects }: OneSwap, asked: Promise<unknown>): Promise<void> {
	const answer = await asked;
	expect(answer).toMatchObject({ success: true, signals: ['PAYMENT_AND_SERVICE_COMPLETED'] });
	expect(await client.ask(request)).toEqual(answer);
	expect(await effects()).toEqual([1, 1]);
	const told = client.answers(request.correlationId);
	expect(await brokenBy(world.store, riders, [{ request, told }])).toEqual([]);
}

const points: readonly { point: KillPoint; stored: [number, number]; isAnswered: boolean }[] = [
	{ point: 'before_commit', stored: [0, 0], isAnswered: false },
	{ point: 'after_commit', stored: [1, 1], isAnswered: false },
	{ point: 'before_reply', stored: [1, 1], isAnswered: false },
	{ point: 'before_acknowledgement', stored: [1, 1], isAnswered: true },
];

test.each(points)('a swap is done once if the agent is killed at $point', async ({ point, stored, isAnswered }) => {
	const swap = await seedOneSwap(world.store, point.toUpperCase().replaceAll('_', '-'));
	await world.agents[0]?.order({ point, nth: 1, of: swap.request.correlationId });
	const asked = client.ask(swap.request);
	const atDeath = await new Promise((resolve) => {
		world.beforeRevival = async () => {
			// Where the answer was sent, it arrives although nobody lives who could send it again.
			if (isAnswered) await asked;
			resolve([await swap.effects(), client.answers(swap.request.correlationId).length > 0]);
		};
	});
	expect(atDeath).toEqual([stored, isAnswered]);
	await expectDoneOnce(swap, asked);
});

test('a swap is done once if the broker is killed as it gets the request', async () => {
	const swap = await seedOneSwap(world.store, 'BROKER');
	const restarted = new Promise<void>((resolve) => {
		world.onRequest = () => {
			world.onRequest = () => undefined;
			resolve(world.restartBroker(200));
		};
	});
	await expectDoneOnce(swap, client.ask(swap.request));
	await restarted;
});

const disturbances: readonly Disturbance[] = [
	{ type: 'duplicate' },
	{ type: 'reorder' },
	{ type: 'late', waitMs: 900 },
	{ type: 'cut', where: 'before' },
	{ type: 'cut', where: 'within' },
	{ type: 'cut', where: 'after' },
];

describe.each(['clientWire', 'agentWire'] as const)('on the %s', (wire) => {
	describe.each(['sent', 'heard'] as const)('a message that is %s', (way) => {
		test.each(disturbances)('leaves a swap done once: %o', async (disturbance) => {
			const swap = await seedOneSwap(
				world.store,
				`${wire}-${way}-${Object.values(disturbance).join('-')}`.toUpperCase(),
			);
			await world.agents[0]?.ready();
			const before = [...world.happened.values()].reduce((sum, times) => sum + times, 0);
			world[wire].disturb([{ way, nth: 1, disturbance }]);
			await expectDoneOnce(swap, client.ask(swap.request));
			expect([...world.happened.values()].reduce((sum, times) => sum + times, 0)).toBe(before + 1);
		});
	});
});
