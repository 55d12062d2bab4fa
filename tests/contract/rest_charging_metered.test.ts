import { describe, expect, test, vi } from 'vitest';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { toActor } from '#lib/server/auth/signed_in.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { endCharge } from '#lib/server/operations/charging/end_charge.ts';
import type { ChargerCommand, ChargerDesk } from '#lib/server/ports_charging.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { lagos, nairobi, openChargingWorld, requests, rider, type ChargingWorld } from './charging_world.ts';

/** Charging over REST at a connector that a charger meters: the charger begins and ends the session, and its meter counts. */

const minute = 60_000;
const chargerId = 'CP-LAGOS-1';
const startBody = { stationId: lagos, connectorId: 'metered-1', batteryLevelStart: 45 };
const { start, update, end, cancel } = requests;

interface MeteredWorld extends ChargingWorld {
	readonly desk: ChargerDesk;
	/** What the charger is asked next. */
	asked(): Promise<ChargerCommand>;
	/** Begins the transaction that the rider asked for; the meter stands at 100 kWh. */
	plugIn(): Promise<{ id: number }>;
	read(transaction: { id: number }, registerWh: number): Promise<void>;
}

async function openMeteredWorld({ isConnected = true } = {}): Promise<MeteredWorld> {
	const world = await openChargingWorld();
	await world.store.writer.commit([
		{ sql: 'INSERT INTO chargers (id, station_id) VALUES (?, ?)', args: [chargerId, lagos] },
		{
			sql: "INSERT INTO connectors (station_id, id, code, charger_id, evse_id, rated_power_w, standard, format, power_type, position) VALUES (?, 'metered-1', 'metered-1', ?, 1, 50000, 'IEC_62196_T2_COMBO', 'CABLE', 'DC', 9)",
			args: [lagos, chargerId],
		},
	]);
	const desk = createChargerDesk(world.engine, hashSecret);
	if (isConnected) await desk.connected(chargerId, 'ocpp1.6');
	const asked = () =>
		vi.waitFor(
			async () => {
				const [command] = await desk.claimCommands([chargerId]);
				if (!command) throw new Error('The charger is asked for nothing');
				return command;
			},
			{ timeout: 8000, interval: 50 },
		);
	return {
		...world,
		desk,
		asked,
		async plugIn() {
			const command = await asked();
			if (command.action !== 'start') throw new Error(`The charger was asked to ${command.action}`);
			await desk.commandAnswered(command.id, true);
			const { transactionId } = await desk.transactionBegan(chargerId, {
				...{ text: null, evseId: command.evseId, idTag: command.idTag, remoteStartId: null },
				...{ registerWh: 100_000, at: world.now(), readings: [] },
			});
			return { id: transactionId };
		},
		async read(transaction, registerWh) {
			const reading = { at: world.now(), registerWh, powerW: null, socPercent: null };
			await desk.readingsTaken(chargerId, { transaction, evseId: 1, readings: [reading] });
		},
	};
}

test('it waits for the charger, counts what the meter says, and ends with the charger’s last word', async () => {
	const world = await openMeteredWorld();
	const begun = await start(world, { body: startBody });
	expect(begun.body.data).toMatchObject({ status: 'active', phase: 'waiting', energyDelivered: 0, stationId: lagos });
	expect((await world.call('GET', '/api/charging/active')).body.session).toMatchObject({ phase: 'waiting' });

	world.pass(minute);
	const transaction = await world.plugIn();
	world.pass(15 * minute);
	await world.read(transaction, 104_200);
	const told = await update(world, { batteryLevel: 52, energyDelivered: 40 });
	expect(told.body.data).toMatchObject({
		phase: 'charging',
		energySource: 'meter',
		energyDelivered: 4.2,
		totalCost: 693,
		averagePower: 16.8,
		batteryLevel: 52,
		flags: [],
	});

	for (const registerWh of [108_400, 112_600, 116_800, 120_900]) {
		world.pass(15 * minute);
		await world.read(transaction, registerWh);
	}
	const sessionId = begun.body.data?.['id'];
	const ending = end(world, { sessionId, batteryLevelEnd: 80, stationRating: 5 });
	const stop = await world.asked();
	expect(stop).toMatchObject({ action: 'stop', transaction });
	await world.desk.commandAnswered(stop.id, true);
	await world.desk.transactionEnded(chargerId, {
		...{ transaction, evseId: 1, idTag: null, registerWh: 121_000, at: world.now() },
		...{ reason: 'Remote', readings: [] },
	});
	expect((await ending).body.data).toMatchObject({
		id: sessionId,
		status: 'completed',
		duration: 75,
		energyDelivered: 21,
		totalCost: 3465,
		averagePower: 16.8,
		batteryLevel: 80,
		stationRating: 5,
		underReview: false,
	});
	expect((await world.call('GET', '/api/charging/stats')).body.stats).toMatchObject({
		totalSessions: 1,
		totalSpent: 3465,
	});
});

