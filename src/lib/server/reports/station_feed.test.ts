import { expect, test } from 'vitest';
import type { StationReport } from '#lib/server/store/list_station_reports.ts';
import { tellReport } from './station_feed.ts';

const report: StationReport = {
	seq: 1,
	kind: 'activity',
	planId: 'plan-1',
	actorId: 'attendant-001',
	actorName: null,
	type: 'battery_swap_completed',
	data: {},
	at: 0,
};

test('an activity of the spec is told with what it holds as JSON in a text', () => {
	const data = {
		activity_data: '{"duration": 180, "customer_satisfaction": "high"}',
		attendant_station: 'STATION_001',
	};
	expect(tellReport({ ...report, data })).toEqual({
		seq: 1,
		isWorkflow: false,
		title: 'Battery swap completed',
		planId: 'plan-1',
		by: 'attendant-001',
		at: 0,
		details: [
			{ label: 'Duration', value: '180' },
			{ label: 'Customer satisfaction', value: 'high' },
		],
	});
});

test('a step of the workflow is told by its stage', () => {
	const data = { stage_transition: 'A2_to_A3', process_status: 'completed' };
	expect(tellReport({ ...report, kind: 'workflow', type: 'A3', actorName: 'Ann', data })).toMatchObject({
		isWorkflow: true,
		title: 'A3',
		by: 'Ann',
		details: [
			{ label: 'Stage transition', value: 'A2_to_A3' },
			{ label: 'Process status', value: 'completed' },
		],
	});
});

test.each([null, 'text', 7, ['list'], { note: '' }, { note: null }])('%j adds no details', (data) => {
	expect(tellReport({ ...report, data }).details).toEqual([]);
});

test('long reports are cut short', () => {
	const data = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`field_${i}`, 'x'.repeat(1000)]));
	const { details } = tellReport({ ...report, data });
	expect(details).toHaveLength(8);
	expect(details[0]?.value).toBe(`${'x'.repeat(80)}…`);
	expect(tellReport({ ...report, data: { broken: '{"a":' } }).details).toEqual([{ label: 'Broken', value: '{"a":' }]);
});
