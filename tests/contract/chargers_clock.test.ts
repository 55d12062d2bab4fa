import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { demoCard } from '#lib/server/demo/demo_charging.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import type { ChargerDesk, TransactionEnd } from '#lib/server/ports_charging.ts';
import { chargeHolds, chargeRecords } from '#lib/server/store/schema_charge_records.ts';
import { chargerTransactions } from '#lib/server/store/schema_charging.ts';
import { beginAt, endAt, readingAt } from './chargers_tellings.ts';
import { hourMs, openChargersWorld, type ChargersWorld } from './chargers_world.ts';

/** What a charger tells whose clock was never set or runs wildly: the gateway lets it count as of when it is heard, another time at each repeat. */

const numbered = 'UPPERHILL-1';
const unset = '1970-01-01T00:02:11Z';

let world: ChargersWorld;
let desk: ChargerDesk;

beforeEach(async () => {
	world = await openChargersWorld();
	desk = createChargerDesk(world.engine, hashSecret);
	await desk.connected(numbered, 'ocpp1.6');
});
afterEach(() => world.close());

const transactions = () => world.store.db.select().from(chargerTransactions);
const begin = (change: Partial<Parameters<typeof beginAt>[1]> = {}) =>
	desk.transactionBegan(numbered, beginAt(world.engine.clock(), { text: null, stamp: unset, ...change }));
const end = (change: Partial<TransactionEnd> = {}) =>
	desk.transactionEnded(
		numbered,
		endAt(world.engine.clock(), { transaction: { id: -1 }, registerWh: 9000, stamp: unset, ...change }),
	);

describe.each(['ocpp1.6', 'ocpp2.0.1'] as const)('given a charger whose clock was never set: %s', (protocol) => {
	test('when it repeats a stop that never began, then a person sees it once', async () => {
		const charger = world.charger(protocol);
		charger.skewMs = -world.engine.clock();
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag, isUntold: true });
		world.pass(hourMs);
		await charger.end();
		for (const minutes of [1, 10]) {
			world.pass(minutes * 60_000);
			await charger.repeat(1);
		}
		expect(await transactions()).toMatchObject([{ problem: 'START_MISSING', stopRegisterWh: 1_022_000 }]);
	});

	test('when it tells all twice, then it is one transaction and one session, sold once', async () => {
		const charger = world.charger(protocol);
		charger.skewMs = -world.engine.clock();
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag });
		world.pass(30_000);
		await charger.repeat(1);
		const id = (await world.active())?.id ?? '';
		world.pass(10 * 60_000);
		await charger.end();
		await charger.repeat(2);
		await vi.waitFor(async () => expect((await world.session(id)).status).toBe('completed'), 10_000);
		expect(await transactions()).toHaveLength(1);
		expect(await world.store.db.select().from(chargeRecords)).toHaveLength(1);
	});
});

describe('given repeats that bear another time each', () => {
	test.each([
		['none', null, null],
		['two of a clock that began anew', unset, '1970-01-01T00:00:09Z'],
		['two of a clock far ahead', '2099-01-01T00:00:00Z', '2099-01-01T00:01:00Z'],
	])('when a begin and its stop are repeated with %s, then each finds its row', async (_, first, second) => {
		const begun = await begin({ stamp: first });
		const id = (await world.active())?.id ?? '';
		world.pass(60_000);
		expect(await begin({ stamp: second })).toEqual(begun);
		expect((await world.session(id)).status).toBe('active');
		const stop = { transaction: { id: begun.transactionId }, registerWh: 1300 };
		world.pass(60_000);
		await end({ ...stop, stamp: first });
		world.pass(60_000);
		await end({ ...stop, stamp: second });
		expect(await transactions()).toHaveLength(1);
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ sessionId: id, energyWh: 300 }]);
		expect(await world.store.db.select().from(chargeHolds)).toEqual([]);
	});

	test('when stops without a start differ in more than their time, then they are different', async () => {
		await end();
		world.pass(60_000);
		await end({ stamp: '1970-01-01T00:05:00Z' });
		await end({ stamp: null });
		expect(await transactions()).toHaveLength(1);
		await end({ registerWh: 9500 });
		await end({ idTag: 'CARD-2' });
		await end({ transaction: { id: -2 } });
		expect(await transactions()).toHaveLength(4);
	});

	test('when its clock is right, then two stops of different times are two', async () => {
		for (const minutes of [30, 20])
			await end({
				at: world.engine.clock() - minutes * 60_000,
				stamp: new Date(world.engine.clock() - minutes * 60_000).toISOString(),
			});
		expect(await transactions()).toHaveLength(2);
	});
});

describe('given a transaction that has ended', () => {
	test('when a card begins another without a clock, then it is another session', async () => {
		const first = await begin();
		const id = (await world.active())?.id ?? '';
		await desk.readingsTaken(numbered, {
			transaction: { id: first.transactionId },
			evseId: 1,
			readings: [readingAt(world.engine.clock(), 1000)],
		});
		await end({ transaction: { id: first.transactionId }, registerWh: 1000 });
		world.pass(60_000);
		const second = await begin({ stamp: '1970-01-01T00:09:00Z' });
		expect(second.transactionId).not.toBe(first.transactionId);
		expect((await world.active())?.id).not.toBe(id);
	});
});
