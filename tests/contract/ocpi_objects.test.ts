import { describe, expect, test } from 'vitest';
import { recordRows, type ChargeRecord } from '#lib/server/store/charge_rows.ts';
import { ocpiErrors } from './ocpi_tables.ts';
import {
	openOcpiWorld,
	played,
	sampleStart,
	sessionRows,
	type Json,
	type OcpiWorld,
	type Taken,
} from './ocpi_world.ts';

/** Sessions and charge detail records as partners get them, held against the tables of the standard. */

const minute = 60_000;
const t0 = sampleStart.startedAt;

const start: Taken = { at: t0, step: 'start', input: { charge: sampleStart, transaction: null } };
const end = (at: number, level: number | null): Taken => ({
	at,
	step: 'end',
	input: { reason: 'rider', detail: null, endedAt: at, level, rating: null, readings: [] },
});
const report = (at: number, level: number, energyWh: number): Taken => ({
	at,
	step: 'report',
	input: { level, energyWh },
});

/** The session of seeds/001: 45 → 80 % in 75 minutes, 21 kWh by then. */
const spec = played([
	start,
	report(t0 + 15 * minute, 52, 4200),
	report(t0 + 70 * minute, 79, 20_000),
	end(t0 + 75 * minute, 80),
]);

async function kept(...sessions: ReturnType<typeof sessionRows>[]): Promise<OcpiWorld> {
	const world = await openOcpiWorld();
	await world.store.writer.commit(sessions.flatMap(({ statements }) => statements));
	return world;
}

const energy = (volume: number) => ({ type: 'ENERGY', volume });
const time = (volume: number) => ({ type: 'TIME', volume });
const byId = (objects: readonly Json[]) => Object.fromEntries(objects.map((object) => [String(object['id']), object]));

/** A record that a person wrote after the original. */
function laterRecord(seq: number, change: Partial<ChargeRecord>): ChargeRecord {
	const { station, connector, tariff, timeZone: _zone, ...charge } = sampleStart;
	return {
		key: `chg-a-${seq}`,
		sessionId: 'chg-a',
		seq,
		kind: 'credit',
		customerId: charge.rider.customerId,
		station: { id: station.id, name: station.name },
		connectorId: connector.id,
		energyWh: -20_000,
		costMinor: -330_000,
		currency: tariff.currency,
		priceMinorPerKwh: tariff.priceMinorPerKwh,
		startedAt: t0,
		endedAt: t0 + 75 * minute,
		month: '2025-12',
		creditedId: null,
		reason: 'The meter was wrong',
		...change,
	};
}

const written = { actorId: 'user-manager', at: t0 + 200 * minute, counts: true };

