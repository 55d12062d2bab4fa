import { describe, expect, test } from 'vitest';
import { makeRequest } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { operationOf } from '#lib/server/operations/answered_operations.ts';
import type { ReplyRoute } from '#lib/server/operations/operation.ts';
import { runOperation } from '#lib/server/operations/run_operation.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf, openCoreWorld, stationDevice, type CoreWorld } from '../fixtures/core_world.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';

interface Report {
	readonly name: OperationName;
	readonly data: Readonly<Record<string, unknown>>;
	readonly topic: string;
}

const reports: readonly Report[] = [
	{
		name: 'activity_report',
		data: { activity_type: 'battery_swap_completed' },
		topic: 'stat/abs/attendant/plan/SUB-8847-KE/activity',
	},
	{
		name: 'workflow_update',
		data: { workflow_stage: 'A3' },
		topic: 'meta/abs/attendant/plan/SUB-8847-KE/workflow',
	},
];

describe.each(databases)('what monitors hear of on a %s', (kind) => {
	const open = async () => openCoreWorld(await (await makeDatabase(kind)).open());

	async function report(world: CoreWorld, { name, data }: Report, route: ReplyRoute | null) {
		const operation = operationOf(name);
		if (!operation) throw new TypeError(`There is no ${name}`);
		const caller = route?.trusted ? stationDevice : callerOf(testAttendant);
		const request = makeRequest({
			operation: name,
			planId: samplePlan.planId,
			correlationId: 'c1',
			actor: { type: 'attendant', id: caller.actor.id },
			data,
			at: world.now(),
		});
		return runOperation(world.engine, { operation, request, caller, ...(route && { route }) });
	}

	const published = async (world: CoreWorld) => {
		const rows = await rowsOf(world.store, "SELECT payload_json FROM outbox WHERE kind = 'mqtt_publish'");
		return rows.map(({ payload_json: json }) => (JSON.parse(String(json)) as { topic: string }).topic);
	};

	test.each(reports)('$name of a tab reaches its topic, once for all repeats', async (line) => {
		const world = await open();
		const tab = { responseTopic: 'tab/reply/tab-1/x', correlationData: null, trusted: false };
		const first = await report(world, line, tab);
		expect(first.success).toBe(true);
		expect(await report(world, line, tab)).toEqual(first);
		expect(await published(world)).toEqual([line.topic]);
	});

	test.each(reports)('$name over HTTPS reaches its topic', async (line) => {
		const world = await open();
		await report(world, line, null);
		expect(await published(world)).toEqual([line.topic]);
	});

	test.each(reports)('$name of a trusted account is answered there by the agent itself', async (line) => {
		const world = await open();
		await report(world, line, { responseTopic: null, correlationData: null, trusted: true });
		expect(await published(world)).toEqual([]);
	});
});
