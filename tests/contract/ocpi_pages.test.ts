import type { Client, InStatement, TransactionMode } from '@libsql/client';
import { drizzle } from 'drizzle-orm/libsql';
import { describe, expect, test } from 'vitest';
import type { Store } from '#lib/server/store/store.ts';
import { openOcpiWorld, played, sampleStart, sessionRows, type OcpiWorld } from './ocpi_world.ts';
import { person } from './rest_world.ts';

/** How pages of OCPI are read: what does not grow with the table, and who an answer is from. */

type Steps = readonly string[];

/** A world whose database is listened to: the plans of what it was asked. */
async function openHeard(): Promise<{ world: OcpiWorld; plans(): Promise<Steps[]> }> {
	const world = await openOcpiWorld();
	const { client } = world.store;
	const asked: InStatement[] = [];
	const heard = new Proxy(client, {
		get(target, name: keyof Client) {
			if (name !== 'batch') return typeof target[name] === 'function' ? target[name].bind(target) : target[name];
			return (statements: InStatement[], mode?: TransactionMode) => {
				asked.push(...statements);
				return target.batch(statements, mode);
			};
		},
	});
	const store: Store = { ...world.store, db: drizzle(heard) };
	Object.assign(world.app, { engine: { ...world.engine, store } });
	return {
		world,
		plans: () =>
			Promise.all(
				asked.map(async (statement) => {
					const { sql, args = [] } = typeof statement === 'string' ? { sql: statement } : statement;
					const { rows } = await client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args });
					return rows.map(({ detail }) => detail as string);
				}),
			),
	};
}

/** Twenty sessions and their records. */
async function fill({ store }: OcpiWorld): Promise<void> {
	const statements = Array.from({ length: 20 }, (_, i) => {
		const at = sampleStart.startedAt + i * 60_000;
		const ended = { reason: 'rider', detail: null, endedAt: at, level: null, rating: null, readings: [] };
		const start = { charge: { ...sampleStart, startedAt: at }, transaction: null };
		const steps = [
			{ at, step: 'start', input: start },
			{ at, step: 'end', input: ended },
		];
		return sessionRows(`chg-${i}`, played(steps)).statements;
	});
	await store.writer.commit(statements.flat());
}

const byPage = { sessions: 'sessions_charges_updated', cdrs: 'charge_records_at' };

describe('the database', () => {
	test.each(['sessions', 'cdrs'] as const)(
		'counts and reads %s of a partner of all stations by one index',
		async (list) => {
			const { world, plans } = await openHeard();
			await fill(world);
			await world.call(`/api/ocpi/2.2.1/${list}?date_from=2025-12-09T14:00:00Z&limit=5`);
			const [page = [], count = []] = (await plans()).filter((steps) =>
				steps.some((step) => step.includes(byPage[list])),
			);
			expect(page).toContainEqual(expect.stringMatching(`^SEARCH \\w+ USING (COVERING )?INDEX ${byPage[list]} `));
			expect(count).toEqual([expect.stringMatching(`COVERING INDEX ${byPage[list]}`)]);
		},
	);
});

describe('an answer', () => {
	const from = { 'ocpi-from-country-code': 'NL', 'ocpi-from-party-id': 'TNM' };
	const routeOf = ({ headers }: { headers: Headers }) =>
		['ocpi-to-country-code', 'ocpi-to-party-id', 'ocpi-from-country-code', 'ocpi-from-party-id'].map((name) =>
			headers.get(name),
		);

	test.each(['sessions', 'cdrs', 'cdrs?limit=0'])(
		'on %s goes back to the party that asked, from ours',
		async (list) => {
			const world = await openOcpiWorld();
			const answer = await world.call(`/api/ocpi/2.2.1/${list}`, { headers: from });
			expect(routeOf(answer)).toEqual(['NL', 'TNM', 'KE', 'PIT']);
		},
	);

	test('has no routing headers where none asked with them, on versions, or where they are none', async () => {
		const world = await openOcpiWorld();
		const path = '/api/ocpi/2.2.1/cdrs';
		const none = [null, null, null, null];
		expect(routeOf(await world.call(path))).toEqual(none);
		expect(routeOf(await world.call('/api/ocpi/versions', { headers: from }))).toEqual(none);
		expect(routeOf(await world.call(path, { headers: { ...from, 'ocpi-from-party-id': 'T M,x' } }))).toEqual(none);
	});

	test('goes back to the party even where it may not ask', async () => {
		const world = await openOcpiWorld();
		const answer = await world.call('/api/ocpi/2.2.1/cdrs', { as: person('rider'), headers: from });
		expect([answer.status, routeOf(answer)]).toEqual([403, ['NL', 'TNM', 'KE', 'PIT']]);
	});
});
