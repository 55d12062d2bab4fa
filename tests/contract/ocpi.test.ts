import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import type { App } from '#lib/server/app.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { ocpiErrors } from './ocpi_tables.ts';
import {
	openOcpiWorld,
	partner,
	played,
	sampleStart,
	sessionRows,
	type Json,
	type OcpiWorld,
	type Taken,
} from './ocpi_world.ts';
import { person } from './rest_world.ts';

/** OCPI as partners speak it: who may ask, the envelope, pages, and errors. */

const minute = 60_000;
const cdrs = '/api/ocpi/2.2.1/cdrs';
const sessions = '/api/ocpi/2.2.1/sessions';
const token = `pl_${'a'.repeat(43)}`;

/** A session that ended so many minutes after the start of the tests. */
function endedAt(minutes: number, stationId = sampleStart.station.id) {
	const at = sampleStart.startedAt + minutes * minute;
	const station = { ...sampleStart.station, id: stationId };
	const charge = { ...sampleStart, station, startedAt: at - minute };
	const ended = { reason: 'rider', detail: null, endedAt: at, level: null, rating: null, readings: [] };
	const steps: Taken[] = [
		{ at: at - minute, step: 'start', input: { charge, transaction: null } },
		{ at, step: 'end', input: ended },
	];
	return sessionRows(`chg-${minutes}`, played(steps), stationId).statements;
}

/** A world with a session that ended in each of the first minutes. */
async function worldOf(count: number): Promise<OcpiWorld> {
	const world = await openOcpiWorld();
	await world.store.writer.commit(Array.from({ length: count }, (_, i) => endedAt(i + 1)).flat());
	return world;
}

/** An account of a partner with a token of its own. */
async function withToken(world: OcpiWorld, scopes: readonly string[]): Promise<void> {
	await world.store.writer.commit([
		{
			sql: "INSERT INTO users (id, email, name, role, stations_json, created_at) VALUES ('user-partner', 'partner@example.org', 'Partner', 'service', '*', 0)",
			args: [],
		},
		{
			sql: "INSERT INTO api_tokens (id, user_id, name, token_hash, scopes_json, created_at, expires_at) VALUES ('token-1', 'user-partner', 'OCPI', ?, ?, 0, ?)",
			args: [hashSecret(token), JSON.stringify(scopes), world.now() + minute],
		},
	]);
}

const idsOf = (data: readonly Json[] | undefined) => (data ?? []).map(({ id }) => id);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('who asks', () => {
	test.each([
		['base64 of the token, as 2.2.1 says', `Token ${base64(token)}`],
		['base64 of the token with a line end', `Token ${base64(`${token}\n`)}`],
		['the token itself, as before', `Token ${token}`],
		['the name of the scheme in small letters', `token ${base64(token)}`],
	])('is known by %s', async (_, authorization) => {
		const world = await worldOf(1);
		await withToken(world, ['charging:roam']);
		const answer = await world.call(cdrs, { as: null, headers: { authorization } });
		expect([answer.status, answer.body.status_code, idsOf(answer.body.data)]).toEqual([200, 1000, ['chg-1-1']]);
	});

	test('is known by what the app itself knows them by: a bearer token, or an administrator’s cookie', async () => {
		const world = await worldOf(1);
		expect((await world.call(cdrs)).body.data).toHaveLength(1);
		expect((await world.call(cdrs, { as: person('admin') })).body.data).toHaveLength(1);
	});

	test('is nobody without a token, or with one that is worth nothing: 401', async () => {
		const world = await worldOf(1);
		for (const headers of [{}, { authorization: `Token ${base64('pl_wrong')}` }, { authorization: 'Token \u00ff' }]) {
			const { status, body, headers: told } = await world.call(cdrs, { as: null, headers });
			expect([status, body.status_code, told.get('www-authenticate')]).toEqual([401, 2000, 'Token']);
			expect(body).not.toHaveProperty('data');
		}
	});

	test('may not without the scope, or as anybody else: 403', async () => {
		const world = await worldOf(1);
		await withToken(world, ['sessions:read']);
		const headers = { authorization: `Token ${base64(token)}` };
		expect((await world.call(cdrs, { as: null, headers })).status).toBe(403);
		for (const role of ['rider', 'attendant', 'manager', 'service'] as const)
			expect((await world.call(cdrs, { as: person(role) })).status).toBe(403);
	});

	test('is told of the stations of the account alone', async () => {
		const world = await openOcpiWorld();
		await world.store.writer.commit([...endedAt(1), ...endedAt(2, 'STATION_001')]);
		const as = { ...partner, stations: ['STATION_002'] };
		for (const [list, ids] of [
			[sessions, ['chg-1']],
			[cdrs, ['chg-1-1']],
		] as const) {
			const { body, headers } = await world.call(list, { as });
			expect([idsOf(body.data), headers.get('x-total-count')]).toEqual([ids, '1']);
		}
		expect((await world.call(sessions, { as: { ...partner, stations: [] } })).body.data).toEqual([]);
	});

	test('is in the audit log with what was read', async () => {
		const world = await worldOf(2);
		await world.call(cdrs);
		const [row] = await rowsOf(world.store, "SELECT actor_id, detail_json FROM audit WHERE action = 'session.export'");
		expect(row?.['actor_id']).toBe(partner.id);
		expect(JSON.parse(String(row?.['detail_json']))).toMatchObject({ ocpi: 'cdrs', rows: 2 });
	});
});

