import { describe, expect, test } from 'vitest';
import { decideHold } from '#lib/server/engine/charge_decisions.ts';
import { exportCharges } from '#lib/server/reports/charge_csv.ts';
import { readChargeList, type ChargeListFilter } from '#lib/server/reports/charge_list.ts';
import { readChargeDetail, readChargeHome, readChargeNow } from '#lib/server/reports/charge_pages.ts';
import { readChargingSites } from '#lib/server/reports/charge_places.ts';
import { readChargeOverview } from '#lib/server/reports/charge_statistics.ts';
import { insertHold } from '#lib/server/store/charge_rows.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { parseCsv } from '../fixtures/parse_csv.ts';
import { correctTo, lagos, nairobi, openChargingWorld, paris, requests, type ChargingWorld } from './charging_world.ts';

/** What a rider's pages read of charging. */

const customerId = 'customer-1';
const everything: ChargeListFilter = { month: null, stationId: null, status: null };
const minute = 60_000;

async function listOf({ engine }: ChargingWorld, filter: Partial<ChargeListFilter> = {}) {
	const page = { direction: 'desc', limit: 20 } as const;
	return readChargeList(engine, { customerId, filter: { ...everything, ...filter }, page });
}

const idsOf = ({ rows }: Awaited<ReturnType<typeof listOf>>) => rows.map(({ id }) => id);

