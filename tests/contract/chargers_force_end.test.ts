import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { demoCard } from '#lib/server/demo/demo_charging.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { endByManager, type EndByManager } from '#lib/server/operations/charging/end_by_manager.ts';
import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import { chargeHolds, chargeRecords } from '#lib/server/store/schema_charge_records.ts';
import { chargerCommands } from '#lib/server/store/schema_charging.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { beginAt, endAt, readingAt } from './chargers_tellings.ts';
import { hourMs, openChargersWorld, type ChargersWorld } from './chargers_world.ts';

/** A charger that reports for ever and never stops holds its rider: a manager of its station ends the session. */

const minuteMs = 60_000;
const charger = 'UPPERHILL-2';
const transaction = { text: 'TX-1' };

let world: ChargersWorld;
let desk: ChargerDesk;

beforeEach(async () => {
	world = await openChargersWorld();
	desk = createChargerDesk(world.engine, hashSecret);
	await desk.connected(charger, 'ocpp2.0.1');
});
afterEach(async () => {
	const broken = await brokenInvariants(world.store);
	await world.close();
	expect(broken.filter((line) => !line.startsWith('custody'))).toEqual([]);
});

const readingsTold = (registerWh: number) =>
	desk.readingsTaken(charger, { transaction, evseId: 1, readings: [readingAt(world.engine.clock(), registerWh)] });
const stopTold = (registerWh: number) =>
	desk.transactionEnded(charger, endAt(world.engine.clock(), { transaction, registerWh, reason: 'Remote' }));

let presses = 0;

function press(sessionId: string, change: Partial<EndByManager> = {}, stations: readonly string[] = ['STATION_005']) {
	return endByManager(world.engine, {
		actor: { id: 'manager-1', stations, origin: '192.0.2.7' },
		by: { id: 'manager-1', name: 'Ann', role: 'manager', stationId: null, cashLimitMinor: 0 },
		...{ sessionId, reason: 'It never stops', isForced: false, key: `press-${++presses}`, ...change },
	});
}

const audited = () =>
	rowsOf(
		world.store,
		"SELECT action, actor_id, station_id, detail_json FROM audit WHERE action LIKE 'charge.%' ORDER BY at, action",
	);
const stopsAsked = async () =>
	(await world.store.db.select().from(chargerCommands)).filter(({ action }) => action === 'stop');

/** A card's session that has charged 10 kWh in half an hour, and goes on. */
async function charging(): Promise<string> {
	await desk.transactionBegan(charger, beginAt(world.engine.clock()));
	world.pass(hourMs / 2);
	await readingsTold(11_000);
	return (await world.active())?.id ?? '';
}

/** Such a session whose charger was asked to stop, and has not within its time. */
async function disobeyed(): Promise<string> {
	const id = await charging();
	await press(id);
	world.pass(minuteMs);
	await readingsTold(11_100);
	return id;
}

describe('given a charger that obeys', () => {
	test.each(['ocpp1.6', 'ocpp2.0.1'] as const)(
		'when a manager ends a session, then it stops and sells what the meter says: %s',
		async (protocol) => {
			const real = world.charger(protocol);
			await real.connect();
			await real.begin({ idTag: demoCard.tag });
			world.pass(hourMs / 2);
			await real.sample();
			const id = (await world.active())?.id ?? '';
			expect(await press(id)).toMatchObject({ ok: true, value: { status: 'active' } });
			await vi.waitFor(async () => expect((await world.session(id)).status).toBe('completed'), 10_000);
			expect((await world.session(id)).data.end?.reason).toBe('manager');
			expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ sessionId: id, energyWh: 11_000 }]);
			expect(await world.store.db.select().from(chargeHolds)).toEqual([]);
			expect(await audited()).toMatchObject([{ action: 'charge.stop_asked', actor_id: 'manager-1' }]);
		},
	);

	test('when somebody would end the session without it, then it is asked first, and given some seconds', async () => {
		const id = await charging();
		expect(await press(id, { isForced: true })).toMatchObject({ ok: false, code: 'CHARGE_STOP_FIRST' });
		expect(await stopsAsked()).toEqual([]);
		await press(id);
		expect(await press(id, { isForced: true })).toMatchObject({ ok: false, code: 'CHARGE_STOP_FIRST' });
		expect((await world.session(id)).status).toBe('active');
		world.pass(minuteMs / 12);
		expect(await press(id, { isForced: true })).toMatchObject({ ok: true, value: { status: 'completed' } });
	});
});

