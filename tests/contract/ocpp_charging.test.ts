import { describe, expect, test, vi } from 'vitest';
import { chargerOf, protocols } from './ocpp_accounts.ts';
import { minuteMs, noon, openOcppWorld } from './ocpp_world.ts';

describe.each(protocols)('%s', (protocol) => {
	const isOld = protocol === 'ocpp1.6';
	const chargerId = chargerOf[protocol];

	test('a whole transaction is told as the meter has it', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		expect(await charger.boot()).toEqual({
			status: 'Accepted',
			currentTime: '2026-03-02T12:00:00.000Z',
			interval: 300,
		});
		expect(await charger.heartbeat()).toEqual({ currentTime: '2026-03-02T12:00:00.000Z' });
		expect(await charger.authorize('card-1')).toBe('Accepted');
		expect(await charger.authorize('lost')).toBe('Invalid');
		await charger.begin({ idTag: 'card-1' });
		world.now += 15 * minuteMs;
		await charger.sample();
		world.now += 15 * minuteMs;
		await charger.end();

		const ref = isOld ? { id: 1 } : { text: expect.stringContaining(chargerId) as string };
		const reading = (at: number, registerWh: number, socPercent: number) => ({
			at,
			registerWh,
			powerW: 22_000,
			socPercent,
		});
		expect(world.desk.told.filter(([name]) => name !== 'admits')).toEqual([
			['connected', chargerId, protocol],
			['booted', chargerId, { vendor: 'Pitlane', model: 'Demo 22', serialNumber: chargerId, firmware: '1.0' }],
			['statusTold', chargerId, { evseId: 1, status: 'Available', errorCode: null, at: noon }],
			['booted', chargerId, { vendor: 'Pitlane', model: 'Demo 22', serialNumber: chargerId, firmware: '1.0' }],
			['seen', chargerId],
			['tagStatus', chargerId, 'CARD-1'],
			['tagStatus', chargerId, 'LOST'],
			[
				'transactionBegan',
				chargerId,
				{
					text: isOld ? null : ref.text,
					evseId: 1,
					idTag: 'CARD-1',
					registerWh: 1000,
					at: noon,
					stamp: '2026-03-02T12:00:00.000Z',
					remoteStartId: null,
					readings: isOld ? [] : [reading(noon, 1000, 50)],
				},
			],
			['statusTold', chargerId, { evseId: 1, status: isOld ? 'Charging' : 'Occupied', errorCode: null, at: noon }],
			[
				'readingsTaken',
				chargerId,
				{ transaction: ref, evseId: 1, readings: [reading(noon + 15 * minuteMs, 6500, 59.2)] },
			],
			[
				'transactionEnded',
				chargerId,
				{
					transaction: ref,
					evseId: isOld ? null : 1,
					idTag: isOld ? 'CARD-1' : null,
					registerWh: 12_000,
					at: noon + 30 * minuteMs,
					stamp: '2026-03-02T12:30:00.000Z',
					reason: 'Local',
					readings: isOld ? [] : [reading(noon + 30 * minuteMs, 12_000, 68.3)],
				},
			],
			['statusTold', chargerId, { evseId: 1, status: 'Available', errorCode: null, at: noon + 30 * minuteMs }],
		]);
		expect(world.faults).toEqual([]);
	});

	test('what waited while a charger was offline comes in its order, with the time it happened', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.disconnect();
		await charger.begin({ idTag: 'CARD-1' });
		for (let samples = 0; samples < 50; samples++) {
			world.now += minuteMs;
			await charger.sample();
		}
		await charger.end();
		expect(world.desk.of('transactionBegan')).toEqual([]);
		world.now += 600 * minuteMs;
		await charger.connect();

		const names = world.desk.told.map(([name]) => name).filter((name) => /transaction|readings/.test(name));
		expect(names).toEqual(['transactionBegan', ...Array<string>(50).fill('readingsTaken'), 'transactionEnded']);
		expect(world.desk.of('transactionBegan')).toMatchObject([{ at: noon, registerWh: 1000 }]);
		expect(world.desk.of('transactionEnded')).toMatchObject([
			{ at: noon + 50 * minuteMs, registerWh: charger.vehicle.registerWh, ...(isOld && { transaction: { id: 1 } }) },
		]);
		expect(charger.vehicle.registerWh).toBe(1000 + Math.round((22_000 * 50) / 60));
	});

	test('what the desk could not keep is answered with InternalError, and the charger sends it again', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		world.desk.faults.set('transactionBegan', 1);
		await charger.begin({ idTag: 'CARD-1' });
		expect(charger.waiting).toHaveLength(1);
		expect(world.faults).toMatchObject([{ name: 'FaultError', source: 'store' }]);
		await charger.flush();
		expect(charger.waiting).toEqual([]);
		expect(world.desk.of('transactionBegan')).toMatchObject([{ idTag: 'CARD-1', at: noon }]);
	});

	test('what is told again is told again, and the same transaction has the same number', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: 'CARD-1' });
		await charger.repeat(1);
		world.now += minuteMs;
		await charger.end();
		await charger.repeat(2);
		const [first, ...again] = world.desk.of('transactionBegan');
		expect(again).toEqual([first, first]);
		const ends = world.desk.of('transactionEnded');
		expect(ends).toEqual([ends[0], ends[0]]);
	});

	test('messages out of order reach the desk in the order they came in', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: 'CARD-1' });
		await charger.disconnect();
		world.now += minuteMs;
		await charger.sample();
		world.now += minuteMs;
		await charger.end();
		charger.waiting.reverse();
		await charger.connect();
		const names = world.desk.told.map(([name]) => name).filter((name) => /transaction|readings/.test(name));
		expect(names).toEqual(['transactionBegan', 'transactionEnded', 'readingsTaken']);
		expect(world.desk.of('readingsTaken')).toMatchObject([{ readings: [{ at: noon + minuteMs }] }]);
	});

	test('odd meters are told as they are: begun at nothing, begun anew, ended without a begin', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: 'CARD-1', registerWh: 0 });
		world.now += minuteMs;
		await charger.sample();
		charger.vehicle.resetMeter(0);
		await charger.sample();
		await charger.end();
		await charger.begin({ idTag: 'CARD-1', isUntold: true });
		await charger.end();
		expect(world.desk.of('transactionBegan')).toMatchObject([{ registerWh: 0 }]);
		expect(world.desk.of('readingsTaken')).toMatchObject([
			{ readings: [{ registerWh: 1367 }] },
			{ readings: [{ registerWh: 0 }] },
		]);
		expect(world.desk.of('transactionEnded')).toMatchObject([
			{ registerWh: 0 },
			{ transaction: isOld ? { id: -1 } : { text: expect.any(String) } },
		]);
	});

	test('a tag that is good for nothing ends what it began', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: 'stranger' });
		expect(world.desk.of('transactionBegan')).toMatchObject([{ idTag: 'STRANGER' }]);
		expect(world.desk.of('transactionEnded')).toMatchObject([{ reason: 'DeAuthorized' }]);
		expect(charger.transaction).toBeNull();
	});

	test.each([
		['ahead', 3 * 60 * minuteMs],
		['that was never set', -noon],
	])('a clock %s is not believed', async (_, skewMs) => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		charger.skewMs = skewMs;
		await charger.connect();
		await charger.begin({ idTag: 'CARD-1' });
		world.now += minuteMs;
		await charger.sample();
		await charger.end();
		world.now += minuteMs;
		await charger.repeat(3);
		const stamp = new Date(noon + skewMs).toISOString();
		expect(world.desk.of('transactionBegan')).toMatchObject([
			{ at: noon, stamp },
			{ at: noon + 2 * minuteMs, stamp },
		]);
		expect(world.desk.of('readingsTaken')).toMatchObject([{ readings: [{ at: noon + minuteMs }] }, {}]);
		expect(world.desk.of('transactionEnded')).toMatchObject([{ at: noon + minuteMs }, {}]);
	});

	test('the desk hears that a charger has gone', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		expect(world.gateway.connectedChargers()).toEqual([chargerId]);
		await charger.disconnect();
		await vi.waitFor(() => expect(world.desk.told.at(-1)).toEqual(['disconnected', chargerId]), 30_000);
		expect(world.gateway.connectedChargers()).toEqual([]);
	});
});