describe('an answer', () => {
	test('is an envelope with the time, kept by nobody, and repeats the ids of the message', async () => {
		const world = await worldOf(1);
		const ids = { 'x-request-id': 'b7a1', 'x-correlation-id': 'c0de-1' };
		const { body, headers } = await world.call(sessions, { headers: ids });
		expect(Object.keys(body).sort()).toEqual(['data', 'status_code', 'status_message', 'timestamp']);
		expect(body).toMatchObject({ status_code: 1000, timestamp: new Date(world.now()).toISOString() });
		expect([headers.get('x-request-id'), headers.get('x-correlation-id')]).toEqual(['b7a1', 'c0de-1']);
		expect(headers.get('cache-control')).toBe('private, no-store');
	});

	test('on versions names this one, and its details the lists, at addresses that answer', async () => {
		const world = await worldOf(1);
		const [version = {}] = (await world.call('/api/ocpi/versions')).body.data ?? [];
		expect(ocpiErrors('Version', version)).toEqual([]);
		const { body } = await world.call(String(version['url']));
		const details = body.data as unknown as { version: string; endpoints: readonly Json[] };
		expect(ocpiErrors('VersionDetails', details)).toEqual([]);
		expect(details.endpoints.map(({ identifier, role }) => [identifier, role])).toEqual([
			['sessions', 'SENDER'],
			['cdrs', 'SENDER'],
		]);
		for (const { url } of details.endpoints) expect((await world.call(String(url))).body.data).toHaveLength(1);
	});
});

describe('pages', () => {
	test('go on by links, with the filter, to the last', async () => {
		const world = await worldOf(5);
		const first = await world.call(`${cdrs}?limit=2&date_from=2025-12-09T14:00:00Z`);
		expect(idsOf(first.body.data)).toEqual(['chg-1-1', 'chg-2-1']);
		expect([first.headers.get('x-total-count'), first.headers.get('x-limit')]).toEqual(['5', '2']);
		const [, link = '', rel] = /^<([^>]+)>; rel="(\w+)"$/.exec(first.headers.get('link') ?? '') ?? [];
		const { origin, pathname, searchParams } = new URL(link);
		expect([origin + pathname, rel]).toEqual([`https://pitlane.example${cdrs}`, 'next']);
		expect(Object.fromEntries(searchParams)).toMatchObject({
			date_from: '2025-12-09T14:00:00Z',
			offset: '2',
			limit: '2',
		});
		expect(idsOf((await world.call(link)).body.data)).toEqual(['chg-3-1', 'chg-4-1']);
		const last = await world.call(`${cdrs}?limit=2&offset=4`);
		expect([idsOf(last.body.data), last.headers.get('link')]).toEqual([['chg-5-1'], null]);
		expect(idsOf((await world.call(`${cdrs}?offset=5`)).body.data)).toEqual([]);
	});

	test('have no more than the server gives', async () => {
		const world = await worldOf(1);
		expect((await world.call(`${cdrs}?limit=2000`)).headers.get('x-limit')).toBe('100');
		expect((await world.call(`${sessions}/`)).headers.get('x-limit')).toBe('100');
	});

	test('lose nothing that changes between them: a session that goes on is told again at its end', async () => {
		const world = await worldOf(3);
		const first = await world.call(`${sessions}?limit=1`);
		expect(idsOf(first.body.data)).toEqual(['chg-1']);
		await world.store.writer.commit([
			{ sql: "UPDATE sessions SET updated_at = updated_at + 3600000 WHERE id = 'chg-1'", args: [] },
		]);
		const [, link = ''] = /^<([^>]+)>/.exec(first.headers.get('link') ?? '') ?? [];
		const rest = new URL(link);
		rest.searchParams.set('limit', '10');
		const { body, headers } = await world.call(rest.href);
		expect([idsOf(body.data), headers.get('x-total-count')]).toEqual([['chg-2', 'chg-3', 'chg-1'], '4']);
	});

	test.each([
		['date_from=2025-12-09T14:03:00Z', ['chg-2-1', 'chg-3-1']],
		['date_from=2025-12-09T14:03:00', ['chg-2-1', 'chg-3-1']],
		['date_to=2025-12-09T14:03:00.000Z', ['chg-1-1']],
		['date_from=2025-12-09T14:02:00Z&date_to=2025-12-09T14:04:00Z', ['chg-1-1', 'chg-2-1']],
		['date_from=2025-12-09T14:03:00.001Z&nobody=knows', ['chg-3-1']],
	])('of %s begin with the first instant and end before the last', async (filter, ids) => {
		const { body, headers } = await (await worldOf(3)).call(`${cdrs}?${filter}`);
		expect([idsOf(body.data), headers.get('x-total-count')]).toEqual([ids, String(ids.length)]);
	});
});

