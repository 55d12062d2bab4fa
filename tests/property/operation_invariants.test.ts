import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { advanceCycles, type PlanCycles, type PlanInput } from '#lib/plan/cycles.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import {
	createFakeErp,
	operationRows,
	withOperations,
	type FakeErp,
	type OperationsWorld,
} from '../contract/operations_world.ts';
import type { CoreWorld } from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { withTwoWriters } from '../fixtures/two_writers.ts';
import { operationRuns, type OperationBatch } from './operation_commands.ts';
import { makeOperation, operationBatteries, operationPlans, type OperationRequest } from './operation_run.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 40);
const tables = [
	'payments',
	'money_entries',
	'quota_entries',
	'custody_entries',
	'plan_events',
	'plans',
	'payment_requests',
	'station_reports',
	'usage_reports',
	'idempotency',
	'outbox',
];

interface Sent {
	readonly request: OperationRequest;
	readonly answers: ReplyContent[];
}

type Worlds = readonly [OperationsWorld, OperationsWorld];

async function play(worlds: Worlds, erp: FakeErp, batches: readonly OperationBatch[]): Promise<Sent[]> {
	const [world] = worlds;
	const sent: Sent[] = [];
	for (const { deliveries, waitMs } of batches) {
		world.pass(waitMs);
		const made = await Promise.all(
			deliveries.map(async ({ command, copies }, i) => {
				const request = await makeOperation(world, erp, { command, key: `r${sent.length + i}` });
				return { copies, one: { request, answers: [] as ReplyContent[] } };
			}),
		);
		sent.push(...made.map(({ one }) => one));
		const due = made.flatMap(({ one, copies }) => Array.from({ length: copies }, () => one));
		await Promise.all(
			due.map(async (one, i) => {
				const answer = await one.request.send(worlds[i % 2 === 0 ? 0 : 1]);
				if (answer) one.answers.push(answer);
			}),
		);
	}
	return sent;
}

/** What is for the ERP is delivered to the last, however often it was put off; what it refused stays so. */
async function deliverAll(world: OperationsWorld, erp: FakeErp): Promise<void> {
	erp.mood = 'up';
	world.pass(3_600_000);
	let delivered = 1;
	while (delivered > 0) delivered = await world.deliver();
}

async function check(world: OperationsWorld, erp: FakeErp, sent: readonly Sent[]): Promise<void> {
	expect(await brokenInvariants(world.store)).toEqual([]);
	expect(await brokenCycles(world)).toEqual([]);
	const left = await world.rows(`SELECT id FROM outbox WHERE kind = 'erp' AND done_at IS NULL AND stuck_at IS NULL`);
	expect(left).toEqual([]);
	expect(await paymentsAmiss(world, erp)).toEqual([]);
	const open = await world.rows(
		'SELECT plan_id FROM payment_requests WHERE settled_at IS NULL GROUP BY plan_id HAVING count(*) > 1',
	);
	expect(open).toEqual([]);
	expect(await world.rows('SELECT id FROM plans WHERE due_minor < 0')).toEqual([]);
	await checkAwaited(world, erp, sent);
	await checkRepeats(world, sent);
}

/** Every plan event has the states that the inputs up to it lead to, and the last one those of the plan. */
async function brokenCycles(world: OperationsWorld): Promise<string[]> {
	const broken: string[] = [];
	for (const plan of await world.rows('SELECT id, service_state, payment_state FROM plans')) {
		const events = await world.rows(`SELECT * FROM plan_events WHERE plan_id = '${String(plan['id'])}' ORDER BY seq`);
		const states = (row: Record<string, unknown> | undefined) =>
			({ serviceState: row?.['service_state'], paymentState: row?.['payment_state'] }) as PlanCycles;
		let at = states(events[0]);
		for (const event of events.slice(1)) {
			at = advanceCycles(at, JSON.parse(String(event['inputs_json'])) as PlanInput[]);
			const stored = states(event);
			if (stored.serviceState !== at.serviceState || stored.paymentState !== at.paymentState)
				broken.push(JSON.stringify(event));
		}
		const last = states(plan);
		if (last.serviceState !== at.serviceState || last.paymentState !== at.paymentState)
			broken.push(JSON.stringify(plan));
	}
	return broken;
}

