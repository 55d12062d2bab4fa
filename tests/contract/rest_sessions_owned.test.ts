import { describe, expect, test } from 'vitest';
import { completeDocument } from '#lib/kinds/swap/spec_documents.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { newDocument, openRestWorld, person, type RestWorld } from './rest_world.ts';

/** What clients may write, and what is the server's: DOMAIN «Session documents». */

const id = 'att-sess-1';
const path = `/api/sessions/${id}`;

async function begun(): Promise<RestWorld> {
	const world = await openRestWorld('libSQL file');
	await world.call('POST', '/api/sessions', { body: newDocument(id) });
	return world;
}

test.each([
	['flow_state.current_step', { flow_state: { current_step: 5 } }],
	['payment_state.payment_confirmed', { payment_state: { payment_confirmed: true } }],
	['payment_state.actual_amount_paid', { payment_state: { actual_amount_paid: 500 } }],
	['service_completion.service_completed_at', { service_completion: { service_completed_at: '2025-12-09T14:00:00Z' } }],
	['completion_data.transaction_id', { completion_data: { transaction_id: 'MPESA' } }],
	['customer_data.name', { customer_data: { name: 'Jane' } }],
	['flow_state.steps_completed', { flow_state: { steps_completed: [1] } }],
	['actor.station', { actor: { station: 'STATION_001' } }],
	['created_at', { created_at: '2020-01-01T00:00:00.000Z' }],
	['metadata.error_count', { metadata: { error_count: 7 } }],
	['device_info.device_id', { device_info: { device_id: 'stolen' } }],
	['session_id', { session_id: 'att-sess-2' }],
	['old_battery.id', { old_battery: { id: 'B1' } }],
	['flow_state', { flow_state: null }],
	['registration_result.customer_id', { registration_result: { customer_id: 1 } }],
	['password', { password: 'secret' }],
])('a patch of %s is refused by its name, and the rest of it too', async (field, claim) => {
	const world = await begun();
	const answer = await world.call('PATCH', path, { body: { ble_state: { error: 'x' }, ...claim } });
	expect(answer).toMatchObject({
		status: 403,
		body: { success: false, error: { code: 'FIELD_SERVER_OWNED', path: field, recovery_action: 'CORRECT_INPUT' } },
	});
	expect((await world.call('GET', path)).body.session).toMatchObject({ version: 1, ble_state: { error: null } });
	expect(await rowsOf(world.store, 'SELECT * FROM session_events')).toHaveLength(1);
});

test('the specification’s own whole document is no client’s to claim', async () => {
	const world = await openRestWorld('libSQL file');
	const claimed = { ...completeDocument, version: 1 };
	expect(await world.call('POST', '/api/sessions', { body: claimed })).toMatchObject({
		status: 403,
		body: { error: { code: 'FIELD_SERVER_OWNED', path: 'flow_state.current_step' } },
	});
	expect(await world.call('POST', '/api/sessions', { body: newDocument(id, { version: 3 }) })).toMatchObject({
		status: 403,
		body: { error: { path: 'version' } },
	});
	const actor = { type: 'manager', id: 'somebody', name: 'Else', station: 'STATION_001' };
	expect(await world.call('POST', '/api/sessions', { body: newDocument(id, { actor }) })).toMatchObject({
		status: 403,
		body: { error: { path: 'actor.type' } },
	});
	expect(await rowsOf(world.store, 'SELECT * FROM sessions')).toEqual([]);
});

