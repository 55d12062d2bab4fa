import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import type { CoreWorld } from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { withTwoWriters } from '../fixtures/two_writers.ts';
import { randomRuns, type Batch } from './swap_commands.ts';
import { makeRequests, runBatteries, runPlans, type Answer, type Request, type Run } from './swap_run.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 40);
const tables = [
	'sessions',
	'session_events',
	'payments',
	'money_entries',
	'quota_entries',
	'custody_entries',
	'plan_events',
	'idempotency',
	'outbox',
];

interface Sent {
	readonly request: Request;
	readonly answers: Answer[];
}

async function play(worlds: readonly [CoreWorld, CoreWorld], batches: readonly Batch[]): Promise<Sent[]> {
	const [world] = worlds;
	const run: Run = { requests: 0 };
	const sent: Sent[] = [];
	for (const { deliveries, waitMs } of batches) {
		world.pass(waitMs);
		if (waitMs > 24 * 3_600_000) await expireSessions(world.engine);
		const made = await Promise.all(
			deliveries.map(async (delivery) => ({ ...delivery, requests: await makeRequests(run, world, delivery.command) })),
		);
		const due = made.flatMap(({ requests, copies, order }) =>
			requests.flatMap((request) => {
				const one: Sent = { request, answers: [] };
				sent.push(one);
				return Array.from({ length: copies }, (_, copy) => ({ one, order: order + copy * 3 }));
			}),
		);
		due.sort((a, b) => a.order - b.order);
		await Promise.all(
			due.map(async ({ one }, i) => void one.answers.push(await one.request.send(worlds[i % 2 === 0 ? 0 : 1]))),
		);
	}
	return sent;
}

async function dump({ store }: CoreWorld): Promise<[string, unknown][]> {
	const rows = async (table: string): Promise<[string, unknown]> => [
		table,
		await rowsOf(store, `SELECT * FROM ${table} ORDER BY 1, 2`),
	];
	return Promise.all(tables.map(rows));
}

async function check(world: CoreWorld, sent: readonly Sent[]): Promise<void> {
	expect(await brokenInvariants(world.store)).toEqual([]);
	const effective = sent.filter(({ answers }) => answers.some((answer) => answer.effective));
	for (const { answers } of effective) {
		const [first, ...more] = answers.filter((answer) => answer.effective);
		for (const answer of more) expect(answer).toEqual(first);
	}
	const versions = effective
		.map(({ answers }) => answers.find((answer) => answer.effective)?.version)
		.filter((version) => version !== null);
	expect(versions).toEqual([...new Set(versions)]);
	const events = new Set(
		(await rowsOf(world.store, 'SELECT session_id, seq FROM session_events')).map(
			(row) => `${String(row['session_id'])}/${String(row['seq'])}`,
		),
	);
	expect(versions.filter((version) => !events.has(version ?? ''))).toEqual([]);

	const before = await dump(world);
	for (const { request, answers } of [...effective].reverse()) {
		expect(await request.send(world)).toEqual(answers.find((answer) => answer.effective));
	}
	expect(await dump(world)).toEqual(before);
}

/** What the runs came to, so that they cannot pass by doing nothing. */
const reached = new Map<string, number>();

test(
	`invariants 1 to 8 hold after ${numRuns} random runs of concurrent, repeated and reordered requests`,
	{ timeout: 600_000 },
	async () => {
		const property = fc.asyncProperty(randomRuns, (batches) =>
			withTwoWriters({ plans: runPlans, batteries: runBatteries }, async (worlds) => {
				await check(worlds[0], await play(worlds, batches));
				for (const { state } of await rowsOf(worlds[0].store, 'SELECT state FROM sessions')) {
					reached.set(String(state), (reached.get(String(state)) ?? 0) + 1);
				}
			}),
		);
		await fc.assert(property, { numRuns });
		expect([...reached.keys()]).toEqual(expect.arrayContaining(['done', 'cancelled', 'expired', 'take_back']));
	},
);

afterAll(() => {
	process.stdout.write(`Sessions of the random runs ended at ${JSON.stringify(Object.fromEntries(reached))}\n`);
});