/** Every payment is for the ERP once, and is there unless the ERP has refused it. */
async function paymentsAmiss(world: OperationsWorld, erp: FakeErp): Promise<string[]> {
	const payments = await world.rows(
		'SELECT p.id, o.stuck_at FROM payments p LEFT JOIN outbox o ON o.id = ' + `'erp/' || p.id`,
	);
	const tasks = await world.rows(
		`SELECT id FROM outbox WHERE kind = 'erp' AND json_extract(payload_json, '$.task.type') = 'payment'`,
	);
	const amiss = payments.filter(
		({ id, stuck_at: stuck }) => erp.taken.has(`payment ${String(id)}`) === (stuck !== null),
	);
	return [
		...amiss.map(({ id }) => String(id)),
		...(tasks.length === payments.length ? [] : [`${tasks.length} of ${payments.length}`]),
	];
}

/** A report that was processed is at the ERP, one that is pending is nowhere left, and what was told to wait has its final answer. */
async function checkAwaited(world: OperationsWorld, erp: FakeErp, sent: readonly Sent[]): Promise<void> {
	for (const { id, status } of await world.rows('SELECT id, status FROM usage_reports')) {
		expect(status).toBe(erp.taken.has(`usage ${String(id)}`) ? 'processed' : 'failed');
	}
	expect(await world.rows(`SELECT key FROM idempotency WHERE status = 'pending'`)).toEqual([]);
	const waiting = sent.filter(({ answers }) => answers.some(({ signals }) => signals.includes('OPERATION_PENDING')));
	for (const { request } of waiting) {
		const final = await request.send(world);
		if (final?.success) reached.set(request.operation, (reached.get(request.operation) ?? 0) + 1);
	}
	await deliverAll(world, erp);
}

/** Deliveries of one request that took effect have equal answers, and repeating them all changes nothing. */
async function checkRepeats(world: OperationsWorld, sent: readonly Sent[]): Promise<void> {
	const effective = sent.flatMap(({ request, answers }) => {
		const successes = answers.filter(({ success }) => success);
		for (const answer of successes) expect(answer).toEqual(successes[0]);
		return successes[0] ? [{ request, answer: successes[0] }] : [];
	});
	for (const { request } of effective) reached.set(request.operation, (reached.get(request.operation) ?? 0) + 1);
	const before = await dump(world);
	for (const { request, answer } of [...effective].reverse()) expect(await request.send(world)).toEqual(answer);
	expect(await dump(world)).toEqual(before);
}

const dump = (world: OperationsWorld) =>
	Promise.all(tables.map((table) => world.rows(`SELECT * FROM ${table} ORDER BY 1, 2`)));

/** What the runs came to, so that they cannot pass by doing nothing. */
const reached = new Map<string | null, number>();

test(`invariants hold after ${numRuns} random runs of trusted accounts’ operations`, { timeout: 600_000 }, async () => {
	const seed = { plans: operationPlans, batteries: operationBatteries };
	const property = fc.asyncProperty(operationRuns, (batches) =>
		withTwoWriters(seed, async (cores) => {
			const erp = createFakeErp();
			const on = (core: CoreWorld) => withOperations(core, { ...core.engine, hasErp: true }, erp);
			const worlds = [on(cores[0]), on(cores[1])] as const;
			await cores[0].store.writer.commit(operationRows(cores[0].now(), { periodMs: 7 * 24 * 3_600_000 }));
			await cores[0].store.writer.commit([{ sql: `UPDATE plans SET due_minor = 100000 WHERE id = 'SUB-2'`, args: [] }]);
			const sent = await play(worlds, erp, batches);
			await deliverAll(worlds[0], erp);
			await check(worlds[0], erp, sent);
		}),
	);
	await fc.assert(property, { numRuns });
	expect([...reached.keys()]).toEqual(
		expect.arrayContaining([
			'equipment_checkin',
			'equipment_checkout',
			'payment_and_service',
			'collect_payment',
			'payment_request',
			'activity_report',
		]),
	);
});

afterAll(() => {
	process.stdout.write(`Operations of the random runs took effect: ${JSON.stringify(Object.fromEntries(reached))}\n`);
});