test('while it waits there is nothing to end or to tell, and it is cancelled for nothing', async () => {
	const world = await openMeteredWorld();
	const sessionId = (await start(world, { body: startBody })).body.data?.['id'];
	expect((await end(world, { sessionId, batteryLevelEnd: 50 })).body.error?.code).toBe('CHARGE_NOT_FOUND');
	expect((await update(world, { batteryLevel: 50 })).status).toBe(409);
	expect((await cancel(world, { sessionId })).body.data).toMatchObject({
		status: 'cancelled',
		totalCost: 0,
		underReview: false,
	});
	expect(await world.desk.claimCommands([chargerId])).toEqual([]);
});

test('it belongs to the day and the month in which charging began, not to those in which it was asked for', async () => {
	const world = await openMeteredWorld();
	world.passTo('2024-01-31T22:59:00Z');
	const id = (await start(world, { body: startBody })).body.data?.['id'];
	world.pass(2 * minute);
	await world.plugIn();
	const listed = async (query: string) => {
		const { sessions = [] } = (await world.call('GET', `/api/charging/sessions?${query}`)).body;
		return sessions.map((session) => session['id']);
	};
	expect(await listed('from=2024-02-01&to=2024-02-01')).toEqual([id]);
	expect(await listed('filter=this-month')).toEqual([id]);
	expect(await listed('to=2024-01-31')).toEqual([]);
});

test('once the meter counts it is ended, not cancelled', async () => {
	const world = await openMeteredWorld();
	const sessionId = (await start(world, { body: startBody })).body.data?.['id'];
	await world.plugIn();
	const refused = await cancel(world, { sessionId });
	expect([refused.status, refused.body.error?.code]).toEqual([409, 'CHARGE_UNDERWAY']);
});

test('a charger that is not connected begins nothing', async () => {
	const world = await openMeteredWorld({ isConnected: false });
	const refused = await start(world, { body: startBody });
	expect([refused.status, refused.body.error?.code]).toEqual([409, 'CHARGER_OFFLINE']);
	expect((await world.call('GET', '/api/charging/sessions')).body.sessions).toEqual([]);
});

describe('stars that come before a session is closed by rule are kept', () => {
	const stars = async ({ store }: MeteredWorld) =>
		(await rowsOf(store, 'SELECT station_id, rating FROM charge_ratings')).map((row) => ({ ...row }));
	const listed = async (world: MeteredWorld) => (await world.call('GET', '/api/charging/sessions')).body.sessions;

	async function charging() {
		const world = await openMeteredWorld();
		const sessionId = String((await start(world, { body: startBody })).body.data?.['id']);
		await world.plugIn();
		const ask = (rating: number | null) =>
			endCharge(world.engine, {
				...{ actor: toActor(rider), sessionId, allow: () => true, key: null },
				...{ level: 70, rating },
			});
		return { world, sessionId, ask };
	}

	test('where its charger is silent as the rider ends it', async () => {
		const { world, sessionId } = await charging();
		world.pass(31 * minute);
		const ended = await end(world, { sessionId, batteryLevelEnd: 70, stationRating: 5 });
		expect(ended.body.data).toMatchObject({
			...{ status: 'completed', endReason: 'rule', stationRating: 5, batteryLevel: 70, underReview: true },
		});
		expect(await stars(world)).toEqual([{ station_id: lagos, rating: 5 }]);
	});

	test('where its charger never answered, and the rider charges elsewhere', async () => {
		const { world, sessionId, ask } = await charging();
		expect((await ask(4)).ok).toBe(true);
		world.pass(31 * minute);
		const next = await start(world, { body: { ...startBody, stationId: nairobi, connectorId: 'connector-1' } });
		expect(next.status).toBe(200);
		const [, closed] = (await listed(world)) ?? [];
		expect(closed).toMatchObject({ id: sessionId, endReason: 'rule', stationRating: 4 });
		expect(await stars(world)).toEqual([{ station_id: lagos, rating: 4 }]);
	});

	test('where they come with a second request to stop', async () => {
		const { world, ask } = await charging();
		await ask(null);
		expect(await stars(world)).toEqual([]);
		await ask(3);
		expect(await stars(world)).toEqual([{ station_id: lagos, rating: 3 }]);
		expect(await listed(world)).toMatchObject([{ status: 'active', stationRating: 3 }]);
	});
});