describe('a finished session', () => {
	test('is a Session with cost and periods, and a CDR with place, tariff and the same figures', async () => {
		const world = await kept(sessionRows('chg-a', spec));
		const [session = {}] = await world.crawl('sessions', 10);
		const [cdr = {}] = await world.crawl('cdrs', 10);
		expect([ocpiErrors('Session', session), ocpiErrors('CDR', cdr)]).toEqual([[], []]);
		expect(session).toMatchObject({
			country_code: 'KE',
			party_id: 'PIT',
			id: 'chg-a',
			start_date_time: '2025-12-09T14:01:00.000Z',
			end_date_time: '2025-12-09T15:16:00.000Z',
			kwh: 20,
			cdr_token: { uid: 'customer-1', type: 'APP_USER', contract_id: 'customer-1' },
			auth_method: 'COMMAND',
			location_id: 'STATION_002',
			connector_id: 'connector-1',
			currency: 'KES',
			total_cost: { excl_vat: 3300 },
			status: 'COMPLETED',
			last_updated: '2025-12-09T15:16:00.000Z',
		});
		expect(cdr).toMatchObject({
			id: 'chg-a-1',
			session_id: 'chg-a',
			cdr_location: {
				...{ id: 'STATION_002', name: 'Station 2', address: 'Ngong Road 14', city: 'Nairobi', postal_code: '00100' },
				...{ country: 'KEN', coordinates: { latitude: '-1.299900', longitude: '36.782600' } },
				evse_uid: session['evse_uid'],
				evse_id: `KE*PIT*E${String(session['evse_uid'])}`,
				...{ connector_standard: 'IEC_62196_T2', connector_format: 'CABLE', connector_power_type: 'AC_3_PHASE' },
			},
			tariffs: [{ currency: 'KES', elements: [{ price_components: [{ type: 'ENERGY', price: 165, step_size: 1 }] }] }],
			total_cost: { excl_vat: 3300 },
			total_energy: 20,
			total_time: 1.25,
		});
		expect(cdr).not.toHaveProperty('credit');
		expect(cdr['charging_periods']).toEqual(session['charging_periods']);
		expect(cdr['charging_periods']).toMatchObject([
			{
				start_date_time: '2025-12-09T14:01:00.000Z',
				dimensions: [energy(4.2), time(0.25), { type: 'MAX_POWER', volume: 16.8 }],
			},
			{ start_date_time: '2025-12-09T14:16:00.000Z', dimensions: [energy(15.8), time(0.9167), { type: 'MAX_POWER' }] },
			{ start_date_time: '2025-12-09T15:11:00.000Z', dimensions: [energy(0), time(0.0833)] },
		]);
	});

	test('that was begun with a card names the card', async () => {
		const charge = { ...sampleStart, authMethod: 'WHITELIST', idTag: '04A2B3C4D5E680' } as const;
		const events = played([{ ...start, input: { charge, transaction: null } }, end(t0 + minute, 46)]);
		const [cdr = {}] = await (await kept(sessionRows('chg-a', events))).crawl('cdrs', 10);
		expect(cdr).toMatchObject({
			auth_method: 'WHITELIST',
			cdr_token: { uid: '04A2B3C4D5E680', type: 'RFID', contract_id: 'customer-1' },
		});
	});

	test('that was free has a flat tariff of nothing', async () => {
		const charge = { ...sampleStart, tariff: { ...sampleStart.tariff, priceMinorPerKwh: 0 } };
		const events = played([
			{ ...start, input: { charge, transaction: null } },
			report(t0 + 15 * minute, 52, 4200),
			end(t0 + 20 * minute, 53),
		]);
		const [cdr = {}] = await (await kept(sessionRows('chg-a', events))).crawl('cdrs', 10);
		expect(ocpiErrors('CDR', cdr)).toEqual([]);
		expect(cdr).toMatchObject({
			tariffs: [{ elements: [{ price_components: [{ type: 'FLAT', price: 0 }] }] }],
			total_cost: { excl_vat: 0 },
		});
	});

	test('that is held has no cost and no CDR until a person has decided', async () => {
		const world = await kept(
			sessionRows('chg-a', played([start, report(t0 + minute, 50, 90_000), end(t0 + 5 * minute, 51)])),
		);
		expect(await world.crawl('cdrs', 10)).toEqual([]);
		const [session = {}] = await world.crawl('sessions', 10);
		expect(ocpiErrors('Session', session)).toEqual([]);
		expect(session).toMatchObject({ status: 'COMPLETED', kwh: 90 });
		expect(session).not.toHaveProperty('total_cost');
	});
});

describe('corrections', () => {
	test('are a credit with all of what it takes back, its cost negative, and a new CDR', async () => {
		const world = await kept(sessionRows('chg-a', spec));
		await world.store.writer.commit([
			...recordRows(laterRecord(2, { creditedId: 'chg-a-1' }), written),
			...recordRows(laterRecord(3, { kind: 'correction', energyWh: 18_500, costMinor: 305_250 }), written),
		]);
		const [original = {}, credit = {}, correction = {}] = await world.crawl('cdrs', 10);
		for (const cdr of [original, credit, correction]) expect(ocpiErrors('CDR', cdr)).toEqual([]);
		expect(credit).toEqual({
			...original,
			...{ id: 'chg-a-2', credit: true, credit_reference_id: 'chg-a-1', remark: 'The meter was wrong' },
			total_cost: { excl_vat: -3300 },
			last_updated: '2025-12-09T17:21:00.000Z',
		});
		expect(correction).toMatchObject({ id: 'chg-a-3', total_energy: 18.5, total_cost: { excl_vat: 3052.5 } });
		expect(correction).not.toHaveProperty('credit');
		// The meter told another energy: the decided one belongs to no part of the session.
		expect(correction['charging_periods']).toMatchObject([{ dimensions: [energy(18.5), time(1.25)] }]);
	});
});

