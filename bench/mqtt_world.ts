import type { BatteryFacts, PlanFacts } from '#lib/plan/facts.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { openStore } from '#lib/server/store/store.ts';
import { batteryRows, planRows, stationRow } from '../tests/fixtures/seed_rows.ts';
import { batteriesOf, benchStation, planCount, planIdOf } from './mqtt_requests.ts';

/** Quota of every service, thousandths: more than a measurement uses up. */
const plentyMilli = 50_000_000;

/** Fills a new database with plans, each with a battery at the rider and one in the rack. */
export async function seedMqttWorld(file: string): Promise<void> {
	const store = await openStore({ url: `file:${file}`, migrationsFolder: 'drizzle' });
	const plans = Array.from({ length: planCount }, (_, i) => i);
	const at = Date.now();
	await store.writer.commit([
		stationRow(benchStation),
		...plans.flatMap((plan) => planRows(planOf(plan), at)),
		...plans.flatMap(batteryPair).flatMap((battery) => batteryRows(battery, at)),
	]);
	await store.close();
}

function planOf(plan: number): PlanFacts {
	const customer = { ...samplePlan.customer, id: `customer-${plan}`, phone: `2547${100_000 + plan}` };
	const services = samplePlan.services.map((service) =>
		service.kind === 'fleet' ? service : { ...service, usedMilli: 0, quotaMilli: plentyMilli },
	);
	return { ...samplePlan, planId: planIdOf(plan), customer, services };
}

function batteryPair(plan: number): BatteryFacts[] {
	const [one, two] = batteriesOf(plan);
	const atRider = { kind: 'rider', id: planIdOf(plan), serviceId: 'service-battery-fleet' } as const;
	const inRack = { kind: 'station', id: benchStation, serviceId: null } as const;
	return [
		{ id: one, ratedWh: 3000, holder: atRider, custodySeq: 1 },
		{ id: two, ratedWh: 3000, holder: inRack, custodySeq: 1 },
	];
}
