import { describe, expect, test } from 'vitest';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { newDocument, openRestWorld, person, type Answer, type RestWorld } from './rest_world.ts';

/** Versions, `If-Match` and repeats: an accepted write raises the version by one, a stale one changes nothing. */

const id = 'att-sess-1';
const path = `/api/sessions/${id}`;
const scanning = { ble_state: { is_scanning: true } };

const begin = (world: RestWorld, more = {}) => world.call('POST', '/api/sessions', { body: newDocument(id, more) });
const patch = (world: RestWorld, body: unknown, headers: Record<string, string> = {}) =>
	world.call('PATCH', path, { body, headers });
const eventCount = async (world: RestWorld) => (await rowsOf(world.store, 'SELECT * FROM session_events')).length;

function expectStale(answer: Answer, current: number): void {
	expect(answer).toMatchObject({
		status: 409,
		body: {
			success: false,
			error: {
				code: 'SESSION_MOVED_ON',
				recoverable: true,
				recovery_action: 'RELOAD_SESSION',
				current_version: current,
			},
		},
	});
	expect(answer.headers.get('etag')).toBe(`"${current}"`);
}

describe.each(databases)('on a %s', (kind) => {
	test('a stale version in the body or in If-Match is refused with the current one, and changes nothing', async () => {
		const world = await openRestWorld(kind);
		await begin(world);
		expect((await patch(world, { ...scanning, version: 1 })).body).toMatchObject({ version: 2 });
		expectStale(await patch(world, { ble_state: { error: 'x' }, version: 1 }), 2);
		expectStale(await patch(world, { ble_state: { error: 'x' } }, { 'if-match': '"1"' }), 2);
		expectStale(await patch(world, { ble_state: { error: 'x' }, version: 2 }, { 'if-match': '"3"' }), 2);
		expectStale(await world.call('DELETE', path, { headers: { 'if-match': '"1"' } }), 2);
		expectStale(await begin(world, { ble_state: { error: 'x' } }), 2);
		expect(await eventCount(world)).toBe(2);
		const fresh = await patch(world, { ble_state: { error: 'x' }, version: 2 }, { 'if-match': 'W/"2"' });
		expect([fresh.status, fresh.body.version, fresh.headers.get('etag')]).toEqual([200, 3, '"3"']);
		expect((await patch(world, scanning, { 'if-match': '*' })).body).toMatchObject({ version: 3 });
	});

	test('what changes nothing raises no version', async () => {
		const world = await openRestWorld(kind);
		await begin(world);
		expect((await patch(world, {})).body).toMatchObject({ version: 1 });
		expect((await patch(world, { ble_state: { is_scanning: false } })).body).toMatchObject({ version: 1 });
		expect((await patch(world, { flow_state: { current_step: 1 } })).body).toMatchObject({ version: 1 });
		expect((await begin(world)).body).toMatchObject({ version: 1 });
		expect(await eventCount(world)).toBe(1);
	});

	test('the same id and version again is the same answer, once, however late', async () => {
		const world = await openRestWorld(kind);
		const first = await Promise.all(Array.from({ length: 8 }, () => begin(world, scanning)));
		for (const answer of first) expect(answer).toMatchObject({ status: 200, body: { version: 1 } });
		const second = () => begin(world, { ble_state: { is_scanning: true, error: 'x' } });
		const saved = await Promise.all(Array.from({ length: 8 }, second));
		for (const answer of saved) expect(answer).toMatchObject({ status: 200, body: { version: 2 } });
		await patch(world, { ble_state: { error: 'y' } });
		expect(await eventCount(world)).toBe(3);
		expect((await begin(world, scanning)).body).toEqual({ success: true, session_id: id, version: 1 });
		expect((await second()).body).toEqual({ success: true, session_id: id, version: 2 });
		expectStale(await begin(world, { ble_state: { error: 'z' } }), 3);
		expect(await eventCount(world)).toBe(3);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('a whole document replaces the drafts: those it leaves out are reset', async () => {
		const world = await openRestWorld(kind);
		await begin(world, { ble_state: { is_scanning: true, error: 'x' } });
		await begin(world, { ble_state: { error: 'x' } });
		const { session } = (await world.call('GET', path)).body;
		expect(session).toMatchObject({ version: 2, ble_state: { is_scanning: false, error: 'x' } });
		const whole = { ...session, ble_state: { ...session.ble_state, error: null } };
		expect((await world.call('POST', '/api/sessions', { body: whole })).body).toMatchObject({ version: 3 });
		expect((await world.call('GET', path)).body.session).toMatchObject({ version: 3, ble_state: { error: null } });
	});

	test('an Idempotency-Key is one effect and equal answers; with another body it is refused', async () => {
		const world = await openRestWorld(kind);
		await begin(world);
		const key = { 'idempotency-key': 'retry-1' };
		const answers = await Promise.all(Array.from({ length: 8 }, () => patch(world, scanning, key)));
		for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { version: 2 } });
		await patch(world, { ble_state: { is_scanning: false } });
		expect((await patch(world, scanning, key)).body).toEqual({ success: true, session_id: id, version: 2 });
		expect((await world.call('GET', path)).body.session.ble_state.is_scanning).toBe(false);
		expect(await patch(world, { ble_state: { error: 'x' } }, key)).toMatchObject({
			status: 409,
			body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
		});
		const other = person('attendant', { id: 'other' });
		expect(await world.call('PATCH', path, { as: other, body: scanning, headers: key })).toMatchObject({
			body: { version: 4 },
		});
		expect(await eventCount(world)).toBe(4);
	});

	test('of two who saw the same version one wins; who names none follows', async () => {
		const world = await openRestWorld(kind);
		await begin(world);
		const both = await Promise.all(['a', 'b'].map((error) => patch(world, { ble_state: { error }, version: 1 })));
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		const many = await Promise.all(
			Array.from({ length: 10 }, (_, i) => patch(world, { ble_state: { connection_progress: i + 1 } })),
		);
		const versions = many.map(({ body }) => body.version).sort((a, b) => a - b);
		expect(versions).toEqual(Array.from({ length: 10 }, (_, i) => i + 3));
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('of two who choose the same id one begins; the other learns that it is taken', async () => {
		const world = await openRestWorld(kind);
		const elsewhere = person('attendant', { id: 'b', shift: { id: 's', stationId: 'STATION_001', startedAt: 0 } });
		const both = await Promise.all([
			begin(world),
			world.call('POST', '/api/sessions', { as: elsewhere, body: newDocument(id) }),
		]);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(both.find(({ status }) => status === 409)?.body.error).toMatchObject({ code: 'SESSION_ID_TAKEN' });
		expect(await eventCount(world)).toBe(1);
	});
});