test.each([
	['ble_state.connection_progress', { ble_state: { connection_progress: 101 } }],
	['ble_state.connection_progress', { ble_state: { connection_progress: '5' } }],
	['ble_state.detected_devices.0.name', { ble_state: { detected_devices: [{ mac_address: 'x' }] } }],
	['ble_state.more', { ble_state: { more: 1 } }],
	['ble_state', { ble_state: 7 }],
	['ble_state.error', { ble_state: { error: 'a\u0000b' } }],
	['ble_state.error', { ble_state: { error: 'x'.repeat(501) } }],
	['customer_identification.input_mode', { customer_identification: { input_mode: 'guess' } }],
	['device_info.locale', { device_info: { locale: {} } }],
	['version', { version: '1' }],
	['version', { version: 0 }],
])('a draft that is no document’s is refused: %s', async (field, draft) => {
	const world = await begun();
	expect(await world.call('PATCH', path, { body: draft })).toMatchObject({
		status: 400,
		body: { error: { code: 'INPUT_INVALID', path: field } },
	});
	expect((await world.call('GET', path)).body.session.version).toBe(1);
});

test.each([
	['session_id', { session_id: '../x' }],
	['session_id', { session_id: undefined }],
	['session_type', { session_type: 'TEA' }],
	['device_info', { device_info: undefined }],
	['device_info.device_id', { device_info: { device_id: '', app_version: '', platform: '', locale: '' } }],
	['version', { version: 1.5 }],
])('a new document without a good %s is refused', async (field, change) => {
	const world = await openRestWorld('libSQL file');
	const answer = await world.call('POST', '/api/sessions', { body: newDocument(id, change) });
	expect(answer).toMatchObject({ status: 400, body: { error: { code: 'INPUT_INVALID', path: field } } });
});

describe('who may begin, write and delete', () => {
	test('the rules of the page hold: a shift, and a role that runs such sessions', async () => {
		const world = await openRestWorld('libSQL file');
		const post = (as: ReturnType<typeof person>) => world.call('POST', '/api/sessions', { as, body: newDocument(id) });
		expect(await post(person('attendant', { shift: null }))).toMatchObject({
			status: 422,
			body: { error: { code: 'NO_OPEN_SHIFT', recovery_action: 'START_SHIFT' } },
		});
		for (const role of ['rider', 'mechanic', 'admin', 'salesperson'] as const) {
			expect(await post(person(role))).toMatchObject({ status: 403, body: { error: { code: 'NOT_PERMITTED' } } });
		}
		const service = { via: 'token', shift: null, stations: '*' } as const;
		expect(await post(person('service', { ...service, scopes: ['sessions:write'] }))).toMatchObject({ status: 403 });
		const byToken = (scopes: string[]) => person('attendant', { via: 'token', scopes });
		expect(await post(byToken(['sessions:read']))).toMatchObject({ status: 403 });
		expect(await post(byToken(['sessions:write']))).toMatchObject({ status: 200 });
	});

	test('what one may not see looks like what does not exist', async () => {
		const world = await begun();
		const stranger = person('attendant', { id: 'x', shift: { id: 's', stationId: 'STATION_001', startedAt: 0 } });
		const requests = [
			['GET', '', undefined],
			['GET', '/events', undefined],
			['PATCH', '', { ble_state: { error: 'x' } }],
			['DELETE', '', undefined],
		] as const;
		for (const [method, rest, body] of requests) {
			const hidden = await world.call(method, path + rest, { as: stranger, body });
			const missing = await world.call(method, `/api/sessions/att-sess-none${rest}`, { as: stranger, body });
			expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
			expect(hidden).toMatchObject({ status: 404, body: { error: { code: 'SESSION_NOT_FOUND' } } });
		}
	});

	test('who may write but not run a session cannot end it', async () => {
		const world = await begun();
		const service = person('service', { stations: '*', shift: null, via: 'token', scopes: ['sessions:write'] });
		expect(await world.call('DELETE', path, { as: service })).toMatchObject({
			status: 409,
			body: { error: { code: 'SESSION_STILL_ACTIVE', recovery_action: 'CANCEL_SESSION' } },
		});
		expect(await world.call('DELETE', path, { as: person('salesperson') })).toMatchObject({ status: 409 });
		world.pass(24 * 3_600_000);
		expect(await world.call('DELETE', path, { as: service })).toMatchObject({ status: 200 });
	});
});
