import { describe, expect, test } from 'vitest';
import { databases } from '../fixtures/test_store.ts';
import {
	correctTo,
	lagos,
	nairobi,
	openChargingWorld,
	otherRider,
	paris,
	type ChargingWorld,
	type Json,
} from './charging_world.ts';

/** The history of charging: pages, filters, and days and months by the rider's calendar; the statistics say the same. */

const minute = 60_000;
const hour = 60 * minute;

const list = (world: ChargingWorld, query = '') => world.call('GET', `/api/charging/sessions${query}`);
const idsOf = (sessions: readonly Json[] = []) => sessions.map(({ id }) => id);
const statsOf = async (world: ChargingWorld) => (await world.call('GET', '/api/charging/stats')).body.stats;

async function charges(world: ChargingWorld, count: number): Promise<unknown[]> {
	const made: unknown[] = [];
	for (let i = 0; i < count; i++) {
		made.unshift((await world.charge({ kWh: i + 1, minutes: 30 })).id);
		world.pass(minute);
	}
	return made;
}

/** Every page, one after the other. */
async function walk(world: ChargingWorld, query: string, between: (page: number) => Promise<void> = async () => {}) {
	const seen: unknown[] = [];
	let cursor: string | null = null;
	for (let page = 0; page === 0 || cursor !== null; page++) {
		const at: string = cursor === null ? '' : `&cursor=${cursor}`;
		const { body } = await list(world, `?${query}${at}`);
		seen.push(...idsOf(body.sessions));
		cursor = body.pagination?.nextCursor ?? null;
		expect(body.pagination?.hasMore).toBe(cursor !== null);
		await between(page);
	}
	return seen;
}

describe.each(databases)('%s: pages', (database) => {
	test('are the newest first, by offset as the spec has it', async () => {
		const world = await openChargingWorld(database);
		const all = await charges(world, 5);
		const first = await list(world);
		expect(first.body.pagination).toEqual({ limit: 50, offset: 0, nextCursor: null, hasMore: false });
		expect(idsOf(first.body.sessions)).toEqual(all);
		const second = await list(world, '?filter=all-time&limit=2&offset=2');
		expect(idsOf(second.body.sessions)).toEqual(all.slice(2, 4));
		expect(second.body.pagination).toMatchObject({ limit: 2, offset: 2, hasMore: true });
		expect((await list(world, '?limit=2&offset=4')).body.pagination).toMatchObject({ hasMore: false });
		expect((await list(world, '?limit=2&offset=100')).body.sessions).toEqual([]);
	});

	test('by cursor show every session once, whatever is added meanwhile', async () => {
		const world = await openChargingWorld(database);
		const all = await charges(world, 5);
		const seen = await walk(world, 'limit=2', async () => void (await world.charge()));
		expect(seen).toEqual(all);
		const added = idsOf((await list(world)).body.sessions).slice(0, -5);
		expect(await walk(world, 'limit=3&sort=start&order=asc')).toEqual([...all].reverse().concat([...added].reverse()));
	});
});

