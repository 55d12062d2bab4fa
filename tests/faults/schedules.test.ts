import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

afterAll(async () => {
	process.stdout.write(`Faults that happened: ${JSON.stringify(Object.fromEntries(world.happened))}\n`);
	await world.stop();
});

test.each(seeds)('no invariant is broken by the schedule of seed %i', { timeout: 180_000 }, async (seed) => {
	const schedule = makeSchedule(seed, `F${seed}`);
	const settled = await runSchedule(world, schedule);
	expect(await brokenBy(world.store, schedule, settled), JSON.stringify(schedule.faults)).toEqual([]);
});

test('every kind of fault has happened', () => {
	const kinds = ['agent killed', 'broker killed', 'duplicate', 'reorder', 'late', 'cut'];
	if (seeds.length >= 10) expect([...world.happened.keys()].sort()).toEqual(kinds.sort());
});
