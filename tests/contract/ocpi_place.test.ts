import { expect, test } from 'vitest';
import { correctCharge } from '#lib/server/engine/charge_corrections.ts';
import { endCharge } from '#lib/server/operations/charging/end_charge.ts';
import { reportCharge } from '#lib/server/operations/charging/report_charge.ts';
import { startCharge } from '#lib/server/operations/charging/start_charge.ts';
import type { Actor } from '#lib/session/kind.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { ocpiErrors } from './ocpi_tables.ts';
import { openOcpiWorld, type Json, type OcpiWorld } from './ocpi_world.ts';

/** The place of a charge detail record: sealed when charging began, whatever is edited since. */

const rider: Actor = { id: 'user-rider', name: 'Jane Smith', role: 'rider', stationId: null, cashLimitMinor: 0 };
const device = { device_id: 'phone-1', app_version: '1', platform: 'web', locale: 'en' };
const customerId = 'customer-1';
const site = {
	...{ id: 'STATION_002', name: 'Station 2', address: 'Ngong Road 14', city: 'Nairobi', postal_code: '00100' },
	...{ country: 'KEN', coordinates: { latitude: '-1.299900', longitude: '36.782600' } },
	...{ connector_standard: 'IEC_62196_T2', connector_format: 'CABLE', connector_power_type: 'AC_3_PHASE' },
};

async function begin({ engine }: OcpiWorld, stationId: string = site.id): Promise<string> {
	const place = { stationId, connectorId: 'connector-1' };
	const begun = await startCharge(engine, { actor: rider, customerId, ...place, level: 45, device, key: 'start' });
	if (!begun.ok) throw new TypeError(begun.code);
	return begun.value.id;
}

/** Ends the session after a quarter of an hour and 4.2 kWh. */
async function end(world: OcpiWorld, sessionId: string): Promise<void> {
	world.pass(15 * 60_000);
	await reportCharge(world.engine, { actor: rider, customerId, level: 52, energyWh: 4200, key: null });
	const request = { actor: rider, sessionId, allow: () => true, level: 52, rating: null, key: null };
	const ended = await endCharge(world.engine, request);
	if (!ended.ok) throw new TypeError(ended.code);
}

/** A manager puts the station and its connector right. */
function edit({ store }: OcpiWorld) {
	return store.writer.commit([
		{ sql: "UPDATE stations SET name = 'Station Two' WHERE id = ?", args: [site.id] },
		{
			sql: "UPDATE charging_sites SET address = 'Moi Avenue 1', city = 'Kisumu', postal_code = NULL, country = 'UGA', latitude = 0.1, longitude = 34.7 WHERE station_id = ?",
			args: [site.id],
		},
		{
			sql: "UPDATE connectors SET standard = 'CHADEMO', format = 'SOCKET', power_type = 'DC' WHERE station_id = ?",
			args: [site.id],
		},
	]);
}

/** What partners get, as it is sent. */
async function sent(world: OcpiWorld): Promise<string> {
	return JSON.stringify((await world.call('/api/ocpi/2.2.1/cdrs')).body.data);
}

const locationOf = (cdr: Json | undefined) => cdr?.['cdr_location'];

test('a CDR is the same, byte for byte, when its address and connector are edited or removed after it', async () => {
	const world = await openOcpiWorld();
	await end(world, await begin(world));
	const before = await sent(world);
	expect(JSON.parse(before)).toMatchObject([{ cdr_location: site }]);
	await edit(world);
	expect(await sent(world)).toBe(before);
	await world.store.writer.commit([
		{ sql: 'DELETE FROM connectors WHERE station_id = ?', args: [site.id] },
		{ sql: 'DELETE FROM charging_sites WHERE station_id = ?', args: [site.id] },
	]);
	expect(await sent(world)).toBe(before);
});

test('a CDR has the place of the start of charging where it was edited before the end', async () => {
	const world = await openOcpiWorld();
	const sessionId = await begin(world);
	await edit(world);
	await end(world, sessionId);
	expect(await world.crawl('cdrs', 10)).toMatchObject([{ cdr_location: site }]);
});

test('a credit and the CDR after it have the place of what they take back, however long after', async () => {
	const world = await openOcpiWorld();
	const sessionId = await begin(world);
	await end(world, sessionId);
	await edit(world);
	const actor = { id: 'ann', stations: '*', origin: '192.0.2.7' } as const;
	const asked = { actor, sessionId, energyWh: 4000, seen: 1, reason: 'The meter was wrong', key: 'k' };
	expect(await correctCharge(world.engine, asked)).toMatchObject({ ok: true });
	const cdrs = await world.crawl('cdrs', 10);
	expect(cdrs.flatMap((cdr) => ocpiErrors('CDR', cdr))).toEqual([]);
	expect(cdrs.map(({ credit }) => credit)).toEqual([undefined, true, undefined]);
	expect(cdrs.map(locationOf)).toMatchObject([site, site, site]);
	expect(await brokenInvariants(world.store)).toEqual([]);
});

test('an audit finds a record whose place is not that of its session', async () => {
	const world = await openOcpiWorld();
	const sessionId = await begin(world);
	await end(world, sessionId);
	const actor = { id: 'ann', stations: '*', origin: '192.0.2.7' } as const;
	await correctCharge(world.engine, { actor, sessionId, energyWh: 4000, seen: 1, reason: 'r', key: 'k' });
	await world.store.writer.commit([
		{ sql: "UPDATE charge_records SET place_json = 'null' WHERE kind = ?", args: ['credit'] },
	]);
	expect(await brokenInvariants(world.store)).toEqual([`charging: ${sessionId}-2 has another place than it began at`]);
});

test('a session begun where no address was known has no CDR ever, whatever is entered later', async () => {
	const world = await openOcpiWorld();
	await world.store.writer.commit([
		{ sql: 'DELETE FROM connectors WHERE station_id = ?', args: [site.id] },
		{ sql: "UPDATE charging_sites SET address = ' ' WHERE station_id = ?", args: [site.id] },
	]);
	await end(world, await begin(world));
	const [{ place_json: placeJson } = {}] = await rowsOf(world.store, 'SELECT place_json FROM charge_records');
	expect(placeJson).toBe('null');
	await world.store.writer.commit([
		{ sql: "UPDATE charging_sites SET address = 'Moi Avenue 1' WHERE station_id = ?", args: [site.id] },
		{
			sql: "INSERT INTO connectors (station_id, id, code, standard, format, power_type) VALUES (?, 'connector-1', 'x', 'CHADEMO', 'CABLE', 'DC')",
			args: [site.id],
		},
	]);
	expect(await world.crawl('cdrs', 10)).toEqual([]);
});
