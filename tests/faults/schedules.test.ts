import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../fixtures/test_store.ts';
import { billedWrongly, delivered } from './check_billing.ts';
import { brokenBy } from './check_effects.ts';
import { startFaultWorld, type FaultWorld } from './fault_world.ts';
import { runSchedule } from './run_schedule.ts';
import { castSize, makeSchedule } from './schedule.ts';

const first = Number(process.env['FAULT_SEED'] ?? 1);
const seeds = Array.from({ length: Number(process.env['FAULT_SCHEDULES'] ?? 10) }, (_, i) => first + i);
let world: FaultWorld;

beforeAll(async () => {
	world = await startFaultWorld(castSize);
});

/** What the schedules came to, so that they cannot pass by doing nothing. */
const reached = new Map<string, number>();

const asMap = (counts: ReadonlyMap<string, number>) => JSON.stringify(Object.fromEntries(counts));

afterAll(async () => {
	process.stdout.write(`Faults that happened: ${asMap(world.happened)}\nAnswers: ${asMap(reached)}\n`);
	await world.stop();
});

test.each(seeds)('no invariant is broken by the schedule of seed %i', { timeout: 180_000 }, async (seed) => {
	const schedule = makeSchedule(seed, `F${seed}`);
	const settled = await runSchedule(world, schedule);
	for (const { told } of settled) {
		for (const signal of new Set(told.flatMap(({ signals }) => signals.slice(0, 1))))
			reached.set(signal, (reached.get(signal) ?? 0) + 1);
	}
	expect(await brokenBy(world.store, schedule, settled), JSON.stringify(schedule.faults)).toEqual([]);
});

test('what is billed reaches the ERP once', { timeout: 180_000 }, async () => {
	await delivered(world);
	expect(await billedWrongly(world)).toEqual([]);
});

test.runIf(seeds.length >= 10)(
	'faults of every kind have happened, and requests of every kind took effect',
	async () => {
		const sessions = await rowsOf(world.store, 'SELECT status FROM sessions');
		expect(sessions.map(({ status }) => status)).toEqual(expect.arrayContaining(['completed', 'cancelled']));

		const faults = ['agent killed', 'broker killed', 'duplicate', 'reorder', 'late', 'cut'];
		expect([...world.happened.keys()]).toEqual(expect.arrayContaining(faults));
		const signals = [
			'PAYMENT_AND_SERVICE_COMPLETED',
			'EQUIPMENT_CHECKED_IN',
			'EQUIPMENT_CHECKED_OUT',
			'PAYMENT_COLLECTED',
		];
		expect([...reached.keys()]).toEqual(expect.arrayContaining(signals));
	},
);