describe('a list', () => {
	test.each([
		['limit=101', 'limit'],
		['limit=0', 'limit'],
		['limit=x', 'limit'],
		['offset=-1', 'offset'],
		['offset=10001', 'offset'],
		['offset=1&cursor=WzEsIngiXQ', 'offset'],
		['cursor=x', 'cursor'],
		['filter=last-year', 'filter'],
		['sort=power', 'sort'],
		['cursor=WyJwb3dlciIsMSwiYSJd', 'cursor'],
		['order=up', 'order'],
		['status=expired', 'status'],
		['station=..%2f', 'station'],
		['from=2024-02-30', 'from'],
		['to=2024-1-1', 'to'],
		['from=2024-02-02&to=2024-02-01', 'to'],
	])('by %s is refused, naming %s', async (query, path) => {
		const world = await openChargingWorld();
		const answer = await list(world, `?${query}`);
		expect([answer.status, answer.body.error]).toMatchObject([400, { code: 'INPUT_INVALID', path }]);
	});

	test('is narrowed by status and station, of several at once', async () => {
		const world = await openChargingWorld();
		const here = await world.charge();
		const there = await world.charge({ stationId: nairobi });
		const begun = await world.call('POST', '/api/charging/sessions/start', {
			body: { stationId: nairobi, connectorId: 'connector-2', batteryLevelStart: 10 },
		});
		const open = begun.body.data?.['id'];
		expect(idsOf((await list(world, `?station=${nairobi}`)).body.sessions)).toEqual([open, there['id']]);
		expect(idsOf((await list(world, '?status=active')).body.sessions)).toEqual([open]);
		expect(idsOf((await list(world, '?status=completed')).body.sessions)).toEqual([there['id'], here['id']]);
		expect(idsOf((await list(world, `?status=completed&station=${nairobi}`)).body.sessions)).toEqual([there['id']]);
		expect((await list(world, '?station=nowhere')).body.sessions).toEqual([]);
	});

	test('has nothing of other riders, in no page and behind no cursor', async () => {
		const world = await openChargingWorld();
		await charges(world, 3);
		const { nextCursor } = (await list(world, '?limit=1')).body.pagination ?? {};
		const other = await world.call('GET', `/api/charging/sessions?cursor=${nextCursor}`, { as: otherRider });
		expect(other.body.sessions).toEqual([]);
	});

	test('recent: the last 30 days', async () => {
		const world = await openChargingWorld();
		const old = await world.charge();
		world.pass(30 * 24 * hour - 15 * minute);
		expect(idsOf((await list(world, '?filter=recent')).body.sessions)).toEqual([old['id']]);
		world.pass(1);
		expect((await list(world, '?filter=recent')).body.sessions).toEqual([]);
		expect(idsOf((await list(world, '?filter=all-time')).body.sessions)).toEqual([old['id']]);
	});
});

describe('months and days by the rider’s calendar', () => {
	test('a session at 00:01 on the 1st is of the new month, one two minutes before of the old; list and statistics agree', async () => {
		const world = await openChargingWorld();
		// Lagos is an hour ahead of UTC.
		world.passTo('2024-01-31T22:59:00Z');
		const before = await world.charge({ kWh: 1, minutes: 1 });
		world.passTo('2024-01-31T23:01:00Z');
		const after = await world.charge({ kWh: 2, minutes: 3 });
		expect(idsOf((await list(world, '?filter=this-month')).body.sessions)).toEqual([after['id']]);
		expect(idsOf((await list(world, '?from=2024-01-31&to=2024-01-31')).body.sessions)).toEqual([before['id']]);
		expect(idsOf((await list(world, '?from=2024-02-01')).body.sessions)).toEqual([after['id']]);
		expect(await statsOf(world)).toMatchObject({
			monthlyUsage: [
				{ month: '2024-01', sessions: 1, energyUsed: 1 },
				{ month: '2024-02', sessions: 1, energyUsed: 2 },
			],
		});
	});

	test('the rider’s own zone goes before that of the station', async () => {
		const world = await openChargingWorld();
		const sql = 'INSERT INTO rider_settings (customer_id, time_zone) VALUES (?, ?)';
		await world.store.writer.commit([{ sql, args: ['customer-1', 'America/New_York'] }]);
		world.passTo('2024-01-31T23:01:00Z');
		const made = await world.charge({ minutes: 30 });
		expect(await statsOf(world)).toMatchObject({ monthlyUsage: [{ month: '2024-01' }] });
		expect(idsOf((await list(world, '?filter=this-month')).body.sessions)).toEqual([made['id']]);
		expect(idsOf((await list(world, '?from=2024-01-31&to=2024-01-31')).body.sessions)).toEqual([made['id']]);
		world.passTo('2024-02-01T05:00:00Z');
		expect((await list(world, '?filter=this-month')).body.sessions).toEqual([]);
	});

	test('a sealed session stays in its month when the rider moves, in the list as in the statistics', async () => {
		const world = await openChargingWorld();
		world.passTo('2024-01-31T23:01:00Z');
		const february = await world.charge({ minutes: 30 });
		await world.store.writer.commit([
			{
				sql: 'INSERT INTO rider_settings (customer_id, time_zone) VALUES (?, ?)',
				args: ['customer-1', 'America/New_York'],
			},
		]);
		world.passTo('2024-02-10T00:00:00Z');
		expect(await statsOf(world)).toMatchObject({ monthlyUsage: [{ month: '2024-02', sessions: 1 }] });
		expect(idsOf((await list(world, '?filter=this-month')).body.sessions)).toEqual([february['id']]);
	});

	test('a cancelled session is of the month in which it began', async () => {
		const world = await openChargingWorld();
		for (const at of ['2024-01-31T22:59:00Z', '2024-01-31T23:01:00Z']) {
			world.passTo(at);
			const begun = await world.call('POST', '/api/charging/sessions/start', {
				body: { stationId: lagos, connectorId: 'connector-1', batteryLevelStart: 45 },
			});
			await world.call('POST', '/api/charging/sessions/cancel', { body: { sessionId: begun.body.data?.['id'] } });
		}
		const { sessions = [] } = (await list(world, '?filter=this-month')).body;
		expect(sessions).toMatchObject([{ status: 'cancelled', startTime: '2024-01-31T23:01:00.000Z' }]);
	});

	test('days on which clocks change have 23 and 25 hours', async () => {
		const world = await openChargingWorld();
		const at = async (iso: string) => {
			world.passTo(iso);
			return (await world.charge({ stationId: paris, kWh: 0.5, minutes: 10 })).id;
		};
		// Summer time begins on 31 March at 01:00 UTC, and ends on 27 October at 01:00 UTC.
		const march = [await at('2024-03-30T23:01:00Z'), await at('2024-03-31T21:45:00Z')];
		const april = await at('2024-03-31T22:01:00Z');
		expect(idsOf((await list(world, '?from=2024-03-31&to=2024-03-31')).body.sessions)).toEqual([...march].reverse());
		expect(idsOf((await list(world, '?from=2024-04-01')).body.sessions)).toEqual([april]);
		expect(idsOf((await list(world, '?filter=this-month')).body.sessions)).toEqual([april]);
		const october = [await at('2024-10-26T22:01:00Z'), await at('2024-10-27T22:45:00Z')];
		expect(idsOf((await list(world, '?from=2024-10-27&to=2024-10-27')).body.sessions)).toEqual([...october].reverse());
		expect(await statsOf(world)).toMatchObject({
			monthlyUsage: [
				{ month: '2024-03', sessions: 2, currency: 'EUR' },
				{ month: '2024-04', sessions: 1 },
				{ month: '2024-10', sessions: 2 },
			],
		});
	});
});

