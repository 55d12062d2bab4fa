import { describe, expect, test } from 'vitest';
import { databases } from '../fixtures/test_store.ts';
import {
	lagos,
	openChargingWorld,
	otherRider,
	rider,
	riderOf,
	specStart,
	type ChargingWorld,
} from './charging_world.ts';
import { person } from './rest_world.ts';

/** The REST surface of charging with the numbers of seeds/001, through the whole life of a session, and each of its documented errors. */

const minute = 60_000;
const startBody = { stationId: lagos, connectorId: 'connector-1', batteryLevelStart: 45 };

const start = (world: ChargingWorld, sent: Parameters<ChargingWorld['call']>[2] = {}) =>
	world.call('POST', '/api/charging/sessions/start', { body: startBody, ...sent });
const update = (world: ChargingWorld, body: unknown, sent: Parameters<ChargingWorld['call']>[2] = {}) =>
	world.call('PUT', '/api/charging/sessions/active/update', { body, ...sent });
const end = (world: ChargingWorld, body: unknown, sent: Parameters<ChargingWorld['call']>[2] = {}) =>
	world.call('POST', '/api/charging/sessions/end', { body, ...sent });
const cancel = (world: ChargingWorld, body: unknown, sent: Parameters<ChargingWorld['call']>[2] = {}) =>
	world.call('POST', '/api/charging/sessions/cancel', { body, ...sent });

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
		['start', 'POST', { ...startBody, batteryLevelStart: undefined }, 'batteryLevelStart'],
		['start', 'POST', { ...startBody, batteryLevelStart: 101 }, 'batteryLevelStart'],
		['start', 'POST', { ...startBody, batteryLevelStart: -1 }, 'batteryLevelStart'],
		['start', 'POST', { ...startBody, batteryLevelStart: '45' }, 'batteryLevelStart'],
		['start', 'POST', { ...startBody, batteryLevelStart: null }, 'batteryLevelStart'],
		['start', 'POST', { ...startBody, stationId: '' }, 'stationId'],
		['start', 'POST', { stationId: lagos, batteryLevelStart: 1 }, 'connectorId'],
		['active/update', 'PUT', { energyDelivered: 4 }, 'batteryLevel'],
		['active/update', 'PUT', { batteryLevel: 100.1 }, 'batteryLevel'],
		['active/update', 'PUT', { batteryLevel: 50, energyDelivered: -1 }, 'energyDelivered'],
		['active/update', 'PUT', { batteryLevel: 50, energyDelivered: 1e9 }, 'energyDelivered'],
		['end', 'POST', { batteryLevelEnd: 80 }, 'sessionId'],
		['end', 'POST', { sessionId: 'x', batteryLevelEnd: 180 }, 'batteryLevelEnd'],
		['end', 'POST', { sessionId: 'x', batteryLevelEnd: 80, stationRating: 6 }, 'stationRating'],
		['end', 'POST', { sessionId: 'x', batteryLevelEnd: 80, stationRating: 4.5 }, 'stationRating'],
		['end', 'POST', { sessionId: '../x', batteryLevelEnd: 80 }, 'sessionId'],
		['cancel', 'POST', {}, 'sessionId'],
		['cancel', 'POST', { sessionId: 'x', reason: '\u0000' }, 'reason'],
	])('%s by %s with %j: 400 naming %4$s', async (path, method, body, field) => {
		const world = await openChargingWorld();
		const answer = await world.call(method, `/api/charging/sessions/${path}`, { body });
		expect([answer.status, answer.body.success, answer.body.error]).toMatchObject([
			400,
			false,
			{ code: 'INPUT_INVALID', path: field, message: expect.stringContaining(field) },
		]);
	});

	test('what is no request of the surface: media type, size, depth, method, key', async () => {
		const world = await openChargingWorld();
		const refused = async (sent: Parameters<ChargingWorld['call']>[2], method = 'POST') => {
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

describe('where one charges', () => {
	test('an unknown station has a generic name and the default tariff', async () => {
		const world = await openChargingWorld();
		const begun = await start(world, { body: { ...startBody, stationId: 'nowhere-1' } });
		expect(begun.body.data).toMatchObject({
			stationId: 'nowhere-1',
			stationName: 'Charging station',
			currency: 'NGN',
			pricePerKWh: 200,
		});
	});

	test('without any tariff nobody charges', async () => {
		const world = await openChargingWorld('libSQL file', { tariff: null });
		const refused = await start(world, { body: { ...startBody, stationId: 'nowhere-1' } });
		expect([refused.status, refused.body.error?.code]).toEqual([400, 'TARIFF_MISSING']);
		expect((await world.call('GET', '/api/charging/active')).body.session).toBeNull();
		expect((await start(world)).status).toBe(200);
	});

	test('a station that we know has the connectors that it has', async () => {
		const world = await openChargingWorld();
		const refused = await start(world, { body: { ...startBody, connectorId: 'connector-9' } });
		expect([refused.status, refused.body.error?.code]).toEqual([400, 'CONNECTOR_UNKNOWN']);
	});

	test('the price is that of the start, whatever it becomes and whatever a client says', async () => {
		const world = await openChargingWorld();
		await start(world, { body: { ...startBody, pricePerKWh: 1, totalCost: 0 } });
		await world.store.writer.commit([{ sql: 'UPDATE charging_sites SET price_minor_per_kwh = 99900', args: [] }]);
		world.pass(15 * minute);
		const updated = await update(world, { batteryLevel: 52, energyDelivered: 4.2, pricePerKWh: 1 });
		expect(updated.body.data).toMatchObject({ totalCost: 693, pricePerKWh: 165 });
	});

	test('the capacity is that of the rider’s vehicle where it is known', async () => {
		const world = await openChargingWorld();
		const sql = 'INSERT INTO rider_settings (customer_id, vehicle_wh) VALUES (?, ?)';
		await world.store.writer.commit([{ sql, args: ['customer-1', 4000] }]);
		const id = (await start(world)).body.data?.['id'];
		world.pass(75 * minute);
		expect((await end(world, { sessionId: id, batteryLevelEnd: 80 })).body.data).toMatchObject({
			energyDelivered: 1.4,
		});
	});
});

describe('cancelling', () => {
	test('before energy flowed: in the history, not in the statistics, and the rider and the connector are free', async () => {
		const world = await openChargingWorld();
		const id = (await start(world)).body.data?.['id'];
		world.pass(minute);
		const cancelled = await cancel(world, { sessionId: id, reason: 'Started by mistake' });
		expect([cancelled.status, cancelled.body.data]).toMatchObject([
			200,
			{ id, status: 'cancelled', cancelReason: 'Started by mistake', underReview: false, totalCost: 0 },
		]);
		expect((await world.call('GET', '/api/charging/sessions')).body.sessions).toMatchObject([
			{ id, status: 'cancelled' },
		]);
		expect((await world.call('GET', '/api/charging/stats')).body.stats).toMatchObject({ totalSessions: 0 });
		expect((await start(world, { as: otherRider })).status).toBe(200);
		expect((await start(world, { body: { ...startBody, connectorId: 'connector-2' } })).status).toBe(200);
	});

	test('after energy flowed: held until a manager has decided', async () => {
		const world = await openChargingWorld();
		const id = (await start(world)).body.data?.['id'];
		world.pass(15 * minute);
		await update(world, { batteryLevel: 52, energyDelivered: 4.2 });
		expect((await cancel(world, { sessionId: id })).body.data).toMatchObject({
			status: 'cancelled',
			underReview: true,
			flags: [{ code: 'CANCELLED_WITH_ENERGY' }],
		});
	});
});

describe('once and nobody else', () => {
	test('a request that is repeated has one effect and equal answers; its key with another body is refused', async () => {
		const world = await openChargingWorld();
		const headers = { 'idempotency-key': 'k-1' };
		const begun = await start(world, { headers });
		expect((await start(world, { headers })).body).toEqual(begun.body);
		const other = await start(world, { headers, body: { ...startBody, batteryLevelStart: 46 } });
		expect([other.status, other.body.error?.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);

		world.pass(15 * minute);
		const told = { batteryLevel: 52, energyDelivered: 4.2 };
		const updated = await update(world, told, { headers });
		world.pass(minute);
		expect((await update(world, told, { headers })).body).toEqual(updated.body);

		const ending = { sessionId: begun.body.data?.['id'], batteryLevelEnd: 52 };
		const ended = await end(world, ending, { headers });
		world.pass(minute);
		expect((await end(world, ending, { headers })).body).toEqual(ended.body);
		expect((await world.call('GET', '/api/charging/stats')).body.stats).toMatchObject({
			totalSessions: 1,
			totalSpent: 693,
		});
	});

	test('two riders at one connector: one charges, the other is told', async () => {
		const world = await openChargingWorld();
		const answers = await Promise.all([start(world), start(world, { as: otherRider })]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(answers.find(({ status }) => status === 409)?.body.error?.code).toBe('CONNECTOR_BUSY');
	});

	test('one rider who starts twice at once has one session', async () => {
		const world = await openChargingWorld();
		const second = { body: { ...startBody, connectorId: 'connector-2' } };
		const answers = await Promise.all([start(world), start(world, second), start(world)]);
		// Whichever key the slower ones ran into.
		expect(answers.map(({ body }) => body.error?.code ?? 'begun').sort()).toEqual([
			expect.stringMatching(/^(CHARGE_ALREADY_ACTIVE|CONNECTOR_BUSY)$/),
			expect.stringMatching(/^(CHARGE_ALREADY_ACTIVE|CONNECTOR_BUSY)$/),
			'begun',
		]);
		expect((await world.call('GET', '/api/charging/sessions')).body.sessions).toHaveLength(1);
	});

	test('another rider’s session looks like one that does not exist', async () => {
		const world = await openChargingWorld();
		const sessionId = (await start(world)).body.data?.['id'];
		const seen = await end(world, { sessionId, batteryLevelEnd: 80 }, { as: otherRider });
		const missing = await end(world, { sessionId: 'chg-none', batteryLevelEnd: 80 }, { as: otherRider });
		expect([seen.status, seen.body]).toEqual([missing.status, missing.body]);
		expect((await cancel(world, { sessionId }, { as: otherRider })).body).toEqual(missing.body);
		expect((await world.call('GET', '/api/charging/active', { as: otherRider })).body.session).toBeNull();
		expect((await world.call('GET', '/api/charging/sessions', { as: otherRider })).body.sessions).toEqual([]);
		expect((await world.call('GET', '/api/charging/active')).body.session).toMatchObject({ id: sessionId });
	});

	test('a manager in a shift at the station ends a rider’s session, one elsewhere does not see it', async () => {
		const world = await openChargingWorld();
		const sessionId = (await start(world)).body.data?.['id'];
		const at = (stationId: string) => person('manager', { shift: { id: 'shift-9', stationId, startedAt: 0 } });
		world.pass(75 * minute);
		const ending = { sessionId, batteryLevelEnd: 80 };
		expect((await end(world, ending, { as: at('STATION_001') })).body.error?.code).toBe('CHARGE_NOT_FOUND');
		expect((await end(world, ending, { as: at(lagos) })).body.data).toMatchObject({
			totalCost: 3465,
			endReason: 'manager',
		});
	});

	test('who is no rider has no charging of their own; an account without a customer has none yet', async () => {
		const world = await openChargingWorld();
		const attendant = person('attendant');
		for (const [method, path] of [
			['GET', '/api/charging/sessions'],
			['GET', '/api/charging/active'],
			['GET', '/api/charging/stats'],
			['GET', '/api/charging/dashboard'],
		] as const) {
			expect((await world.call(method, path, { as: null })).status).toBe(401);
			expect((await world.call(method, path, { as: attendant })).status).toBe(403);
			expect((await world.call(method, path, { as: riderOf('user-9', null) })).status).toBe(200);
		}
		expect((await start(world, { as: attendant })).status).toBe(403);
		expect((await start(world, { as: null })).status).toBe(401);
		expect((await start(world, { as: riderOf('user-9', null) })).body.error?.code).toBe('NOT_PERMITTED');
		expect((await update(world, { batteryLevel: 1 }, { as: riderOf('user-9', null) })).body.error?.code).toBe(
			'CHARGE_NOT_FOUND',
		);
	});

	test('a token does what its scopes say and no more', async () => {
		const world = await openChargingWorld();
		const reads = { ...rider, via: 'token', scopes: ['charging:read'] } as const;
		const writes = { ...rider, via: 'token', scopes: ['charging:write'] } as const;
		expect((await start(world, { as: reads })).status).toBe(403);
		expect((await start(world, { as: writes })).status).toBe(200);
		expect((await world.call('GET', '/api/charging/active', { as: reads })).body.session).not.toBeNull();
		expect((await world.call('GET', '/api/charging/active', { as: writes })).status).toBe(403);
	});

	test('who comes too fast is told when to come back', async () => {
		const world = await openChargingWorld();
		const answers = await Promise.all(Array.from({ length: 70 }, () => world.call('GET', '/api/charging/active')));
		const limited = answers.filter(({ status }) => status === 429);
		expect(limited.length).toBeGreaterThan(0);
		expect(limited[0]?.headers.get('retry-after')).toBe('1');
	});
});
