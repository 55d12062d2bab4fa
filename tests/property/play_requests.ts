import { expect } from 'vitest';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import type { CoreWorld } from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';

/** How a request ended, as its sender sees it. */
export interface Answer {
	/** It took effect, if only in part. */
	readonly effective: boolean;
	/** Session and version that it led to, where it names one. */
	readonly version: string | null;
	readonly told: unknown;
}

/** A request that can be delivered many times. */
export interface Request {
	readonly key: string;
	send(world: CoreWorld): Promise<Answer>;
}

/** One command, how often it is delivered, and in which order among its batch. */
export interface Delivery<Command> {
	readonly command: Command;
	readonly copies: number;
	readonly order: number;
}

/** Commands that go at once, and the time that passes before them, ms. */
export interface Batch<Command> {
	readonly deliveries: readonly Delivery<Command>[];
	readonly waitMs: number;
}

/** A request and all that was answered to its deliveries. */
export interface Sent {
	readonly request: Request;
	readonly answers: Answer[];
}

/** Makes a command requests upon the state as it is now; none if there is nothing to ask. */
export type MakeRequests<Command> = (world: CoreWorld, command: Command) => Promise<Request[]>;

const dayMs = 24 * 3_600_000;

const tables = [
	...['sessions', 'session_events', 'payments', 'money_entries', 'quota_entries', 'custody_entries'],
	...['plans', 'plan_events', 'customers', 'users', 'idempotency', 'outbox'],
];

/** Delivers batches through two connections to one database, the requests of a batch at once. */
export async function playBatches<Command>(
	worlds: readonly [CoreWorld, CoreWorld],
	batches: readonly Batch<Command>[],
	make: MakeRequests<Command>,
): Promise<Sent[]> {
	const [world] = worlds;
	const sent: Sent[] = [];
	for (const { deliveries, waitMs } of batches) {
		world.pass(waitMs);
		if (waitMs > dayMs) await expireSessions(world.engine);
		const made = await Promise.all(
			deliveries.map(async (delivery) => ({ ...delivery, requests: await make(world, delivery.command) })),
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

/**
 * Fails unless the invariants 1 to 8 of the domain hold: ledgers and sessions are sound, deliveries of one request have one effect and equal
 * answers, no two requests led to the same version, and all of them again change nothing.
 */
export async function checkSent(world: CoreWorld, sent: readonly Sent[]): Promise<void> {
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

async function dump({ store }: CoreWorld): Promise<[string, unknown][]> {
	const rows = async (table: string): Promise<[string, unknown]> => [
		table,
		await rowsOf(store, `SELECT * FROM ${table} ORDER BY 1, 2`),
	];
	return Promise.all(tables.map(rows));
}