describe('given a charger that was asked to stop and reports on', () => {
	test('when a manager ends the session all the same, then it is held with what was last told, and its rider is free', async () => {
		const id = await disobeyed();
		const toldAt = world.engine.clock();
		world.pass(1000);
		expect(await press(id, { isForced: true })).toMatchObject({ ok: true, value: { status: 'completed' } });
		expect((await world.session(id)).data).toMatchObject({
			end: { reason: 'manager', detail: 'It never stops', at: toldAt },
			progress: { energyWh: 10_100, flags: [{ code: 'ENDED_BY_MANAGER', value: 10_100 }] },
		});
		expect(await world.store.db.select().from(chargeRecords)).toEqual([]);
		const [hold] = await world.store.db.select().from(chargeHolds);
		expect(hold).toMatchObject({ sessionId: id, proposedWh: null, decidedAt: null });
		expect(JSON.parse(hold?.reasonsJson ?? '[]')).toMatchObject([{ code: 'ENDED_BY_MANAGER' }]);
		expect(await world.active()).toBeNull();
		expect(await stopsAsked()).toHaveLength(2);
		expect(await audited()).toMatchObject([
			{ action: 'charge.stop_asked', station_id: 'STATION_005' },
			{ action: 'charge.forced', actor_id: 'manager-1', detail_json: '{"reason":"It never stops"}' },
		]);
	});

	test('when it tells of more after that, then the session stays as it ended, and the manager sees what the meter says now', async () => {
		const id = await disobeyed();
		await press(id, { isForced: true });
		world.pass(10 * minuteMs);
		await readingsTold(15_000);
		await stopTold(16_000);
		expect((await world.session(id)).data.progress?.energyWh).toBe(10_100);
		expect(await world.store.db.select().from(chargeHolds)).toMatchObject([
			{ sessionId: id, proposedWh: 15_000, decidedAt: null },
		]);
		expect(await world.store.db.select().from(chargeRecords)).toEqual([]);
	});

	test('when it stops after all, then the press that comes later changes nothing', async () => {
		const id = await disobeyed();
		await stopTold(11_200);
		expect(await press(id, { isForced: true })).toMatchObject({ ok: false, code: 'CHARGE_ENDED' });
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ energyWh: 10_200 }]);
		expect(await world.store.db.select().from(chargeHolds)).toEqual([]);
	});

	test('when its own stop comes at the same moment, then one of them ends the session, once', async () => {
		const id = await disobeyed();
		const [pressed] = await Promise.all([press(id, { isForced: true }), stopTold(11_200)]);
		const { data, status } = await world.session(id);
		expect(status).toBe('completed');
		const [records, holds] = await Promise.all([
			world.store.db.select().from(chargeRecords),
			world.store.db.select().from(chargeHolds),
		]);
		const isForced = data.progress?.flags.length === 1;
		expect({ pressed: pressed.ok, records: records.length, holds: holds.length }).toEqual(
			isForced ? { pressed: true, records: 0, holds: 1 } : { pressed: false, records: 1, holds: 0 },
		);
	});

	test('when the press is sent twice, then it is one, whatever happened meanwhile', async () => {
		const id = await disobeyed();
		const again = { isForced: true, key: 'one-form' };
		const both = await Promise.all([press(id, again), press(id, again)]);
		expect(both).toMatchObject([{ value: { status: 'completed' } }, { value: { status: 'completed' } }]);
		expect(await press(id, again)).toMatchObject({ ok: true });
		expect(await press(id, { ...again, reason: 'Another' })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
		expect((await audited()).filter(({ action }) => action === 'charge.forced')).toHaveLength(1);
		expect(await world.store.db.select().from(chargeHolds)).toHaveLength(1);
	});

	test('when a manager of another station would end it, then there is no such session', async () => {
		const id = await disobeyed();
		for (const isForced of [false, true])
			expect(await press(id, { isForced }, ['STATION_001'])).toMatchObject({ code: 'CHARGE_NOT_FOUND' });
		expect((await world.session(id)).status).toBe('active');
		expect(await audited()).toHaveLength(1);
	});
});

describe('given a charger that is gone', () => {
	test('when a manager ends its session, then that is done at once, held, and nobody is asked to stop', async () => {
		const id = await charging();
		await desk.disconnected(charger);
		world.pass(minuteMs);
		expect(await press(id, { isForced: true })).toMatchObject({ value: { status: 'completed' } });
		expect(await world.store.db.select().from(chargeHolds)).toMatchObject([{ sessionId: id }]);
		expect(await stopsAsked()).toEqual([]);
	});

	test('when it is back and charges on, then it is asked to stop, and again once a minute until it has', async () => {
		const id = await charging();
		await desk.disconnected(charger);
		await press(id, { isForced: true });
		await desk.connected(charger, 'ocpp2.0.1');
		for (const registerWh of [11_200, 11_300]) await readingsTold(registerWh);
		expect(await stopsAsked()).toMatchObject([{ sessionId: id }]);
		expect(await desk.claimCommands([charger])).toMatchObject([{ action: 'stop', transaction }]);
		await readingsTold(11_400);
		expect(await stopsAsked()).toHaveLength(1);
		world.pass(minuteMs);
		await readingsTold(11_500);
		expect(await stopsAsked()).toHaveLength(2);
		await stopTold(11_600);
		world.pass(minuteMs);
		await readingsTold(11_600);
		expect(await stopsAsked()).toHaveLength(2);
	});

	test('when it is back and tells what it gathered before, then it is not asked to stop', async () => {
		const id = await charging();
		const then = world.engine.clock();
		await desk.disconnected(charger);
		world.pass(hourMs);
		await press(id, { isForced: true });
		await desk.connected(charger, 'ocpp2.0.1');
		await desk.readingsTaken(charger, { transaction, evseId: 1, readings: [readingAt(then + minuteMs, 11_200)] });
		expect(await stopsAsked()).toEqual([]);
	});
});

describe('given a charger that was asked to begin and has not', () => {
	test('when a manager ends the session, then it is cancelled, and the charger is not asked any more', async () => {
		const { id } = await world.start('ocpp2.0.1');
		expect(await press(id)).toMatchObject({ value: { status: 'cancelled' } });
		expect(await desk.claimCommands([charger])).toEqual([]);
		expect(await audited()).toMatchObject([{ action: 'charge.cancelled' }]);
	});
});
