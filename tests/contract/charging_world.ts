import type { RequestHandler } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { createAuth } from '#lib/server/auth/create_auth.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { correctCharge } from '#lib/server/engine/charge_corrections.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import * as active from '../../src/routes/api/charging/active/+server.ts';
import * as dashboard from '../../src/routes/api/charging/dashboard/+server.ts';
import * as list from '../../src/routes/api/charging/sessions/+server.ts';
import * as activeSession from '../../src/routes/api/charging/sessions/active/+server.ts';
import * as update from '../../src/routes/api/charging/sessions/active/update/+server.ts';
import * as cancel from '../../src/routes/api/charging/sessions/cancel/+server.ts';
import * as end from '../../src/routes/api/charging/sessions/end/+server.ts';
import * as start from '../../src/routes/api/charging/sessions/start/+server.ts';
import * as stats from '../../src/routes/api/charging/stats/+server.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { makeDatabase, type DatabaseKind } from '../fixtures/test_store.ts';
import { person, type Sent } from './rest_world.ts';

/** A document or another object of an answer. */
export type Json = Readonly<Record<string, unknown>>;

/** An answer of the REST surface of charging. */
export interface ChargeAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: {
		readonly success: boolean;
		readonly data?: Json;
		readonly session?: Json | null;
		readonly sessions?: readonly Json[];
		readonly pagination?: { readonly nextCursor: string | null; readonly hasMore: boolean } & Json;
		readonly stats?: Json;
		readonly activeSession?: Json | null;
		readonly error?: { readonly code: string; readonly message: string; readonly path?: string };
	};
}

/** The handlers of charging over a real database, with the stations of the specs and two riders. */
export interface ChargingWorld extends CoreWorld {
	call(method: string, path: string, sent?: Sent): Promise<ChargeAnswer>;
	/** Moves the clock to an instant, ISO 8601. */
	passTo(iso: string): void;
	/** Charges some energy (kWh) in some minutes, and answers the ended session. */
	charge(charged?: Partial<Charged>): Promise<Json>;
}

interface Charged {
	readonly as: SignedIn;
	readonly stationId: string;
	readonly connectorId: string;
	readonly kWh: number;
	readonly minutes: number;
}

/** The station of seeds/001: NGN 165 a kWh. */
export const lagos = 'evliter-lagos-victoria-island';

/** A station in another currency and zone: KES 55 a kWh. */
export const nairobi = 'nairobi-westlands';

/** A station whose clocks change: EUR 0.49 a kWh. */
export const paris = 'paris-bercy';

/** The rider of the spec, signed in by a cookie. */
export const rider: SignedIn = riderOf('user-123', 'customer-1');

/** Another one. */
export const otherRider: SignedIn = riderOf('user-124', 'customer-2');

/** A rider without shift and stations. */
export function riderOf(id: string, customerId: string | null): SignedIn {
	return person('rider', { id, name: `Rider ${id}`, customerId, stations: [], shift: null });
}

const routes: Readonly<Record<string, unknown>> = {
	'/api/charging/active': active,
	'/api/charging/dashboard': dashboard,
	'/api/charging/stats': stats,
	'/api/charging/sessions': list,
	'/api/charging/sessions/active': activeSession,
	'/api/charging/sessions/active/update': update,
	'/api/charging/sessions/cancel': cancel,
	'/api/charging/sessions/end': end,
	'/api/charging/sessions/start': start,
};

/** When the session of seeds/001 begins. */
export const specStart = '2024-01-15T10:30:00.000Z';

