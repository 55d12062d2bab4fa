import type { Store } from '#lib/server/store/store.ts';
import { batteryRows, planRows } from '../fixtures/seed_rows.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { makeRiders, rackStation } from './riders.ts';
import type { PlannedRequest, Schedule } from './schedule.ts';

/** A rider of its own with a payment and a swap to ask for. */
export interface OneSwap {
	readonly request: PlannedRequest;
	/** A schedule without clients and faults: the riders alone. */
	readonly riders: Schedule;
	/** How many payments and hand-overs of the rider are stored. */
	effects(): Promise<[payments: number, handOvers: number]>;
}

/** Seeds riders whose ids begin with `prefix`. */
export async function seedOneSwap(store: Store, prefix: string): Promise<OneSwap> {
	const riders = makeRiders(prefix);
	const [plan] = riders.plans;
	const [held] = riders.batteries;
	const fresh = riders.batteries.at(-1);
	if (!plan || !held || !fresh) throw new TypeError('No rider with a battery');
	const now = Date.now();
	await store.writer.commit([
		...riders.plans.flatMap((one) => planRows(one, now)),
		...riders.batteries.flatMap((one) => batteryRows(one, now)),
	]);
	const data = {
		attendant_station: rackStation,
		payment_data: {
			service_id: 'service-electricity-monthly',
			payment_amount: 240,
			payment_reference: `R-${prefix}`,
			payment_method: 'MPESA',
		},
		service_data: { old_battery_id: held.id, new_battery_id: fresh.id, energy_transferred: 1.5 },
	};
	const { planId } = plan;
	return {
		request: { correlationId: `${prefix}-1`, planId, operation: 'payment_and_service', data },
		riders: { ...riders, seed: 0, clients: [], tabs: [], faults: { processes: [], clientWire: [], agentWire: [] } },
		async effects() {
			const payments = await rowsOf(store, `SELECT id FROM payments WHERE plan_id = '${planId}'`);
			const outs = await rowsOf(store, `SELECT key FROM custody_entries WHERE holder_id = '${planId}' AND seq > 1`);
			return [payments.length, outs.length];
		},
	};
}
