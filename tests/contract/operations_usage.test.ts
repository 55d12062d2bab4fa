import { describe, expect, test } from 'vitest';
import { sampleBatteries, samplePlan } from '#lib/plan/sample_plan.ts';
import { trustedCaller } from '#lib/server/operations/trusted_caller.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { count, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, deviceOf, openOperationsWorld, type OperationsSeed } from './operations_world.ts';

const held = sampleBatteries.old.id;
const details = { new_battery_id: held, energy_transferred: 2.4, service_duration: 240 };
const usage = (more: object = {}) => ({
	usage_type: 'battery_swap_completed',
	service_completion_details: { ...details, ...more },
});
const person = callerOf(testAttendant);
const statuses = 'SELECT status, erp_id, failure FROM usage_reports';

describe.each(databases)('usage reports on a %s', (kind) => {
	const open = async (seed: OperationsSeed = {}) => {
		const erp = createFakeErp();
		const world = await openOperationsWorld(await (await makeDatabase(kind)).open(), { ...seed, erp });
		const report = (correlationId = 'c', data: object = usage()) =>
			world.device('usage_report', data, { correlationId });
		return { erp, world, report };
	};

	test('given an ERP, when usage is reported, then it is pending until the ERP has taken it', async () => {
		const { erp, world, report } = await open();
		expect(await report()).toMatchObject({ isLater: true });
		expect(await report()).toEqual({
			success: false,
			signals: ['OPERATION_PENDING'],
			metadata: { called: 'reportServiceUsageToOdoo', status: 'pending', reason: 'AWAITING_ERP' },
		});
		expect(await world.rows(statuses)).toEqual([{ status: 'pending', erp_id: null, failure: null }]);
		expect(await world.deliver()).toBe(1);
		const processed = await report();
		expect(processed).toMatchObject({
			success: true,
			signals: ['BILLING_PROCESSED'],
			metadata: {
				usage_type: 'battery_swap_completed',
				odoo_reference: expect.stringContaining('usage/SUB-8847-KE/c'),
			},
		});
		expect(await world.rows(statuses)).toEqual([
			{ status: 'processed', erp_id: processed.metadata['odoo_reference'], failure: null },
		]);
		expect(await world.deliver()).toBe(0);
		const taken = [...erp.taken.values()].filter(({ type }) => type === 'usage');
		expect(taken).toEqual([
			expect.objectContaining({
				newBatteryId: held,
				oldBatteryId: null,
				energyWh: 2400,
				durationSeconds: 240,
				stationId: 'STATION_002',
			}),
		]);
	});

	test('given eight deliveries at once, then one waits for the answer, the others are told so, and it is billed once', async () => {
		const { erp, world, report } = await open();
		const replies = await Promise.all(Array.from({ length: 8 }, () => report()));
		expect(replies.filter(({ isLater }) => isLater)).toHaveLength(1);
		for (const { signals } of replies) expect(signals).toEqual(['OPERATION_PENDING']);
		await world.deliver();
		expect([...erp.taken.keys()].filter((key) => key.startsWith('usage'))).toHaveLength(1);
		expect(await count(world, 'usage_reports')).toBe(1);
	});

	test('given an ERP that is away, when it is back, then it is billed without being asked again', async () => {
		const { erp, world, report } = await open();
		erp.mood = 'down';
		await report();
		for (let attempt = 0; attempt < 4; attempt++) {
			expect(await world.deliver()).toBe(0);
			world.pass(60_000);
		}
		expect(await report()).toMatchObject({ signals: ['OPERATION_PENDING'] });
		erp.mood = 'up';
		expect(await world.deliver()).toBe(1);
		expect(await report()).toMatchObject({ signals: ['BILLING_PROCESSED'] });
	});

	test('given an ERP that refuses, then it failed, and the same report may run again, with another body too', async () => {
		const { erp, world, report } = await open();
		erp.mood = 'no';
		await report();
		await world.deliver();
		expect(await world.rows(statuses)).toEqual([{ status: 'failed', erp_id: null, failure: 'The period is closed' }]);
		erp.mood = 'up';
		expect(await report('c', usage({ service_duration: 250 }))).toMatchObject({ isLater: true });
		await world.deliver();
		expect(await report('c', usage({ service_duration: 250 }))).toMatchObject({ signals: ['BILLING_PROCESSED'] });
		expect(await report('c', usage({ service_duration: 260 }))).toMatchObject({
			metadata: { reason: 'IDEMPOTENCY_KEY_REUSED' },
		});
		expect(await count(world, 'usage_reports')).toBe(1);
		await sound(world);
	});

	test('given a report that waits, when its id comes with another body, then that is refused', async () => {
		const { world, report } = await open();
		await report();
		expect(await report('c', usage({ service_duration: 1 }))).toMatchObject({
			success: false,
			signals: ['USAGE_REPORT_FAILED', 'IDEMPOTENCY_KEY_REUSED'],
		});
		expect(await count(world, 'outbox')).toBe(1);
	});

	test.each([
		{
			named: 'the details',
			caller: deviceOf('attendant-001'),
			more: { attendant_station: 'STATION_003' },
			station: 'STATION_003',
		},
		{
			named: 'the request',
			caller: trustedCaller({ actorId: 'x', stationId: 'STATION_002', origin: '' }),
			more: {},
			station: 'STATION_002',
		},
		{ named: 'its attendant', caller: deviceOf('attendant-001'), more: {}, station: 'STATION_001' },
		{ named: 'nobody', caller: deviceOf('unknown'), more: {}, station: 'STATION_DEFAULT' },
	])('the station of a report is that of $named', async ({ caller, more, station }) => {
		const { world } = await open();
		await world.device('usage_report', usage(more), { caller });
		expect(await world.rows('SELECT station_id FROM usage_reports')).toEqual([{ station_id: station }]);
	});

	test('given a person, then what they rendered is billed by their session, not by a report', async () => {
		const { world } = await open();
		expect(await world.device('usage_report', usage(), { caller: person })).toMatchObject({
			success: false,
			metadata: { reason: 'SESSION_REQUIRED' },
		});
		const elsewhere = usage({ attendant_station: 'STATION_001' });
		expect(await world.device('usage_report', elsewhere, { caller: person })).toMatchObject({
			signals: ['SECURITY_ALERT'],
		});
		expect(await count(world, 'usage_reports')).toBe(0);
	});

	test('given a report without a battery or of no plan, then it is refused', async () => {
		const { world } = await open();
		expect(await world.device('usage_report', { usage_type: 'x', service_completion_details: {} })).toMatchObject({
			signals: ['NEW_BATTERY_ID_MISSING'],
		});
		expect(await world.device('usage_report', {})).toMatchObject({ signals: ['INVALID_REQUEST'] });
		expect(await world.device('usage_report', usage(), { planId: 'SUB-NONE' })).toMatchObject({
			metadata: { reason: 'PLAN_UNKNOWN' },
		});
		expect(await count(world, 'usage_reports')).toBe(0);
	});

	test('given no ERP, then usage waits in the outbox until there is one', async () => {
		const world = await openOperationsWorld(await (await makeDatabase(kind)).open());
		await world.device('usage_report', usage(), { correlationId: 'c' });
		expect(await world.rows(`SELECT kind, subject, done_at FROM outbox`)).toEqual([
			{ kind: 'erp', subject: samplePlan.planId, done_at: null },
		]);
		expect(await world.device('usage_report', usage(), { correlationId: 'c' })).toMatchObject({
			signals: ['OPERATION_PENDING'],
		});
	});
});
