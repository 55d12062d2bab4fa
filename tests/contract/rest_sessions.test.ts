import { describe, expect, test } from 'vitest';
import { afterCustomerIdentified, completeDocument } from '#lib/kinds/swap/spec_documents.ts';
import { freshReading, oldReading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { recoverSession } from '#lib/server/engine/recover_session.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { newDocument, openRestWorld, person, type AnswerBody, type RestWorld } from './rest_world.ts';

/** The requests and answers that seeds/000 §3 and §5 print, on the handlers of the app. */

const id = 'att-sess-xyz789-uvw012';

const identify = (world: RestWorld, sessionId = id) =>
	world.ask(
		'identify_customer',
		{ qr_code_data: scanned.code, session_id: sessionId },
		{ correlationId: `i-${sessionId}` },
	);
const takeBack = (world: RestWorld) =>
	world.ask(
		'identify_equipment',
		{ equipment_id: oldReading.batteryId, reading: oldReading, session_id: id },
		{ correlationId: 'back' },
	);

async function toPay(world: RestWorld): Promise<void> {
	await world.call('POST', '/api/sessions', { body: newDocument(id) });
	await identify(world);
	await takeBack(world);
	await world.take(id, 'issue', { input: { reading: freshReading }, key: 'issue' });
	await world.take(id, 'review', { key: 'review' });
}

/** The answers from the first page to the last. */
async function pagesOf(world: RestWorld, path: string): Promise<AnswerBody[]> {
	const pages: AnswerBody[] = [];
	for (let cursor: string | undefined = ''; cursor !== undefined; cursor = pages.at(-1)?.next_cursor)
		pages.push((await world.call('GET', cursor === '' ? path : `${path}&cursor=${cursor}`)).body);
	return pages;
}

describe.each(databases)('on a %s', (kind) => {
	test('POST /api/sessions saves a session, which then is read, listed and told', async () => {
		const world = await openRestWorld(kind);
		const saved = await world.call('POST', '/api/sessions', { body: newDocument(id) });
		expect([saved.status, saved.body]).toEqual([200, { success: true, session_id: id, version: 1 }]);
		expect(saved.headers.get('etag')).toBe('"1"');

		const read = await world.call('GET', `/api/sessions/${id}`);
		expect([read.status, Object.keys(read.body)]).toEqual([200, ['success', 'session']]);
		expect(Object.keys(read.body.session).sort()).toEqual(Object.keys(completeDocument).sort());
		expect(read.body.session).toMatchObject({
			session_id: id,
			version: 1,
			device_info: completeDocument.device_info,
			actor: completeDocument.actor,
			flow_state: { current_step: 1, total_steps: 6, steps_completed: [] },
		});

		const listed = await world.call('GET', '/api/sessions?device_id=device-uuid-67890&status=active');
		expect(listed.body).toEqual({
			success: true,
			sessions: [
				{
					session_id: id,
					session_type: 'ATTENDANT_SWAP',
					current_step: 1,
					customer_name: null,
					updated_at: '2025-12-09T14:00:00.000Z',
				},
			],
		});
		expect((await world.call('GET', `/api/sessions/${id}/events`)).body).toEqual({
			success: true,
			session_id: id,
			events: [{ event_id: 'evt-001', event_type: 'SESSION_CREATED', timestamp: '2025-12-09T14:00:00.000Z', data: {} }],
		});
	});

	test('PATCH /api/sessions/{id} merges drafts: version + 1, and what a step then finds out takes their place', async () => {
		const world = await openRestWorld(kind);
		const draft = { customer_identification: { input_mode: 'manual', manual_subscription_id: 'SUB-88' } };
		await world.call('POST', '/api/sessions', { body: newDocument(id, draft) });
		world.pass(1000);
		const patched = await world.call('PATCH', `/api/sessions/${id}`, {
			body: { customer_identification: { manual_subscription_id: 'SUB-8847-KE' }, ble_state: { is_scanning: true } },
		});
		expect([patched.status, patched.body]).toEqual([200, { success: true, session_id: id, version: 2 }]);
		const { session } = (await world.call('GET', `/api/sessions/${id}`)).body;
		expect(session).toMatchObject({
			version: 2,
			updated_at: '2025-12-09T14:00:01.000Z',
			customer_identification: { input_mode: 'manual', manual_subscription_id: 'SUB-8847-KE', qr_code_raw: null },
			ble_state: { is_scanning: true, is_connecting: false },
		});
		expect(await identify(world)).toMatchObject({ success: true });
		const after = (await world.call('GET', `/api/sessions/${id}`)).body.session;
		expect(after).toMatchObject({
			flow_state: afterCustomerIdentified.flow_state,
			customer_data: afterCustomerIdentified.customer_data,
			customer_identification: { input_mode: 'scan', manual_subscription_id: null, qr_code_raw: scanned.code },
			ble_state: { is_scanning: true },
		});
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('GET …/events tells the steps and what happened, page by page', async () => {
		const world = await openRestWorld(kind, { plans: [spentPlan] });
		await toPay(world);
		const { events } = (await world.call('GET', `/api/sessions/${id}/events`)).body;
		expect(events.map((event) => [event.event_id, event.event_type])).toEqual([
			['evt-001', 'SESSION_CREATED'],
			['evt-002', 'STEP_COMPLETED'],
			['evt-002b', 'CUSTOMER_IDENTIFIED'],
			['evt-003', 'STEP_COMPLETED'],
			['evt-003b', 'OLD_BATTERY_SCANNED'],
			['evt-004', 'STEP_COMPLETED'],
			['evt-004b', 'NEW_BATTERY_SCANNED'],
			['evt-005', 'STEP_COMPLETED'],
			['evt-005b', 'PAYMENT_INITIATED'],
		]);
		expect(events[1]?.data).toEqual({ step: 1, step_name: 'Customer Scan' });
		expect(events[8]?.data).toEqual({ order_id: expect.any(Number), amount: 288 });
		const pages = await pagesOf(world, `/api/sessions/${id}/events?limit=2`);
		expect(pages.length).toBe(3);
		expect(pages.flatMap((page) => page.events)).toEqual(events);
	});

	test('GET /api/sessions pages through what one may see, the newest first, each once', async () => {
		const world = await openRestWorld(kind);
		const ids = Array.from({ length: 7 }, (_, i) => `att-sess-${i}`);
		for (const [i, sessionId] of ids.entries()) {
			if (i % 3 === 0) world.pass(1000);
			await world.call('POST', '/api/sessions', { body: newDocument(sessionId) });
		}
		await world.call('DELETE', '/api/sessions/att-sess-2');
		const pages = await pagesOf(world, '/api/sessions?limit=2');
		const seen = pages.flatMap((page) => page.sessions.map((one) => one.session_id));
		expect([...seen].sort()).toEqual(ids.filter((one) => one !== 'att-sess-2'));
		expect(seen[0]).toBe('att-sess-6');
		const idsOf = async (query: string) =>
			(await world.call('GET', `/api/sessions?${query}`)).body.sessions.map((one) => one.session_id);
		expect(await idsOf('status=archived')).toEqual(['att-sess-2']);
		expect(await idsOf('status=cancelled')).toEqual([]);
		expect(await idsOf('device_id=another')).toEqual([]);
		world.pass(24 * 3_600_000);
		expect(await idsOf('status=active')).toEqual([]);
		expect(await idsOf('status=expired')).toHaveLength(6);
	});

	test('the list is as long as the reach: station, listed stations, own, all, none', async () => {
		const world = await openRestWorld(kind);
		await world.call('POST', '/api/sessions', { body: newDocument(id) });
		await identify(world);
		const count = async (as: ReturnType<typeof person>) =>
			(await world.call('GET', '/api/sessions', { as })).body.sessions.length;
		const elsewhere = { id: 's', stationId: 'STATION_001', startedAt: 0 };
		expect(await count(person('attendant', { id: 'other' }))).toBe(1);
		expect(await count(person('attendant', { shift: elsewhere }))).toBe(0);
		expect(await count(person('attendant', { shift: null }))).toBe(0);
		expect(await count(person('manager', { shift: null }))).toBe(1);
		expect(await count(person('manager', { stations: ['STATION_001'] }))).toBe(0);
		expect(await count(person('admin', { stations: '*', shift: null }))).toBe(1);
		expect(await count(person('rider', { customerId: 'customer-12345', shift: null }))).toBe(1);
		expect(await count(person('rider', { customerId: 'customer-2', shift: null }))).toBe(0);
		expect(await count(person('mechanic'))).toBe(0);
		const token = person('service', { stations: '*', shift: null, via: 'token', scopes: ['sessions:write'] });
		expect(await world.call('GET', '/api/sessions', { as: token })).toMatchObject({
			status: 403,
			body: { error: { code: 'NOT_PERMITTED' } },
		});
	});

	test('DELETE archives; one that runs is cancelled first, and its money is to be refunded', async () => {
		const world = await openRestWorld(kind, { plans: [spentPlan] });
		await toPay(world);
		const payment = {
			service_id: 'service-electricity-monthly',
			payment_amount: 100,
			payment_reference: 'R1',
			payment_method: 'MPESA',
		};
		await world.ask(
			'payment_and_service',
			{ payment_data: payment, session_id: id, attendant_station: 'STATION_002' },
			{ correlationId: 'pay' },
		);
		const deletions = await Promise.all([1, 2, 3].map(() => world.call('DELETE', `/api/sessions/${id}`)));
		for (const deleted of deletions)
			expect([deleted.status, deleted.body]).toEqual([200, { success: true, archived: true }]);
		const refundDue = `SELECT SUM(amount_minor) AS sum FROM money_entries WHERE bucket = 'refund_due'`;
		expect(await rowsOf(world.store, refundDue)).toEqual([{ sum: 10_000 }]);
		const { session } = (await world.call('GET', `/api/sessions/${id}`)).body;
		expect(session.flow_state.step_statuses['5']).toMatchObject({ status: 'cancelled' });
		const { events } = (await world.call('GET', `/api/sessions/${id}/events`)).body;
		expect(events.slice(-2).map((event) => event.event_type)).toEqual(['SESSION_CANCELLED', 'SESSION_ARCHIVED']);
		expect(await world.call('PATCH', `/api/sessions/${id}`, { body: { ble_state: { error: 'x' } } })).toMatchObject({
			status: 409,
			body: { error: { code: 'SESSION_ENDED', recovery_action: 'START_NEW_SESSION' } },
		});
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('a session that is resumed says so in its trail, once, and one that cannot be is refused', async () => {
		const world = await openRestWorld(kind);
		await world.call('POST', '/api/sessions', { body: newDocument(id) });
		await identify(world);
		const { allow } = callerOf(testAttendant);
		const recover = () => recoverSession(world.engine, { sessionId: id, actor: testAttendant, key: 'k', allow });
		for (const recovered of await Promise.all([recover(), recover()]))
			expect(recovered).toMatchObject({ ok: true, value: { version: 3, state: 'take_back' } });
		const { events } = (await world.call('GET', `/api/sessions/${id}/events`)).body;
		expect(events.slice(3)).toEqual([
			{
				event_id: 'evt-003',
				event_type: 'SESSION_RECOVERED',
				timestamp: new Date(world.now()).toISOString(),
				data: { recovered_from_step: 2 },
			},
		]);
		const elsewhere = { ...testAttendant, id: 'x', stationId: 'STATION_001' };
		expect(
			await recoverSession(world.engine, {
				sessionId: id,
				actor: elsewhere,
				key: 'k',
				allow: callerOf(elsewhere).allow,
			}),
		).toMatchObject({ code: 'SESSION_NOT_FOUND' });
		await world.call('DELETE', `/api/sessions/${id}`);
		expect(
			await recoverSession(world.engine, { sessionId: id, actor: testAttendant, key: 'later', allow }),
		).toMatchObject({ code: 'SESSION_ENDED' });
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('an expired session is read, archived and not written to', async () => {
		const world = await openRestWorld(kind);
		await world.call('POST', '/api/sessions', { body: newDocument(id) });
		world.pass(24 * 3_600_000);
		expect(await world.call('PATCH', `/api/sessions/${id}`, { body: { ble_state: { error: 'x' } } })).toMatchObject({
			status: 410,
			body: { error: { code: 'SESSION_EXPIRED' } },
		});
		expect((await world.call('DELETE', `/api/sessions/${id}`)).body).toEqual({ success: true, archived: true });
		expect((await world.call('GET', `/api/sessions/${id}`)).body.session).toMatchObject({ version: 3 });
		expect(await brokenInvariants(world.store)).toEqual([]);
	});
});
