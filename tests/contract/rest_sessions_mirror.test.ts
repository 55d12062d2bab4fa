import { describe, expect, test } from 'vitest';
import { completeDocument } from '#lib/kinds/swap/spec_documents.ts';
import { scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { importer, newDocument, openRestWorld, person, type RestWorld } from './rest_world.ts';

/** Sessions that another backend of the operator runs: an account with the scope sessions:import keeps their documents here. */

const id = completeDocument.session_id;
const path = `/api/sessions/${id}`;

const mirror = (world: RestWorld, document: object = completeDocument) =>
	world.call('POST', '/api/sessions', { as: importer, body: document });
const patch = (world: RestWorld, body: unknown, headers = {}) =>
	world.call('PATCH', path, { as: importer, body, headers });
const typesOf = async (world: RestWorld) =>
	(await world.call('GET', `${path}/events`)).body.events.map((one) => one.event_type);

describe.each(databases)('on a %s', (kind) => {
	test('the specification’s request saves its document, which then is read, listed and told as it is', async () => {
		const world = await openRestWorld(kind);
		const saved = await mirror(world);
		expect([saved.status, saved.body]).toEqual([200, { success: true, session_id: id, version: 3 }]);
		expect((await world.call('GET', path)).body).toEqual({ success: true, session: completeDocument });
		expect((await world.call('GET', '/api/sessions?device_id=device-uuid-67890&status=active')).body).toEqual({
			success: true,
			sessions: [
				{
					session_id: id,
					session_type: 'ATTENDANT_SWAP',
					current_step: 4,
					customer_name: 'Jane Smith',
					updated_at: '2025-12-09T14:12:30.000Z',
				},
			],
		});
		const { events } = (await world.call('GET', `${path}/events`)).body;
		expect(events.slice(0, 2)).toEqual([
			{ event_id: 'evt-001', event_type: 'SESSION_CREATED', timestamp: '2025-12-09T14:00:00.000Z', data: {} },
			{
				event_id: 'evt-002',
				event_type: 'STEP_COMPLETED',
				timestamp: '2025-12-09T14:02:00.000Z',
				data: { step: 1, step_name: 'Customer Scan' },
			},
		]);
		expect(await typesOf(world)).toEqual([
			'SESSION_CREATED',
			'STEP_COMPLETED',
			'STEP_COMPLETED',
			'STEP_COMPLETED',
			'NEW_BATTERY_SCANNED',
		]);
	});

	test('the specification’s patch writes what the other backend’s steps found: version + 1', async () => {
		const world = await openRestWorld(kind);
		await mirror(world);
		const body = { flow_state: { current_step: 5 }, payment_state: { payment_confirmed: true } };
		expect((await patch(world, body)).body).toEqual({ success: true, session_id: id, version: 4 });
		expect(await patch(world, { ...body, version: 3 })).toMatchObject({
			status: 409,
			body: { error: { code: 'SESSION_MOVED_ON', current_version: 4 } },
		});
		expect(await patch(world, body, { 'if-match': '"3"' })).toMatchObject({ status: 409 });
		expect((await world.call('GET', path)).body.session).toMatchObject({
			version: 4,
			updated_at: new Date(world.now()).toISOString(),
			flow_state: { current_step: 5, steps_completed: [1, 2, 3] },
			payment_state: { payment_confirmed: true, payment_receipt: null },
		});
	});

	test('the same id and version again is the same answer, once; a higher one replaces it, a lower one is stale', async () => {
		const world = await openRestWorld(kind);
		const answers = await Promise.all(Array.from({ length: 6 }, () => mirror(world)));
		for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { version: 3 } });
		expect(await typesOf(world)).toHaveLength(5);
		const stale = { status: 409, body: { error: { code: 'SESSION_MOVED_ON', current_version: 3 } } };
		expect(await mirror(world, { ...completeDocument, customer_type: null })).toMatchObject(stale);
		expect(await mirror(world, { ...completeDocument, version: 2 })).toMatchObject(stale);
		expect((await mirror(world, { ...completeDocument, version: 7 })).body).toMatchObject({ version: 7 });
		expect((await mirror(world)).body).toMatchObject({ version: 3 });
		expect((await world.call('GET', path)).body.session.version).toBe(7);
	});

	test('no step is taken in it, no ledger moves, and people cannot write it', async () => {
		const world = await openRestWorld(kind);
		await mirror(world);
		const mirrored = { status: 409, body: { error: { code: 'SESSION_MIRRORED' } } };
		expect(await world.take(id, 'review', { key: 'r' })).toMatchObject({ code: 'SESSION_MIRRORED' });
		const data = { qr_code_data: scanned.code, session_id: id };
		expect(await world.ask('identify_customer', data, { correlationId: 'c' })).toMatchObject({
			success: false,
			metadata: { reason: 'SESSION_MIRRORED' },
		});
		expect(await world.call('PATCH', path, { body: { ble_state: { error: 'x' } } })).toMatchObject(mirrored);
		expect(await world.call('POST', '/api/sessions', { body: newDocument(id) })).toMatchObject({
			status: 409,
			body: { error: { code: 'SESSION_ID_TAKEN' } },
		});
		const elsewhere = person('attendant', { shift: { id: 's', stationId: 'STATION_001', startedAt: 0 } });
		for (const method of ['GET', 'DELETE'])
			expect(await world.call(method, path, { as: elsewhere })).toMatchObject({ status: 404 });
		for (const table of ['sessions', 'session_events', 'payments', 'outbox', 'audit'])
			expect(await rowsOf(world.store, `SELECT * FROM ${table}`)).toEqual([]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('it is archived by who imported it, and an id that runs here is not imported', async () => {
		const world = await openRestWorld(kind);
		await mirror(world);
		for (const _ of [1, 2])
			expect((await world.call('DELETE', path, { as: importer })).body).toEqual({ success: true, archived: true });
		expect((await world.call('GET', '/api/sessions')).body.sessions).toEqual([]);
		expect((await typesOf(world)).at(-1)).toBe('SESSION_ARCHIVED');
		await world.call('POST', '/api/sessions', { body: newDocument('att-sess-here') });
		expect(await mirror(world, { ...completeDocument, session_id: 'att-sess-here' })).toMatchObject({ status: 409 });
	});
});

test('a mirrored document has every field, and nothing else', async () => {
	const world = await openRestWorld('libSQL file');
	const { ble_state: _, ...without } = completeDocument;
	await mirror(world, without);
	const { session } = (await world.call('GET', path)).body;
	expect(Object.keys(session).sort()).toEqual(Object.keys(completeDocument).sort());
	const refused = async (change: object) => (await mirror(world, { ...completeDocument, ...change })).body.error;
	const other = { session_id: 'att-sess-2' };
	expect(await refused({ ...other, more: 1 })).toMatchObject({ code: 'INPUT_INVALID', path: 'more' });
	expect(await refused({ ...other, created_at: 'yesterday' })).toMatchObject({ path: 'created_at' });
	const secret = { completion_data: { ...completeDocument.completion_data, receipt_data: { api_key: 'k' } } };
	expect(await refused({ ...other, ...secret })).toMatchObject({ path: 'completion_data.receipt_data' });
	expect(await patch(world, { session_type: 'OTHER' })).toMatchObject({ status: 403 });
	expect(await patch(world, { actor: null })).toMatchObject({ status: 400 });
});

test('an account imports into its own stations alone', async () => {
	const world = await openRestWorld('libSQL file');
	const local = { ...importer, stations: ['STATION_001'] };
	expect(await world.call('POST', '/api/sessions', { as: local, body: completeDocument })).toMatchObject({
		status: 403,
		body: { error: { code: 'NOT_PERMITTED' } },
	});
	await mirror(world);
	expect(await world.call('GET', path, { as: local })).toMatchObject({ status: 404 });
	expect(await world.call('PATCH', path, { as: local, body: {} })).toMatchObject({ status: 404 });
	expect(await world.call('GET', path, { as: person('manager', { shift: null }) })).toMatchObject({ status: 200 });
});
