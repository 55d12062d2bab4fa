import { describe, expect, test } from 'vitest';
import { sampleBatteries, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { trustedCaller } from '#lib/server/operations/trusted_caller.ts';
import { count, holders, remaining, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { deviceOf, namelessDevice, openOperationsWorld, planIn, type OperationsSeed } from './operations_world.ts';

const old = sampleBatteries.old.id;
const fresh = sampleBatteries.fresh.id;

describe.each(databases)('checking batteries in, on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);

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
		])('then it goes to %s', async (_, caller, station) => {
			const world = await open();
			expect(await world.device('equipment_checkin', { equipment_id: old }, { caller })).toMatchObject({
				metadata: { station },
			});
			expect(await holders(world)).toMatchObject({ [old]: station });
		});
	});

	test.each([
		[
			'a station that does not exist',
			trustedCaller({ actorId: 'attendant-001', stationId: 'STATION_TYPO', origin: '' }),
			'STATION_TYPO',
		],
		['an attendant of several stations', deviceOf('attendant-012'), 'STATION_DEFAULT'],
		['nobody', namelessDevice, 'STATION_DEFAULT'],
	])('a battery is put nowhere: %s is named', async (_, caller, station) => {
		const world = await open();
		const before = await holders(world);
		expect(await world.device('equipment_checkin', { equipment_id: old }, { caller })).toMatchObject({
			success: false,
			signals: ['EQUIPMENT_CHECKIN_FAILED', 'STATION_UNKNOWN'],
			metadata: { params: { station } },
		});
		expect(await holders(world)).toEqual(before);
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