/** Opens the world at the instant of the spec; without a tariff nobody charges at a station that has no price. */
export async function openChargingWorld(
	kind: DatabaseKind = 'libSQL file',
	{ tariff = { currency: 'NGN', priceMinorPerKwh: 20_000 } }: { tariff?: Engine['chargeTariff'] } = {},
): Promise<ChargingWorld> {
	const core = await openCoreWorld(await (await makeDatabase(kind)).open());
	await core.store.writer.commit([
		...placeRows({
			id: lagos,
			name: 'EvLiter Charging Hub - Victoria Island',
			zone: 'Africa/Lagos',
			price: 16_500,
			currency: 'NGN',
		}),
		...placeRows({ id: nairobi, name: 'Westlands', zone: 'Africa/Nairobi', price: 5500, currency: 'KES' }),
		...placeRows({ id: paris, name: 'Paris Bercy', zone: 'Europe/Paris', price: 49, currency: 'EUR' }),
		...[rider, otherRider].flatMap(customerRows),
	]);
	const engine: Engine = { ...core.engine, chargeTariff: tariff };
	const app = { engine, auth: createAuth({ ...engine, secureCookies: true }) } as App;
	const passTo = (iso: string) => core.pass(Date.parse(iso) - core.now());
	passTo(specStart);

	async function call(
		method: string,
		path: string,
		{ as = rider, body, headers = {} }: Sent = {},
	): Promise<ChargeAnswer> {
		const url = new URL(path, 'https://pitlane.example');
		const isRaw = typeof body === 'string' || body instanceof Uint8Array;
		const request = new Request(url, {
			method,
			headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
			...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
		});
		const handlers = routes[url.pathname] as Readonly<Record<string, RequestHandler | undefined>> | undefined;
		const handler = handlers?.[method] ?? handlers?.['fallback'];
		if (!handler) throw new TypeError(`No handler for ${method} ${path}`);
		const event = { request, url, params: {}, locals: { app, person: as, requestId: 'req-1' } };
		const response = await handler(event as unknown as Parameters<RequestHandler>[0]);
		const text = await response.text();
		return {
			status: response.status,
			headers: response.headers,
			body: (text === '' ? null : JSON.parse(text)) as ChargeAnswer['body'],
		};
	}

	async function charge({
		as = rider,
		stationId = lagos,
		connectorId = 'connector-1',
		kWh = 4.2,
		minutes = 15,
	}: Partial<Charged> = {}): Promise<Json> {
		const begun = await call('POST', '/api/charging/sessions/start', {
			as,
			body: { stationId, connectorId, batteryLevelStart: 45 },
		});
		core.pass(minutes * 60_000);
		const told = { batteryLevel: 52, energyDelivered: kWh };
		await call('PUT', '/api/charging/sessions/active/update', { as, body: told });
		const ended = await call('POST', '/api/charging/sessions/end', {
			as,
			body: { sessionId: begun.body.data?.['id'], batteryLevelEnd: 52 },
		});
		if (!ended.body.data) throw new Error(`Nothing was charged: ${JSON.stringify([begun.body, ended.body])}`);
		return ended.body.data;
	}

	return { ...core, engine, call, passTo, charge };
}

function placeRows(place: { id: string; name: string; zone: string; price: number; currency: string }): Statement[] {
	const { id, name, zone, price, currency } = place;
	return [
		{
			sql: 'INSERT INTO stations (id, name, time_zone, currency) VALUES (?, ?, ?, ?)',
			args: [id, name, zone, currency],
		},
		{
			sql: "INSERT INTO charging_sites (station_id, price_minor_per_kwh, address, city, country, latitude, longitude) VALUES (?, ?, '1 Street', 'City', 'NGA', 6.4, 3.4)",
			args: [id, price],
		},
		...['connector-1', 'connector-2'].map((connector, position) => ({
			sql: "INSERT INTO connectors (station_id, id, code, rated_power_w, standard, format, power_type, position) VALUES (?, ?, ?, 50000, 'IEC_62196_T2_COMBO', 'CABLE', 'DC', ?)",
			args: [id, connector, `${id}/${connector}`, position],
		})),
	];
}

function customerRows({ customerId, name, id }: SignedIn): Statement[] {
	return [
		{
			sql: 'INSERT INTO customers (id, name, phone, email, search_text, created_at) VALUES (?, ?, ?, null, ?, 0)',
			args: [customerId, name, `2340000${id.slice(-3)}`, name.toLowerCase()],
		},
	];
}

/** Corrects an ended session as a manager does, Wh. */
export async function correctTo({ engine }: ChargingWorld, sessionId: string, energyWh: number): Promise<void> {
	const actor = { id: 'user-manager', stations: '*', origin: '192.0.2.1' } as const;
	const asked = { actor, sessionId, energyWh, seen: 1, reason: 'Meter was wrong', key: sessionId };
	const corrected = await correctCharge(engine, asked);
	if (!corrected.ok) throw new TypeError(`The correction is refused: ${corrected.code}`);
}

/** The body that begins the session of seeds/001. */
export const startBody = { stationId: lagos, connectorId: 'connector-1', batteryLevelStart: 45 };

/** The requests of a session's life, by the rider of the spec unless told otherwise. */
export const requests = {
	start: (world: ChargingWorld, sent: Sent = {}) =>
		world.call('POST', '/api/charging/sessions/start', { body: startBody, ...sent }),
	update: (world: ChargingWorld, body: unknown, sent: Sent = {}) =>
		world.call('PUT', '/api/charging/sessions/active/update', { body, ...sent }),
	end: (world: ChargingWorld, body: unknown, sent: Sent = {}) =>
		world.call('POST', '/api/charging/sessions/end', { body, ...sent }),
	cancel: (world: ChargingWorld, body: unknown, sent: Sent = {}) =>
		world.call('POST', '/api/charging/sessions/cancel', { body, ...sent }),
};
