import { describe, expect, test } from 'vitest';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { newPlan, sampleBatteries, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { trustedCaller } from '#lib/server/operations/trusted_caller.ts';
import { count, holders, remaining, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { deviceOf, openOperationsWorld, returned, walkingPlan, type OperationsSeed } from './operations_world.ts';

const old = sampleBatteries.old.id;
const fresh = sampleBatteries.fresh.id;

const failed = 'EQUIPMENT_CHECKOUT_FAILED';
const handOut = { replacement_equipment_id: fresh };
const nowhere = { replacement_equipment_id: 'NOWHERE' };

const walkingIn = (change: Partial<PlanFacts>): OperationsSeed => ({
	...returned,
	plans: [{ ...walkingPlan, ...change }],
});

describe.each(databases)('checking batteries out, on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);

	describe('given a rider without a battery, when one is checked out', () => {
		test('then the rider has it, and fleet, swap and energy are debited', async () => {
			const world = await open(returned);
			const data = { replacement_equipment_id: fresh, energy_transferred: 2.4, service_duration: 180 };
			expect(await world.device('equipment_checkout', data)).toMatchObject({
				success: true,
				signals: ['EQUIPMENT_CHECKED_OUT'],
				metadata: {
					station: 'STATION_002',
					quota_consumed: 1,
					energy_transferred: 2.4,
					service_duration: 180,
					service_state: 'BATTERY_ISSUED',
				},
				fsmInputs: ['BATTERY_ISSUED'],
			});
			expect(await holders(world)).toEqual({ [fresh]: samplePlan.planId });
			expect(await remaining(world)).toEqual({ energy: 43_100, swap_count: 5000, fleet: 0 });
			await sound(world);
		});

		test('then the first battery of a plan is handed out the same way', async () => {
			const world = await open({ plans: [newPlan], batteries: [sampleBatteries.fresh] });
			expect(await world.device('equipment_checkout', { replacement_equipment_id: fresh })).toMatchObject({
				success: true,
			});
			expect(await world.standing()).toMatchObject({ service_state: 'BATTERY_ISSUED' });
			await sound(world);
		});

		test('then it is taken from the station that has it, if the request names none', async () => {
			const world = await open(returned);
			const asked = { caller: deviceOf('attendant-001') };
			expect(await world.device('equipment_checkout', { replacement_equipment_id: fresh }, asked)).toMatchObject({
				metadata: { station: 'STATION_002' },
			});
		});

		test.each<{ why: string; seed: OperationsSeed; data?: object; signals: string[] }>([
			{ why: 'the rider has not brought the last one', seed: {}, signals: [failed, 'RETURN_MISSING'] },
			{ why: 'nobody knows it', seed: returned, data: nowhere, signals: [failed, 'BATTERY_UNKNOWN'] },
			{
				why: 'it is with a rider',
				seed: {},
				data: { replacement_equipment_id: old },
				signals: [failed, 'BATTERY_ALREADY_ISSUED'],
			},
			{
				why: 'no swap is left',
				seed: { ...returned, plans: [withService(walkingPlan, 'swap_count', { usedMilli: 21_000 })] },
				signals: [failed, 'QUOTA_EXHAUSTED'],
			},
			{
				why: 'its energy is more than is left',
				seed: returned,
				data: { ...handOut, energy_transferred: 45.501 },
				signals: [failed, 'QUOTA_EXHAUSTED'],
			},
			{ why: 'the plan is overdue', seed: walkingIn({ paymentState: 'OVERDUE' }), signals: ['PAYMENT_OVERDUE'] },
			{
				why: 'the deposit is open',
				seed: walkingIn({ paymentState: 'DEPOSIT_DUE' }),
				signals: [failed, 'PAYMENT_DUE'],
			},
			{ why: 'the plan is suspended', seed: walkingIn({ status: 'SUSPENDED' }), signals: ['CUSTOMER_INACTIVE'] },
			{ why: 'Phase 0 was not done', seed: walkingIn({ initialised: false }), signals: ['CUSTOMER_INACTIVE'] },
		])('then it is refused where $why', async ({ seed, data = handOut, signals }) => {
			const world = await open(seed);
			const before = await count(world, 'custody_entries');
			expect(await world.device('equipment_checkout', data)).toMatchObject({ success: false, signals });
			expect(await count(world, 'custody_entries')).toBe(before);
			expect(await count(world, 'quota_entries')).toBe(6);
		});

		test('then one at another station than the request’s is refused', async () => {
			const world = await open(returned);
			const caller = trustedCaller({ actorId: 'attendant-001', stationId: 'STATION_001', origin: '' });
			expect(await world.device('equipment_checkout', { replacement_equipment_id: fresh }, { caller })).toMatchObject({
				signals: ['EQUIPMENT_CHECKOUT_FAILED', 'BATTERY_OF_OTHER_STATION'],
			});
		});
	});
});
