import { describe, expect, test } from 'vitest';
import { chargeQuery, type ChargePageRequest } from '#lib/server/store/list_charges.ts';
import type { ChargeFilter } from '#lib/server/store/charge_filter.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import {
	correctTo,
	lagos,
	nairobi,
	openChargingWorld,
	requests,
	riderOf,
	type ChargingWorld,
	type Json,
} from './charging_world.ts';

/** The history by start, energy and cost: pages, cursors and offsets, and what the database reads for them. */

const minute = 60_000;
const sorts = ['start', 'energy', 'cost'] as const;
const orders = ['asc', 'desc'] as const;
const every = sorts.flatMap((sort) => orders.map((order) => [sort, order] as const));

type Sort = (typeof sorts)[number];

/** Asks as an account of the rider that has not asked before: each may ask only so often. */
let accounts = 0;
const list = async (world: ChargingWorld, query: string) => {
	const answer = await world.call('GET', `/api/charging/sessions?${query}`, {
		as: riderOf(`user-${accounts++}`, 'customer-1'),
	});
	expect(answer.status).not.toBe(429);
	return answer;
};
const sessionsOf = async (world: ChargingWorld, query: string) => (await list(world, query)).body.sessions ?? [];
const ids = (sessions: readonly Json[]) => sessions.map(({ id }) => id);

/** Sessions of equal and of different figures, in two currencies; one that is held, one that was cancelled, and one that goes on. */
async function openHistory(): Promise<ChargingWorld> {
	const world = await openChargingWorld();
	const [start, { cancel, end, update }] = [requests.start, requests];
	for (const kWh of [3, 1, 2, 1, 0, 2, 1]) {
		await world.charge({ kWh, minutes: 30 });
		world.pass(minute);
	}
	for (const kWh of [1, 4]) await world.charge({ stationId: nairobi, kWh, minutes: 30 });
	const given = await start(world);
	await cancel(world, { sessionId: given.body.data?.['id'] });
	const held = await start(world);
	world.pass(minute);
	await update(world, { batteryLevel: 99, energyDelivered: 40 });
	await end(world, { sessionId: held.body.data?.['id'], batteryLevelEnd: 99 });
	await start(world);
	return world;
}

/** What a session is sorted by, as it is printed. */
const soldOf = (session: Json, field: string) =>
	session['status'] === 'completed' && !session['underReview'] ? Number(session[field]) : 0;
const valueOf: Readonly<Record<Sort, (session: Json) => number>> = {
	start: ({ startTime }) => Date.parse(String(startTime)),
	energy: (session) => soldOf(session, 'energyDelivered'),
	cost: (session) => soldOf(session, 'totalCost'),
};

function inOrder(sessions: readonly Json[], sort: Sort, order: (typeof orders)[number]): unknown[] {
	const rows = sessions.map((session) => ({ value: valueOf[sort](session), id: String(session['id']) }));
	rows.sort((a, b) => a.value - b.value || (a.id < b.id ? -1 : 1));
	return (order === 'asc' ? rows : rows.reverse()).map(({ id }) => id);
}