describe('errors', () => {
	test.each([
		'limit=0',
		'limit=-1',
		'limit=x',
		'offset=1.5',
		'offset=99999999999999999999',
		'date_from=yesterday',
		'date_from=2025-02-30T00:00:00Z',
		'date_to=2025-12-09T14:00:00%2B03:00',
		'after=x',
		'after=W10',
	])('are told by OCPI’s own code where a parameter is wrong: %s', async (query) => {
		const world = await worldOf(1);
		for (const list of [cdrs, sessions]) {
			const { status, body } = await world.call(`${list}?${query}`);
			expect([status, body.status_code]).toEqual([200, 2001]);
			expect(body.status_message).toContain(query.split('=')[0]);
			expect(body).not.toHaveProperty('data');
		}
	});

	test('are told as the server’s own while the store does not answer', async () => {
		const world = await worldOf(1);
		const db = {
			batch: () => Promise.reject(new FaultError('store', 'The database does not answer')),
			select: world.store.db.select.bind(world.store.db),
		};
		const broken = { ...world.app, engine: { ...world.engine, store: { ...world.store, db } } } as unknown as App;
		Object.assign(world.app, broken);
		const { status, body } = await world.call(cdrs);
		expect([status, body.status_code]).toEqual([200, 3000]);
	});

	test('have the HTTP status of the method or address that there is not', async () => {
		const world = await worldOf(0);
		const post = await world.call(cdrs, { method: 'POST' });
		expect([post.status, post.body.status_code, post.headers.get('allow')]).toEqual([405, 2000, 'GET, HEAD, OPTIONS']);
		expect((await world.call(cdrs, { method: 'OPTIONS' })).status).toBe(204);
		const unknown = await world.call('/api/ocpi/2.1.1/cdrs');
		expect([unknown.status, unknown.body.status_code]).toEqual([404, 2000]);
	});

	test('are never ours, whatever is sent', async () => {
		const world = await worldOf(2);
		const odd = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 60 }),
			fc.constantFrom(
				'9999-12-31T23:59:59Z',
				'0000-01-01T00:00:00Z',
				'999999999999999',
				'WzEsIngiLDFd',
				'[1e400,"",0]',
			),
		);
		const parameters = fc.dictionary(
			fc.constantFrom('limit', 'offset', 'date_from', 'date_to', 'after', '__proto__'),
			odd,
		);
		const headers = fc.record(
			{
				authorization: fc.base64String().map((text) => `Token ${text}`),
				'x-request-id': fc.string({ maxLength: 200 }),
			},
			{ requiredKeys: [] },
		);
		const property = fc.asyncProperty(parameters, headers, async (query, sent) => {
			const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, value.toWellFormed()]));
			const { status } = await world.call(`${sessions}?${params.toString()}`, { headers: sent });
			expect(status).toBeLessThan(500);
		});
		await fc.assert(property, { numRuns: 200 });
	});
});
