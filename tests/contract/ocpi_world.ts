import type { RequestHandler } from '@sveltejs/kit';
import type { ChargeStart } from '#lib/charging/charge.ts';
import type { ChargeData } from '#lib/charging/data.ts';
import { charge } from '#lib/kinds/charge/kind.ts';
import type { ChargeEvent } from '#lib/kinds/charge/events.ts';
import type { ChargeState } from '#lib/kinds/charge/machine.ts';
import type { App } from '#lib/server/app.ts';
import { createAuth } from '#lib/server/auth/create_auth.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { readEnv } from '#lib/server/env.ts';
import { chargeRows } from '#lib/server/store/charge_rows.ts';
import { insertEvent, insertSession } from '#lib/server/store/session_rows.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { foldEvents, startSession } from '#lib/session/fold.ts';
import { given, testStart, type Scene } from '#lib/session/given.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { ChargeMove } from '#lib/ledger/moves.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import * as anywhere from '../../src/routes/api/ocpi/[...path]/+server.ts';
import * as details from '../../src/routes/api/ocpi/2.2.1/+server.ts';
import * as cdrs from '../../src/routes/api/ocpi/2.2.1/cdrs/+server.ts';
import * as sessions from '../../src/routes/api/ocpi/2.2.1/sessions/+server.ts';
import * as versions from '../../src/routes/api/ocpi/versions/+server.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { makeDatabase } from '../fixtures/test_store.ts';
import { person } from './rest_world.ts';

/** An answer of OCPI. */
export interface OcpiAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: OcpiBody;
}