async function csvOf({ engine }: ChargingWorld, filter: Partial<ChargeListFilter> = {}) {
	const reader = { id: 'user-123', address: '127.0.0.1' };
	const stream = await exportCharges(engine, { customerId, filter: { ...everything, ...filter }, reader });
	const text = await new Response(stream).text();
	const [head = [], ...rows] = parseCsv(text.replace('\uFEFF', ''));
	return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

describe('the history of a month', () => {
	test('ends at midnight of a day on which the clocks were put forward', async () => {
		const world = await openChargingWorld();
		world.passTo('2024-03-31T21:55:00.000Z');
		const march = await world.charge({ stationId: paris, kWh: 1, minutes: 2 });
		world.passTo('2024-03-31T22:05:00.000Z');
		const april = await world.charge({ stationId: paris, kWh: 1, minutes: 2 });
		expect(idsOf(await listOf(world, { month: '2024-03' }))).toEqual([march['id']]);
		expect(idsOf(await listOf(world, { month: '2024-04' }))).toEqual([april['id']]);
		expect((await listOf(world)).months.map(({ month }) => month)).toEqual(['2024-03', '2024-04']);
	});

	test('is narrowed to a station and a state', async () => {
		const world = await openChargingWorld();
		const here = await world.charge({ stationId: lagos });
		await world.charge({ stationId: nairobi });
		expect(idsOf(await listOf(world, { stationId: lagos }))).toEqual([here['id']]);
		expect(idsOf(await listOf(world, { status: 'cancelled' }))).toEqual([]);
	});
});

describe('the download', () => {
	test('has the rows and figures of the page, each on the clock of its station', async () => {
		const world = await openChargingWorld();
		await world.charge({ stationId: lagos });
		await world.charge({ stationId: nairobi, kWh: 1.005 });
		const [{ rows }, csv] = [await listOf(world), await csvOf(world)];
		expect(csv.map((line) => line['session_id'])).toEqual(rows.map(({ id }) => id));
		expect(csv.map((line) => [line['cost'], line['currency'], line['energy_kwh']])).toEqual([
			['55.28', 'KES', '1.005'],
			['693.00', 'NGN', '4.20'],
		]);
		expect(rows.map(({ costMinor }) => costMinor)).toEqual([5528, 69_300]);
		expect(csv.map((line) => line['started_at_local']?.slice(-6))).toEqual(['+03:00', '+01:00']);
		expect(await csvOf(world, { stationId: lagos })).toHaveLength(1);
	});

	test('has the figures that were decided on, and says so', async () => {
		const world = await openChargingWorld();
		const [first, second] = [await world.charge({ kWh: 4 }), await world.charge({ kWh: 1 })];
		await correctTo(world, String(first['id']), 2000);
		const [{ rows, months }, csv] = [await listOf(world), await csvOf(world)];
		expect(csv.map(({ session_id, energy_kwh, cost, corrected }) => [session_id, energy_kwh, cost, corrected])).toEqual(
			[
				[second['id'], '1.00', '165.00', 'no'],
				[first['id'], '2.00', '330.00', 'yes'],
			],
		);
		expect(rows.map(({ energyWh, costMinor, isCorrected }) => [energyWh, costMinor, isCorrected])).toEqual([
			[1000, 16_500, false],
			[2000, 33_000, true],
		]);
		expect(months).toMatchObject([{ energyWh: 3000, spentMinor: 49_500 }]);
	});

	test('lets no spreadsheet run what a station is called', async () => {
		const world = await openChargingWorld();
		await world.store.writer.commit([
			{ sql: 'UPDATE stations SET name = ? WHERE id = ?', args: ['=HYPERLINK("x")', lagos] },
		]);
		await world.charge();
		expect((await csvOf(world))[0]?.['station']).toBe(`'=HYPERLINK("x")`);
	});
});

describe('a session that goes on', () => {
	test('is shown with its curve, and from a quarter hour without news on as stale', async () => {
		const world = await openChargingWorld();
		await requests.start(world);
		world.pass(5 * minute);
		await requests.update(world, { batteryLevel: 48, energyDelivered: 2 });
		const { live } = await readChargeHome(world.engine, customerId);
		expect(live?.charge).toMatchObject({ energyWh: 2000, level: 48, phase: 'charging', isStale: false });
		expect(live?.curve.map(({ energyWh, level }) => [energyWh, level])).toEqual([
			[0, 45],
			[2000, 48],
		]);
		world.pass(15 * minute);
		const now = await readChargeNow(world.engine, { id: live?.charge.id ?? '', customerId });
		expect(now?.isStale).toBe(true);
		expect(now?.staleAt).toBe(world.now());
	});

	test('holds its connector in the list of stations', async () => {
		const world = await openChargingWorld();
		await requests.start(world);
		const site = (await readChargingSites(world.engine)).find(({ id }) => id === lagos);
		expect(site?.price).toEqual({ amountMinor: 16_500, currency: 'NGN' });
		expect(site?.connectors.map(({ state }) => state)).toEqual(['busy', 'free']);
	});
});

test('a session of another rider is not there', async () => {
	const world = await openChargingWorld();
	const { id } = await world.charge();
	const [own, stranger] = [String(id), 'customer-2'];
	expect(await readChargeDetail(world.engine, { id: own, customerId: stranger })).toBeNull();
	expect(await readChargeNow(world.engine, { id: own, customerId: stranger })).toBeNull();
	expect((await readChargeDetail(world.engine, { id: own, customerId }))?.charge.id).toBe(own);
});

test('what a month came to is told for each currency by itself', async () => {
	const world = await openChargingWorld();
	await world.charge({ stationId: lagos });
	await world.charge({ stationId: nairobi, kWh: 2 });
	const { month } = await readChargeHome(world.engine, customerId);
	expect(month.totals.map(({ currency, spentMinor }) => [currency, spentMinor])).toEqual([
		['KES', 11_000],
		['NGN', 69_300],
	]);
});

describe('sessions that wait for a person', () => {
	/** A session of more energy than its connector can give. */
	async function hold(world: ChargingWorld) {
		const begun = await requests.start(world);
		world.pass(minute);
		await requests.update(world, { batteryLevel: 99, energyDelivered: 40 });
		const ended = await requests.end(world, { sessionId: begun.body.data?.['id'], batteryLevelEnd: 99 });
		expect(ended.body.data).toMatchObject({ underReview: true });
		return String(begun.body.data?.['id']);
	}

	test('are counted by month beside the totals, and listed where the note leads', async () => {
		const world = await openChargingWorld();
		// Lagos is an hour ahead of UTC: this one is of February there.
		world.passTo('2024-01-31T23:05:00.000Z');
		const february = [await hold(world), await hold(world)];
		world.passTo('2024-03-10T12:00:00.000Z');
		await world.charge();
		const march = await hold(world);
		const held = [
			{ month: '2024-02', sessions: 2 },
			{ month: '2024-03', sessions: 1 },
		];
		expect((await listOf(world)).held).toEqual(held);
		expect(await readChargeOverview(world.engine, customerId)).toMatchObject({ sessions: 1, held });
		expect(idsOf(await listOf(world, { month: '2024-02', status: 'held' }))).toEqual(february.reverse());
		expect(idsOf(await listOf(world, { status: 'held' }))).toEqual([march, ...february]);
	});

	test('are counted no more once they were decided, or if they count already', async () => {
		const world = await openChargingWorld();
		const [first, second] = [await hold(world), await hold(world)];
		const actor = { id: 'user-manager', stations: '*', origin: '192.0.2.1' } as const;
		for (const [sessionId, decision] of [
			[first, 'accepted'],
			[second, 'voided'],
		] as const) {
			const [row] = await rowsOf(world.store, `SELECT id FROM charge_holds WHERE session_id = '${sessionId}'`);
			const decided = await decideHold(world.engine, {
				...{ holdId: String(row?.['id']), decision, reason: 'Seen', actor, key: sessionId },
			});
			expect(decided.ok).toBe(true);
		}
		const sold = String((await world.charge())['id']);
		// The meter told of more after the end: what was sold until then counts on.
		const late = insertHold(
			{ sessionId: sold, customerId, station: { id: lagos, name: '' }, held: [], number: 1, proposedWh: 9000 },
			world.now(),
		);
		await world.store.writer.commit([late]);
		const list = await listOf(world);
		expect(list.held).toEqual([]);
		expect(list.rows.find(({ id }) => id === sold)).toMatchObject({ isUnderReview: true, isSold: true });
		expect(idsOf(await listOf(world, { status: 'held' }))).toEqual([]);
	});
});