describe('statistics', () => {
	test('two currencies never add: the one of most sessions is the main one, of several the latest', async () => {
		const world = await openChargingWorld();
		await world.charge();
		await world.charge({ stationId: nairobi, kWh: 10, minutes: 30 });
		expect(await statsOf(world)).toMatchObject({
			totalSessions: 2,
			totalEnergyUsed: 14.2,
			totalSpent: 550,
			currency: 'KES',
			favoriteStation: nairobi,
			averageSessionDuration: 22.5,
			totalsByCurrency: [
				{ currency: 'KES', sessions: 1, energyUsed: 10, totalSpent: 550 },
				{ currency: 'NGN', sessions: 1, energyUsed: 4.2, totalSpent: 693 },
			],
			monthlyUsage: [
				{ month: '2024-01', currency: 'KES', sessions: 1, totalSpent: 550 },
				{ month: '2024-01', currency: 'NGN', sessions: 1, totalSpent: 693 },
			],
		});
		await world.charge();
		expect(await statsOf(world)).toMatchObject({ currency: 'NGN', totalSpent: 1386, favoriteStation: lagos });
	});

	test('are what the list adds up to', async () => {
		const world = await openChargingWorld();
		await charges(world, 4);
		const { sessions = [] } = (await list(world, '?status=completed')).body;
		const sum = (field: string) => sessions.reduce((total, session) => total + Number(session[field]), 0);
		expect(await statsOf(world)).toMatchObject({
			totalSessions: sessions.length,
			totalEnergyUsed: sum('energyDelivered'),
			totalSpent: sum('totalCost'),
			averageSessionDuration: sum('duration') / sessions.length,
		});
	});

	test('a corrected session prints what was decided; the sums are those of its records', async () => {
		const world = await openChargingWorld();
		const { id } = await world.charge();
		await correctTo(world, String(id), 2000);
		const { sessions = [] } = (await list(world)).body;
		expect(sessions).toMatchObject([
			{ id, energyDelivered: 2, totalCost: 330, averagePower: 8, corrected: true, duration: 15 },
		]);
	});

	test('stars that were given later are shown', async () => {
		const world = await openChargingWorld();
		const { id } = await world.charge();
		const sql = 'INSERT INTO charge_ratings (session_id, station_id, rating, at) VALUES (?, ?, 3, 0)';
		await world.store.writer.commit([{ sql, args: [String(id), lagos] }]);
		expect((await list(world)).body.sessions).toMatchObject([{ id, stationRating: 3 }]);
	});
});
