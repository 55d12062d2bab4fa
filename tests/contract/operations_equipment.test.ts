import { describe, expect, test } from 'vitest';
import { newPlan, sampleBatteries, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { trustedCaller } from '#lib/server/operations/trusted_caller.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { count, holders, remaining, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { namelessDevice, openOperationsWorld, planIn, type OperationsSeed } from './operations_world.ts';

const old = sampleBatteries.old.id;
const fresh = sampleBatteries.fresh.id;
const other = sampleBatteries.other.id;
const person = callerOf(testAttendant);

/** A trusted account that speaks for an attendant and names no station. */
const deviceOf = (actorId: string) => trustedCaller({ actorId, stationId: null, origin: 'trusted broker account' });

describe.each(databases)('equipment on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);
	const returned = {
		plans: [{ ...withService(samplePlan, 'fleet', { currentAsset: null }), serviceState: 'BATTERY_RETURNED' as const }],
		batteries: [sampleBatteries.fresh],
	};

	describe('given a rider with a battery, when it is checked in', () => {
		test('then the station has it, and the plan waits for the next one', async () => {
			const world = await open();
			const reply = await world.device('equipment_checkin', { equipment_id: old });
			expect(reply).toMatchObject({
				success: true,
				signals: ['EQUIPMENT_CHECKED_IN'],
				metadata: {
					equipment_id: old,
					condition_accepted: true,
					station: 'STATION_002',
					service_state: 'BATTERY_RETURNED',
				},
				fsmInputs: ['BATTERY_RETURNED'],
			});
			expect(await holders(world)).toMatchObject({ [old]: 'STATION_002' });
			expect(await world.standing()).toMatchObject({ service_state: 'BATTERY_RETURNED' });
			await sound(world);
		});

		test('then a bounded fleet quota is free again for the next one', async () => {
			const world = await open({ plans: [withService(samplePlan, 'fleet', { usedMilli: 1000 })] });
			await world.device('equipment_checkin', { equipment_id: old });
			expect(await remaining(world)).toMatchObject({ fleet: 1000 });
			expect(await world.device('equipment_checkout', { replacement_equipment_id: fresh })).toMatchObject({
				success: true,
			});
			expect(await remaining(world)).toEqual({ energy: 45_500, swap_count: 5000, fleet: 0 });
			await sound(world);
		});

		test('then it may be of a plan that is overdue or suspended: who brings a battery is not sent away with it', async () => {
			const world = await open({ plans: [planIn({ paymentState: 'OVERDUE', status: 'SUSPENDED' })] });
			expect(await world.device('equipment_checkin', { equipment_id: old })).toMatchObject({ success: true });
		});

		test.each([
			['a battery nobody knows', { equipment_id: 'NOWHERE' }, 'BATTERY_UNKNOWN'],
			['one that is in the rack', { equipment_id: fresh }, 'BATTERY_MISMATCH'],
			[
				'one whose condition was not accepted',
				{ equipment_id: old, condition_accepted: false },
				'CONDITION_NOT_ACCEPTED',
			],
		])('then %s is refused and nothing moves', async (_, data, reason) => {
			const world = await open();
			expect(await world.device('equipment_checkin', data)).toMatchObject({
				success: false,
				signals: ['EQUIPMENT_CHECKIN_FAILED', reason],
				metadata: { reason, message: expect.any(String) },
			});
			expect(await count(world, 'custody_entries')).toBe(3);
			expect(await world.standing()).toMatchObject({ service_state: 'BATTERY_ISSUED' });
		});

		test.each([old.toLowerCase(), '100042'])('then it may be named %s', async (name) => {
			const world = await open();
			expect(await world.device('equipment_checkin', { equipment_id: name })).toMatchObject({ success: true });
			expect(await holders(world)).toMatchObject({ [old]: 'STATION_002' });
		});

		test.each([
			[
				'the station of the request',
				trustedCaller({ actorId: 'attendant-001', stationId: 'STATION_002', origin: '' }),
				'STATION_002',
			],
			['the only station of its attendant', deviceOf('attendant-001'), 'STATION_001'],
			['the default station where its attendant has several', deviceOf('attendant-012'), 'STATION_DEFAULT'],
			['the default station where nobody is named', namelessDevice, 'STATION_DEFAULT'],
		])('then it goes to %s', async (_, caller, station) => {
			const world = await open();
			expect(await world.device('equipment_checkin', { equipment_id: old }, { caller })).toMatchObject({
				metadata: { station },
			});
			expect(await holders(world)).toMatchObject({ [old]: station });
		});
	});

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

		test.each([
			[
				'the rider has not brought the last one',
				{},
				{ replacement_equipment_id: fresh },
				['EQUIPMENT_CHECKOUT_FAILED', 'RETURN_MISSING'],
			],
			[
				'nobody knows it',
				returned,
				{ replacement_equipment_id: 'NOWHERE' },
				['EQUIPMENT_CHECKOUT_FAILED', 'BATTERY_UNKNOWN'],
			],
			[
				'it is with a rider',
				{},
				{ replacement_equipment_id: old },
				['EQUIPMENT_CHECKOUT_FAILED', 'BATTERY_ALREADY_ISSUED'],
			],
			[
				'no swap is left',
				{ ...returned, plans: [withService(returned.plans[0]!, 'swap_count', { usedMilli: 21_000 })] },
				{ replacement_equipment_id: fresh },
				['EQUIPMENT_CHECKOUT_FAILED', 'QUOTA_EXHAUSTED'],
			],
			[
				'its energy is more than is left',
				returned,
				{ replacement_equipment_id: fresh, energy_transferred: 45.501 },
				['EQUIPMENT_CHECKOUT_FAILED', 'QUOTA_EXHAUSTED'],
			],
			[
				'the plan is overdue',
				{ ...returned, plans: [{ ...returned.plans[0]!, paymentState: 'OVERDUE' as const }] },
				{ replacement_equipment_id: fresh },
				['PAYMENT_OVERDUE'],
			],
			[
				'the deposit is open',
				{ ...returned, plans: [{ ...returned.plans[0]!, paymentState: 'DEPOSIT_DUE' as const }] },
				{ replacement_equipment_id: fresh },
				['EQUIPMENT_CHECKOUT_FAILED', 'PAYMENT_DUE'],
			],
			[
				'the plan is suspended',
				{ ...returned, plans: [{ ...returned.plans[0]!, status: 'SUSPENDED' }] },
				{ replacement_equipment_id: fresh },
				['CUSTOMER_INACTIVE'],
			],
			[
				'Phase 0 was not done',
				{ ...returned, plans: [{ ...returned.plans[0]!, initialised: false }] },
				{ replacement_equipment_id: fresh },
				['CUSTOMER_INACTIVE'],
			],
		])('then it is refused where %s', async (_, seed, data, signals) => {
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

	describe.each(['equipment_checkin', 'equipment_checkout'] as const)(
		'given a person, when %s is asked',
		(operation) => {
			const data = operation === 'equipment_checkin' ? { equipment_id: old } : { replacement_equipment_id: fresh };

			test('then it needs a session, and is no step of one', async () => {
				const world = await open();
				expect(await world.device(operation, data, { caller: person })).toMatchObject({
					success: false,
					metadata: { reason: 'SESSION_REQUIRED' },
				});
				const { id } = await world.begin('begin');
				expect(await world.device(operation, { ...data, session_id: id }, { caller: person })).toMatchObject({
					metadata: { reason: 'STEP_UNKNOWN' },
				});
				expect(await count(world, 'custody_entries')).toBe(3);
			});

			test('then a plan that does not exist is refused', async () => {
				const world = await open();
				expect(await world.device(operation, data, { planId: 'SUB-NONE' })).toMatchObject({
					metadata: { reason: 'PLAN_UNKNOWN' },
				});
			});
		},
	);

	test('given eight deliveries at once, then a battery is taken and handed out once, with equal answers', async () => {
		const world = await open();
		const eight = (operation: 'equipment_checkin' | 'equipment_checkout', data: object) =>
			Promise.all(Array.from({ length: 8 }, () => world.device(operation, data, { correlationId: 'c' })));
		for (const [operation, data] of [
			['equipment_checkin', { equipment_id: old }],
			['equipment_checkout', { replacement_equipment_id: fresh }],
		] as const) {
			const replies = await eight(operation, data);
			world.pass(60_000);
			const late = await world.device(operation, data, { correlationId: 'c' });
			expect(replies[0]).toMatchObject({ success: true });
			for (const reply of [...replies, late]) expect(reply).toEqual(replies[0]);
			expect(
				await world.device(operation, { ...data, attendant_station: 'STATION_002' }, { correlationId: 'c' }),
			).toMatchObject({ metadata: { reason: 'IDEMPOTENCY_KEY_REUSED' } });
		}
		expect(await count(world, 'custody_entries')).toBe(5);
		await sound(world);
	});

	test('given two batteries for one rider at once, then one is handed out', async () => {
		const world = await open({ ...returned, batteries: [sampleBatteries.fresh, sampleBatteries.other] });
		const replies = await Promise.all(
			[fresh, other].map((id) => world.device('equipment_checkout', { replacement_equipment_id: id })),
		);
		expect(replies.filter(({ success }) => success)).toHaveLength(1);
		expect(replies.find(({ success }) => !success)).toMatchObject({ metadata: { reason: 'RETURN_MISSING' } });
		await sound(world);
	});

	describe('given a battery that comes back, when its condition is judged', () => {
		test.each([
			['accepted', { equipment_id: old }, null],
			[
				'rejected where it has to be looked at',
				{ equipment_id: old, damage_assessment_required: true },
				'DAMAGE_ASSESSMENT_REQUIRED',
			],
			['rejected where it is not the rider’s', { equipment_id: fresh }, 'BATTERY_MISMATCH'],
			['rejected where nobody knows it', { equipment_id: 'NOWHERE' }, 'BATTERY_UNKNOWN'],
		])('then it is %s', async (_, data, reason) => {
			const world = await open();
			expect(await world.device('validate_equipment_condition', data)).toMatchObject({
				success: true,
				signals: [reason === null ? 'EQUIPMENT_CONDITION_ACCEPTED' : 'EQUIPMENT_CONDITION_REJECTED'],
				metadata: { condition_accepted: reason === null, condition_reason: reason },
			});
			expect(await count(world, 'idempotency')).toBe(0);
		});
	});
});
