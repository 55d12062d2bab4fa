import { describe, expect, test } from 'vitest';
import { databases } from '../fixtures/test_store.ts';
import { lagos, openChargingWorld, requests, specStart, startBody } from './charging_world.ts';
import type { Sent } from './rest_world.ts';

/** The REST surface of charging with the numbers of seeds/001, through the whole life of a session, and each of its documented errors. */

const minute = 60_000;
const { start, update, end, cancel } = requests;

describe.each(databases)('%s: the session of the spec', (database) => {
	test('from start to end, without energy from the vehicle: 21 kWh, 3465, 16.8 kW', async () => {
		const world = await openChargingWorld(database);
		const begun = await start(world);
		expect([begun.status, begun.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
		expect(begun.body).toMatchObject({
			success: true,
			data: {
				id: expect.stringMatching(/^chg-/),
				userId: 'user-123',
				stationId: lagos,
				stationName: 'EvLiter Charging Hub - Victoria Island',
				connectorId: 'connector-1',
				startTime: specStart,
				duration: 0,
				energyDelivered: 0,
				totalCost: 0,
				averagePower: 0,
				batteryLevel: 45,
				batteryLevelStart: 45,
				status: 'active',
				currency: 'NGN',
				pricePerKWh: 165,
			},
		});
		const { id } = begun.body.data ?? {};
		for (const path of ['/api/charging/active', '/api/charging/sessions/active'])
			expect((await world.call('GET', path)).body).toEqual({ success: true, session: begun.body.data });

		world.pass(75 * minute);
		const ended = await end(world, { sessionId: id, batteryLevelEnd: 80, stationRating: 5 });
		expect(ended.status).toBe(200);
		expect(ended.body.data).toMatchObject({
			id,
			endTime: '2024-01-15T11:45:00.000Z',
			duration: 75,
			energyDelivered: 21,
			totalCost: 3465,
			averagePower: 16.8,
			batteryLevel: 80,
			status: 'completed',
			stationRating: 5,
			energySource: 'estimate',
			underReview: false,
			corrected: false,
			flags: [],
		});
		expect((await world.call('GET', '/api/charging/active')).body).toEqual({ success: true, session: null });
		expect((await world.call('GET', '/api/charging/sessions')).body.sessions).toEqual([ended.body.data]);
		expect((await world.call('GET', '/api/charging/stats')).body.stats).toEqual({
			totalSessions: 1,
			totalEnergyUsed: 21,
			totalSpent: 3465,
			currency: 'NGN',
			averageSessionDuration: 75,
			favoriteStation: lagos,
			monthlyUsage: [{ month: '2024-01', sessions: 1, energyUsed: 21, totalSpent: 3465, currency: 'NGN' }],
			totalsByCurrency: [{ sessions: 1, energyUsed: 21, totalSpent: 3465, currency: 'NGN' }],
		});
	});

	test('an update of 4.2 kWh after 15 min: 693, 16.8 kW', async () => {
		const world = await openChargingWorld(database);
		await start(world);
		world.pass(15 * minute);
		const updated = await update(world, { batteryLevel: 52, energyDelivered: 4.2 });
		expect(updated.status).toBe(200);
		expect(updated.body.data).toMatchObject({
			batteryLevel: 52,
			energyDelivered: 4.2,
			duration: 15,
			averagePower: 16.8,
			totalCost: 693,
			status: 'active',
			batteryLevelStart: 45,
		});
		expect((await world.call('GET', '/api/charging/dashboard')).body).toMatchObject({
			success: true,
			sessions: [updated.body.data],
			stats: { totalSessions: 0, totalSpent: 0, currency: null, favoriteStation: null, monthlyUsage: [] },
			activeSession: updated.body.data,
		});
	});
});

describe('updates', () => {
	test('the level alone leaves the energy as it was', async () => {
		const world = await openChargingWorld();
		await start(world);
		world.pass(15 * minute);
		await update(world, { batteryLevel: 52, energyDelivered: 4.2 });
		world.pass(minute);
		expect((await update(world, { batteryLevel: 53 })).body.data).toMatchObject({
			batteryLevel: 53,
			energyDelivered: 4.2,
		});
	});

	test('at the instant of the start every figure is finite', async () => {
		const world = await openChargingWorld();
		await start(world);
		const { data } = (await update(world, { batteryLevel: 45, energyDelivered: 0 })).body;
		expect(data).toMatchObject({ duration: 0, averagePower: 0, totalCost: 0, energyDelivered: 0 });
	});

	test('less energy than before is kept out and flagged; the session is held, with the reason, and counts nowhere', async () => {
		const world = await openChargingWorld();
		const id = (await start(world)).body.data?.['id'];
		world.pass(15 * minute);
		await update(world, { batteryLevel: 52, energyDelivered: 4.2 });
		world.pass(minute);
		expect((await update(world, { batteryLevel: 53, energyDelivered: 1 })).body.data).toMatchObject({
			energyDelivered: 4.2,
			flags: [{ code: 'ENERGY_FELL', value: 1000, limit: 4200 }],
		});
		const ended = await end(world, { sessionId: id, batteryLevelEnd: 53 });
		expect(ended.body.data).toMatchObject({ status: 'completed', underReview: true, energyDelivered: 4.2 });
		expect((await world.call('GET', '/api/charging/sessions')).body.sessions).toMatchObject([
			{ id, underReview: true },
		]);
		expect((await world.call('GET', '/api/charging/stats')).body.stats).toMatchObject({
			totalSessions: 0,
			totalSpent: 0,
		});
	});

	test('a session of which nothing was heard for 15 minutes is stale', async () => {
		const world = await openChargingWorld();
		await start(world);
		world.pass(15 * minute - 1);
		expect((await world.call('GET', '/api/charging/active')).body.session).toMatchObject({ stale: false });
		world.pass(1);
		expect((await world.call('GET', '/api/charging/active')).body.session).toMatchObject({ stale: true });
		await update(world, { batteryLevel: 50 });
		expect((await world.call('GET', '/api/charging/active')).body.session).toMatchObject({ stale: false });
	});
});

describe('refused as documented', () => {
	test('a second session', async () => {
		const world = await openChargingWorld();
		await start(world);
		const again = await start(world, { body: { ...startBody, connectorId: 'connector-2' } });
		expect([again.status, again.body]).toMatchObject([
			400,
			{
				success: false,
				error: { code: 'CHARGE_ALREADY_ACTIVE', message: 'User already has an active charging session' },
			},
		]);
	});

	test('an update, an end and a cancellation without a session', async () => {
		const world = await openChargingWorld();
		const answers = [
			await update(world, { batteryLevel: 52 }),
			await end(world, { sessionId: 'chg-none', batteryLevelEnd: 52 }),
			await cancel(world, { sessionId: 'chg-none' }),
		];
		for (const { status, body } of answers)
			expect([status, body.error]).toMatchObject([
				400,
				{ code: 'CHARGE_NOT_FOUND', message: 'Active charging session not found' },
			]);
	});

	test('an end or a cancellation of what has ended', async () => {
		const world = await openChargingWorld();
		const { id: sessionId } = await world.charge();
		for (const answer of [await end(world, { sessionId, batteryLevelEnd: 52 }), await cancel(world, { sessionId })])
			expect([answer.status, answer.body.error]).toMatchObject([400, { code: 'CHARGE_ENDED' }]);
	});

	test.each([
		{ path: 'start', body: { ...startBody, batteryLevelStart: undefined }, field: 'batteryLevelStart' },
		{ path: 'start', body: { ...startBody, batteryLevelStart: 101 }, field: 'batteryLevelStart' },
		{ path: 'start', body: { ...startBody, batteryLevelStart: -1 }, field: 'batteryLevelStart' },
		{ path: 'start', body: { ...startBody, batteryLevelStart: '45' }, field: 'batteryLevelStart' },
		{ path: 'start', body: { ...startBody, batteryLevelStart: null }, field: 'batteryLevelStart' },
		{ path: 'start', body: { ...startBody, stationId: '' }, field: 'stationId' },
		{ path: 'start', body: { stationId: lagos, batteryLevelStart: 1 }, field: 'connectorId' },
		{ path: 'active/update', body: { energyDelivered: 4 }, field: 'batteryLevel' },
		{ path: 'active/update', body: { batteryLevel: 100.1 }, field: 'batteryLevel' },
		{ path: 'active/update', body: { batteryLevel: 50, energyDelivered: -1 }, field: 'energyDelivered' },
		{ path: 'active/update', body: { batteryLevel: 50, energyDelivered: 1e9 }, field: 'energyDelivered' },
		{ path: 'end', body: { batteryLevelEnd: 80 }, field: 'sessionId' },
		{ path: 'end', body: { sessionId: 'x', batteryLevelEnd: 180 }, field: 'batteryLevelEnd' },
		{ path: 'end', body: { sessionId: 'x', batteryLevelEnd: 80, stationRating: 6 }, field: 'stationRating' },
		{ path: 'end', body: { sessionId: 'x', batteryLevelEnd: 80, stationRating: 4.5 }, field: 'stationRating' },
		{ path: 'end', body: { sessionId: '../x', batteryLevelEnd: 80 }, field: 'sessionId' },
		{ path: 'cancel', body: {}, field: 'sessionId' },
		{ path: 'cancel', body: { sessionId: 'x', reason: '\u0000' }, field: 'reason' },
	])('$path with $body: 400 naming $field', async ({ path, body, field }) => {
		const world = await openChargingWorld();
		const method = path === 'active/update' ? 'PUT' : 'POST';
		const answer = await world.call(method, `/api/charging/sessions/${path}`, { body });
		expect([answer.status, answer.body.success, answer.body.error]).toMatchObject([
			400,
			false,
			{ code: 'INPUT_INVALID', path: field, message: expect.stringContaining(field) },
		]);
	});

	test('what is no request of the surface: media type, size, depth, method, key', async () => {
		const world = await openChargingWorld();
		const refused = async (sent: Sent, method = 'POST') => {
			const { status, body } = await world.call(method, '/api/charging/sessions/start', sent);
			return [status, body.error?.code];
		};
		expect(await refused({ body: '{' })).toEqual([400, 'REQUEST_NOT_JSON']);
		expect(await refused({ body: '[]' })).toEqual([400, 'INPUT_INVALID']);
		expect(await refused({ body: 'x', headers: { 'content-type': 'text/plain' } })).toEqual([
			415,
			'CONTENT_TYPE_UNSUPPORTED',
		]);
		expect(await refused({ body: `{"x":"${'x'.repeat(70_000)}"}` })).toEqual([413, 'REQUEST_TOO_LARGE']);
		expect(await refused({ body: `{"x":${'['.repeat(40)}${']'.repeat(40)}}` })).toEqual([400, 'REQUEST_TOO_DEEP']);
		expect(await refused({ body: startBody, headers: { 'idempotency-key': 'a b' } })).toEqual([400, 'INPUT_INVALID']);
		expect(await refused({}, 'GET')).toEqual([405, 'METHOD_NOT_ALLOWED']);
		const options = await world.call('OPTIONS', '/api/charging/sessions/active/update');
		expect([options.status, options.headers.get('allow')]).toEqual([204, 'PUT, OPTIONS']);
	});
});