/** The envelope. */
export interface OcpiBody {
	readonly data?: readonly Json[];
	readonly status_code: number;
	readonly status_message?: string;
	readonly timestamp: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** The handlers of OCPI over a real database. */
export interface OcpiWorld extends CoreWorld {
	readonly app: App;
	call(path: string, sent?: Sent): Promise<OcpiAnswer>;
	/** The objects of a list, page after page by the links; each page has `limit` of them at most. */
	crawl(list: 'sessions' | 'cdrs', limit: number): Promise<Json[]>;
}

/** A request beside its address. */
export interface Sent {
	/** Who is signed in already; the partner's token account unless told otherwise. */
	readonly as?: SignedIn | null;
	readonly headers?: Readonly<Record<string, string>>;
	readonly method?: string;
}

/** A partner's account with a token to roam at all stations. */
export const partner: SignedIn = person('service', {
	stations: '*',
	shift: null,
	via: 'token',
	scopes: ['charging:roam'],
});

const routes: Readonly<Record<string, unknown>> = {
	'/api/ocpi/versions': versions,
	'/api/ocpi/2.2.1': details,
	'/api/ocpi/2.2.1/sessions': sessions,
	'/api/ocpi/2.2.1/cdrs': cdrs,
};

/** Opens a database with a station of charging, and puts the handlers on it. */
export async function openOcpiWorld(): Promise<OcpiWorld> {
	const core = await openCoreWorld(await (await makeDatabase('libSQL file')).open());
	await core.store.writer.commit(siteRows('STATION_002'));
	const env = readEnv({ PITLANE_ORIGIN: 'https://pitlane.example' });
	const app = { env, engine: core.engine, auth: createAuth({ ...core.engine, secureCookies: true }) } as App;

	async function call(path: string, { as = partner, headers = {}, method = 'GET' }: Sent = {}): Promise<OcpiAnswer> {
		const url = new URL(path, env.origin);
		const handlers = (routes[url.pathname.replace(/\/$/, '')] ?? anywhere) as Readonly<Record<string, RequestHandler>>;
		const handler = handlers[method] ?? handlers['fallback'];
		if (!handler) throw new TypeError(`No handler for ${method} ${path}`);
		const request = new Request(url, { method, headers });
		const event = { request, url, locals: { app, person: as }, getClientAddress: () => '192.0.2.7' };
		const response = await handler(event as unknown as Parameters<RequestHandler>[0]);
		const text = await response.text();
		const body = (text === '' ? {} : JSON.parse(text)) as OcpiBody;
		return { status: response.status, headers: response.headers, body };
	}

	return {
		...core,
		app,
		call,
		async crawl(list, limit) {
			const found: Json[] = [];
			let next: string | undefined = `/api/ocpi/2.2.1/${list}?limit=${limit}`;
			while (next !== undefined) {
				const { body, headers } = await call(next);
				found.push(...(body.data ?? []));
				next = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
			}
			return found;
		},
	};
}

/** A station as a site of charging, with the connector of the tests. */
function siteRows(stationId: string): Statement[] {
	return [
		{
			sql: 'INSERT INTO charging_sites (station_id, price_minor_per_kwh, address, city, postal_code, country, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
			args: [stationId, 16_500, 'Ngong Road 14', 'Nairobi', '00100', 'KEN', -1.2999, 36.7826],
		},
		{
			sql: 'INSERT INTO connectors (station_id, id, code, standard, format, power_type) VALUES (?, ?, ?, ?, ?, ?)',
			args: [stationId, 'connector-1', `${stationId}-1`, 'IEC_62196_T2', 'CABLE', 'AC_3_PHASE'],
		},
	];
}

/** What charging of the tests begins with, a minute after `testStart`. */
export const sampleStart: ChargeStart = {
	rider: { customerId: 'customer-1', userId: 'user-rider', name: 'Jane Smith' },
	station: { id: 'STATION_002', name: 'Station 2', timeZone: 'Africa/Nairobi' },
	connector: { id: 'connector-1', ratedPowerW: 22_000, chargerId: null },
	tariff: { currency: 'KES', priceMinorPerKwh: 16_500, origin: 'station' },
	capacityWh: 60_000,
	levelStart: 45,
	startedAt: testStart + 60_000,
	timeZone: 'Africa/Nairobi',
	authMethod: 'COMMAND',
	idTag: null,
};

/** A step of charging at an instant, UTC milliseconds. */
export interface Taken {
	readonly at: number;
	readonly step: keyof typeof charge.steps;
	readonly input: unknown;
}

/** The events of a session that took those steps. Throws TypeError if one is refused. */
export function played(steps: readonly Taken[]): readonly ChargeEvent[] {
	const scene: Scene<ChargeEvent, LedgerWorld> = { facts: { plan: null, batteries: {} } };
	return steps.reduce<readonly ChargeEvent[]>((events, { at, step, input }) => {
		const taken = charge.steps[step];
		if (!taken) throw new TypeError(`Charging has no step ${step}`);
		return given(charge, { ...scene, events, now: at }).taken(taken, input).events;
	}, []);
}

/** A session with its events, and what it leaves in the ledger, as the engine writes them. */
export function sessionRows(
	id: string,
	events: readonly ChargeEvent[],
	stationId: string = sampleStart.station.id,
): { statements: Statement[]; moves: ChargeMove[] } {
	const actor = { type: 'rider', id: 'user-rider', name: 'Jane Smith', station: stationId };
	const device = { device_id: 'phone-1', app_version: '1', platform: 'web', locale: 'en' };
	const [first] = events;
	const created = { type: 'session_created', at: first?.at ?? testStart, actorId: actor.id, device, actor };
	const session: SessionRecord<ChargeState, ChargeData> = foldEvents(
		charge,
		startSession(charge, { id, at: created.at, device, actor }),
		events,
	);
	const written = { actorId: actor.id, at: session.updatedAt };
	const settled = session.status === 'active' ? [] : (charge.settle?.(session) ?? []);
	const moves = settled.filter((move) => move.ledger === 'charge');
	const statements = [
		insertSession(session, charge.summary(session.data)),
		insertEvent(id, 1, created),
		...events.map((event, i) => insertEvent(id, i + 2, { ...event, actorId: actor.id })),
		...moves.flatMap((move) => chargeRows(move, written)),
	];
	return { statements, moves };
}