describe('a session that is not over', () => {
	test('is PENDING while its charger is asked, ACTIVE once it charges, INVALID when it never began', async () => {
		const asked: Taken = { at: t0, step: 'ask_start', input: { charge: sampleStart } };
		const ofRider = (customerId: string, connectorId: string) => ({
			...sampleStart,
			rider: { ...sampleStart.rider, customerId },
			connector: { ...sampleStart.connector, id: connectorId },
		});
		const world = await kept(
			sessionRows('chg-a', played([asked])),
			sessionRows(
				'chg-b',
				played([
					{ ...start, input: { charge: ofRider('customer-2', 'connector-2'), transaction: null } },
					report(t0 + 10 * minute, 50, 3000),
				]),
			),
			sessionRows('chg-c', played([asked, { at: t0 + minute, step: 'fail_start', input: { reason: 'Rejected' } }])),
		);
		const sessions = await world.crawl('sessions', 10);
		for (const session of sessions) expect(ocpiErrors('Session', session)).toEqual([]);
		expect(byId(sessions)).toMatchObject({
			'chg-a': { status: 'PENDING', kwh: 0 },
			'chg-b': { status: 'ACTIVE', kwh: 3, total_cost: { excl_vat: 495 } },
			'chg-c': { status: 'INVALID', end_date_time: '2025-12-09T14:02:00.000Z' },
		});
		expect(byId(sessions)['chg-a']).not.toHaveProperty('total_cost');
	});
});

test('what is sold where no address is known is no CDR, and none is made up; its session is told', async () => {
	const elsewhere = { ...sampleStart, station: { ...sampleStart.station, id: 'STATION_001' } };
	const events = played([
		{ ...start, input: { charge: elsewhere, transaction: null } },
		report(t0 + 15 * minute, 52, 4200),
		end(t0 + 20 * minute, 53),
	]);
	const world = await kept(sessionRows('chg-a', spec), sessionRows('chg-b', events, 'STATION_001'));
	expect((await world.crawl('cdrs', 1)).map(({ id }) => id)).toEqual(['chg-a-1']);
	expect(Object.keys(byId(await world.crawl('sessions', 1)))).toEqual(['chg-b', 'chg-a']);
});

test('ids and texts that the standard has no room for keep to it', async () => {
	const id = 'charging-station-with-a-very-long-name-of-its-own';
	const world = await openOcpiWorld();
	const charge = { ...sampleStart, station: { ...sampleStart.station, id, name: 'Nairobi — Ngong Road' } };
	const events = played([{ ...start, input: { charge, transaction: null } }, end(t0 + minute, 46)]);
	await world.store.writer.commit([
		{
			sql: 'INSERT INTO stations (id, name, time_zone, currency) VALUES (?, ?, ?, ?)',
			args: [id, id, 'Africa/Nairobi', 'KES'],
		},
		{
			sql: "INSERT INTO charging_sites SELECT ?, 1, ?, 'Nairobi', null, 'KEN', 90, -180 FROM (SELECT 1)",
			args: [id, `${'Long '.repeat(20)}\nRoad`],
		},
		{
			sql: "INSERT INTO connectors (station_id, id, code, standard, format, power_type) VALUES (?, 'connector-1', 'x', 'CHADEMO', 'CABLE', 'DC')",
			args: [id],
		},
		...sessionRows('chg-a', events, id).statements,
	]);
	const [cdr = {}] = await world.crawl('cdrs', 1);
	const [session = {}] = await world.crawl('sessions', 1);
	expect([ocpiErrors('CDR', cdr), ocpiErrors('Session', session)]).toEqual([[], []]);
	expect(cdr).toMatchObject({ cdr_location: { id: session['location_id'], name: 'Nairobi — Ngong Road' } });
});
