import { describe, expect, test } from 'vitest';
import { sampleBatteries } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { count, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { openOperationsWorld, returned, type OperationsSeed } from './operations_world.ts';

const old = sampleBatteries.old.id;
const fresh = sampleBatteries.fresh.id;
const other = sampleBatteries.other.id;
const person = callerOf(testAttendant);

describe.each(databases)('equipment on a %s', (kind) => {
	const open = async (seed?: OperationsSeed) => openOperationsWorld(await (await makeDatabase(kind)).open(), seed);

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
});
