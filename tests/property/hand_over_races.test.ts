import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshReading, oldReading } from '#lib/kinds/swap/swap_scenes.ts';
import type { BatteryFacts } from '#lib/plan/facts.ts';
import { samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { stationDevice, type CoreSeed, type CoreWorld } from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { withTwoWriters } from '../fixtures/two_writers.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 40);
const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => `B07230251000${from + i}`);
const [held, rack] = [ids(10, 4), ids(20, 4)];

const batteries: BatteryFacts[] = [
	...held.map((id, i) => battery(id, { kind: 'rider', id: `SUB-${i}`, serviceId: 'service-battery-fleet' })),
	...rack.map((id) => battery(id, { kind: 'station', id: 'STATION_002', serviceId: null })),
];

function battery(id: string, holder: BatteryFacts['holder']): BatteryFacts {
	return { id, ratedWh: 3000, holder, custodySeq: 1 };
}

/** A rider who ran for a battery of the rack, how often the hand-over is delivered, and whether a device swaps for them too. */
interface Runner {
	readonly wants: number;
	readonly copies: number;
	readonly device: number | null;
	/** Swaps that are left on the plan. */
	readonly left: number;
}

function seedOf(runners: readonly Runner[]): CoreSeed {
	const plans = runners.map(({ left }, i) => ({
		...withService(withService(samplePlan, 'fleet', { currentAsset: held[i] ?? null }), 'swap_count', {
			usedMilli: 21_000 - left * 1000,
		}),
		planId: `SUB-${i}`,
		customer: { ...samplePlan.customer, id: `customer-${i}` },
	}));
	return { plans, batteries };
}

async function bind(world: CoreWorld, { wants }: Runner, i: number): Promise<string> {
	const { id } = await world.begin(`begin-${i}`);
	const planId = `SUB-${i}`;
	const reading = { ...oldReading, batteryId: held[i] };
	await world.ask('identify_customer', { qr_code_data: planId, session_id: id }, { planId, correlationId: `${i}-1` });
	const back = { equipment_id: held[i], reading, session_id: id };
	await world.ask('identify_equipment', back, { planId, correlationId: `${i}-2` });
	const fresh = { ...freshReading, batteryId: rack[wants] };
	expect(await world.take(id, 'issue', { input: { reading: fresh }, key: 'issue' })).toMatchObject({ ok: true });
	return id;
}

const runner: fc.Arbitrary<Runner> = fc.record({
	wants: fc.nat(1),
	copies: fc.integer({ min: 1, max: 3 }),
	device: fc.option(fc.nat(3)),
	left: fc.integer({ min: 1, max: 3 }),
});

test('of all who run for a battery, a swap or a rider’s one place, one gets it', { timeout: 600_000 }, async () => {
	const property = fc.asyncProperty(fc.array(runner, { minLength: 2, maxLength: 4 }), (runners) =>
		withTwoWriters(seedOf(runners), async (worlds) => {
			const sessions = await Promise.all(runners.map((one, i) => bind(worlds[0], one, i)));
			const races = runners.flatMap(({ wants, copies, device }, i) => {
				const service = (fresh: number) => ({ service_data: { old_battery_id: held[i], new_battery_id: rack[fresh] } });
				const planId = `SUB-${i}`;
				const inSession = (world: CoreWorld) =>
					world.ask(
						'payment_and_service',
						{ ...service(wants), session_id: sessions[i] },
						{ planId, correlationId: `${i}-3` },
					);
				const byDevice = (world: CoreWorld) =>
					world.ask('payment_and_service', service(device ?? 0), {
						planId,
						correlationId: `${i}-4`,
						caller: stationDevice,
					});
				return [...Array.from({ length: copies }, () => inSession), ...(device === null ? [] : [byDevice])];
			});
			const replies = await Promise.all(races.map((race, i) => race(worlds[i % 2 === 0 ? 0 : 1])));
			expect(await brokenInvariants(worlds[0].store)).toEqual([]);
			const wins = new Set(replies.filter(({ success }) => success).map(({ metadata }) => metadata['correlation_id']));
			const outs = await rowsOf(
				worlds[0].store,
				`SELECT * FROM custody_entries WHERE holder_kind = 'rider' AND seq > 1`,
			);
			expect(outs).toHaveLength(wins.size);
			expect(wins.size).toBeGreaterThan(0);
		}),
	);
	await fc.assert(property, { numRuns });
});
