import { describe, expect, test } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { count } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { deviceOf, openOperationsWorld } from './operations_world.ts';

const person = callerOf(testAttendant);
const activity = { activity_type: 'battery_swap_completed', activity_data: '{"duration": 180}' };
const workflow = { workflow_stage: 'A3', stage_transition: 'A2_to_A3', process_status: 'completed' };
const stored = 'SELECT kind, type, station_id, actor_id, plan_id, data_json, reported_at FROM station_reports';

describe.each(databases)('station reports on a %s', (kind) => {
	const open = async () => openOperationsWorld(await (await makeDatabase(kind)).open());

	test('given an attendant, when work is reported, then the station has it with who, where, and when it happened', async () => {
		const world = await open();
		const at = world.now() - 60_000;
		expect(await world.device('activity_report', activity, { caller: person, at })).toMatchObject({
			success: true,
			signals: ['ACTIVITY_RECORDED'],
			metadata: { ...activity, station: 'STATION_002', attendant_id: testAttendant.id },
		});
		expect(await world.device('workflow_update', workflow, { caller: person, at })).toMatchObject({
			signals: ['WORKFLOW_STATE_RECORDED'],
			metadata: { ...workflow, performance_metrics: null, station: 'STATION_002' },
		});
		const common = {
			station_id: 'STATION_002',
			actor_id: testAttendant.id,
			plan_id: samplePlan.planId,
			reported_at: at,
		};
		expect(await world.rows(stored)).toEqual([
			{
				...common,
				kind: 'activity',
				type: 'battery_swap_completed',
				data_json: JSON.stringify({ activity_data: activity.activity_data }),
			},
			{ ...common, kind: 'workflow', type: 'A3', data_json: expect.stringContaining('A2_to_A3') },
		]);
	});

	test.each([
		['activity_report', activity],
		['workflow_update', workflow],
	] as const)(
		'given %s eight times at once, then it is one report and eight equal answers',
		async (operation, data) => {
			const world = await open();
			const replies = await Promise.all(
				Array.from({ length: 8 }, () => world.device(operation, data, { correlationId: 'c' })),
			);
			for (const reply of replies) expect(reply).toEqual(replies[0]);
			expect(await count(world, 'station_reports')).toBe(1);
			expect(
				await world.device(operation, { ...data, attendant_station: 'STATION_002' }, { correlationId: 'c' }),
			).toMatchObject({ metadata: { reason: 'IDEMPOTENCY_KEY_REUSED' } });
		},
	);

	test('given a trusted account that names an attendant, then it is their station’s report', async () => {
		const world = await open();
		await world.device('activity_report', activity, { caller: deviceOf('attendant-001') });
		await world.device('activity_report', activity, { caller: deviceOf('unknown') });
		expect(await world.rows('SELECT station_id FROM station_reports')).toEqual([
			{ station_id: 'STATION_001' },
			{ station_id: 'STATION_DEFAULT' },
		]);
	});

	test.each([
		{ why: 'it has no type', data: {}, signals: ['INVALID_REQUEST'] },
		{ why: 'its data are no report', data: { ...activity, activity_data: 7 }, signals: ['INVALID_REQUEST'] },
		{
			why: 'its data are endless',
			data: { ...activity, activity_data: 'x'.repeat(20_000) },
			signals: ['INVALID_REQUEST'],
		},
		{
			why: 'its station is another one',
			data: { ...activity, attendant_station: 'STATION_001' },
			signals: ['SECURITY_ALERT'],
		},
	])('given a person, when $why, then it is refused and nothing is stored', async ({ data, signals }) => {
		const world = await open();
		expect(await world.device('activity_report', data, { caller: person })).toMatchObject({ success: false, signals });
		expect(await count(world, 'station_reports')).toBe(0);
	});

	test('given no such plan, then nothing is stored', async () => {
		const world = await open();
		expect(await world.device('activity_report', activity, { planId: 'SUB-NONE' })).toMatchObject({
			metadata: { reason: 'PLAN_UNKNOWN' },
		});
		expect(await count(world, 'station_reports')).toBe(0);
	});
});