describe('under every sort', () => {
	test('the list is in its order, equals by their ids, and its pages joined are the whole', async () => {
		const world = await openHistory();
		const all = await sessionsOf(world, 'limit=100');
		expect(all).toHaveLength(12);
		for (const [sort, order] of every) {
			const query = `sort=${sort}&order=${order}`;
			const whole = ids(await sessionsOf(world, `${query}&limit=100`));
			expect([query, whole]).toEqual([query, inOrder(all, sort, order)]);
			for (const limit of [1, 2, 5, 12]) {
				expect([query, limit, await byCursor(world, `${query}&limit=${limit}`)]).toEqual([query, limit, whole]);
				expect([query, limit, await byOffset(world, query, limit)]).toEqual([query, limit, whole]);
			}
		}
	});

	test('narrowed to a state, a station or a time it is the same order with the others left out', async () => {
		const world = await openHistory();
		const all = await sessionsOf(world, 'limit=100');
		for (const [sort, order] of every)
			for (const narrow of [
				'status=completed',
				`station=${nairobi}`,
				'filter=this-month',
				'from=2024-01-15',
				'status=active',
			]) {
				const query = `sort=${sort}&order=${order}&${narrow}`;
				const found = await sessionsOf(world, `${query}&limit=100`);
				const wanted = new Set(ids(found));
				const expected = inOrder(all, sort, order).filter((id) => wanted.has(id));
				expect([query, ids(found), found.length > 0]).toEqual([query, expected, true]);
				expect([query, await byCursor(world, `${query}&limit=3`)]).toEqual([query, expected]);
			}
	});

	test('a cursor is good for its own sort alone', async () => {
		const world = await openHistory();
		for (const of of sorts) {
			const { pagination } = (await list(world, `sort=${of}&limit=2`)).body;
			for (const sort of sorts) {
				const answer = await list(world, `sort=${sort}&limit=2&cursor=${pagination?.nextCursor}`);
				const { status, body } = answer;
				if (sort === of) expect(status).toBe(200);
				else expect([status, body.error]).toMatchObject([400, { code: 'INPUT_INVALID', path: 'cursor' }]);
			}
		}
	});

	test('what a manager corrected goes by what was decided', async () => {
		const world = await openChargingWorld();
		const few = await world.charge({ kWh: 1 });
		const many = await world.charge({ kWh: 4, stationId: lagos });
		await correctTo(world, String(many['id']), 500);
		for (const sort of ['energy', 'cost'])
			expect(await sessionsOf(world, `sort=${sort}`)).toMatchObject([
				{ id: few['id'], energyDelivered: 1 },
				{ id: many['id'], energyDelivered: 0.5, totalCost: 82.5, corrected: true },
			]);
	});
});

describe('the database', () => {
	const everything: ChargeFilter = {
		...{ customerId: 'customer-1', fromMs: null, untilMs: null, month: null, status: null, stationId: null },
	};

	async function planOf(filter: Partial<ChargeFilter>, page: Partial<ChargePageRequest>): Promise<string> {
		const { store } = await openChargingWorld();
		const request: ChargePageRequest = { direction: 'desc', limit: 50, ...page };
		const { sql, params } = chargeQuery(store.db, { ...everything, ...filter }, request).toSQL();
		const bound = params.reduce<string>((text, value) => text.replace('?', literal(value)), sql);
		return (await rowsOf(store, `EXPLAIN QUERY PLAN ${bound}`)).map(({ detail }) => String(detail)).join('\n');
	}

	test.each([
		['start', 'sessions_charges '],
		['energy', 'sessions_charges_energy '],
		['cost', 'sessions_charges_cost '],
	] as const)('walks one index for a page by %s, and sorts nothing', async (sort, index) => {
		for (const page of [{}, { after: [1, 'chg-1'] }, { before: [1, 'chg-1'] }, { direction: 'asc' }] as const)
			for (const filter of [{}, { status: 'completed' }, { stationId: lagos }] as const) {
				const plan = await planOf(filter, { sort, ...page });
				expect(plan).toContain(`SEARCH sessions USING INDEX ${index}(customer_id=?`);
				expect(plan).not.toContain('TEMP B-TREE');
			}
	});

	test('finds a part of the history by its time, under any sort', async () => {
		for (const sort of sorts) {
			const plan = await planOf({ fromMs: 1000, untilMs: 2000 }, { sort });
			expect(plan).toMatch(/INDEX sessions_(charges|customer) \(customer_id=\? AND created_at>\? AND created_at<\?\)/);
			expect(plan.includes('TEMP B-TREE')).toBe(sort !== 'start');
		}
	});
});

async function byCursor(world: ChargingWorld, query: string): Promise<unknown[]> {
	const seen: unknown[] = [];
	let at = '';
	do {
		const { sessions = [], pagination } = (await list(world, query + at)).body;
		seen.push(...ids(sessions));
		at = pagination?.nextCursor ? `&cursor=${pagination.nextCursor}` : '';
	} while (at !== '');
	return seen;
}

async function byOffset(world: ChargingWorld, query: string, limit: number): Promise<unknown[]> {
	const seen: unknown[] = [];
	for (let isMore = true; isMore;) {
		const { sessions = [], pagination } = (await list(world, `${query}&limit=${limit}&offset=${seen.length}`)).body;
		seen.push(...ids(sessions));
		isMore = pagination?.hasMore === true;
	}
	return seen;
}

/** A bound value as it is written in SQL. */
function literal(value: unknown): string {
	return typeof value === 'number' ? String(value) : `'${String(value)}'`;
}
