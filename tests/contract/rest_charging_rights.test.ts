import { describe, expect, test } from 'vitest';
import { openChargingWorld, lagos, otherRider, requests, rider, riderOf, startBody } from './charging_world.ts';
import { person } from './rest_world.ts';

/** Who may charge where and at what price, what is cancelled, what is repeated, and what one does not see of others. */

const minute = 60_000;
const { start, update, end, cancel } = requests;

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
