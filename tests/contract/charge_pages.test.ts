import { describe, expect, test } from 'vitest';
import { exportCharges } from '#lib/server/reports/charge_csv.ts';
import {
	readChargeDetail,
	readChargeHome,
	readChargeList,
	readChargeNow,
	type ChargeListFilter,
} from '#lib/server/reports/charge_pages.ts';
import { readChargingSites } from '#lib/server/reports/charge_places.ts';
import { parseCsv } from '../fixtures/parse_csv.ts';
import { lagos, nairobi, openChargingWorld, paris, requests, type ChargingWorld } from './charging_world.ts';

/** What a rider's pages read of charging. */

const customerId = 'customer-1';
const everything: ChargeListFilter = { month: null, stationId: null, status: null };
const minute = 60_000;

async function listOf({ engine }: ChargingWorld, filter: Partial<ChargeListFilter> = {}) {
	const request = { customerId, filter: { ...everything, ...filter }, keys: {}, limit: 20 };
	return readChargeList(engine, request);
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
