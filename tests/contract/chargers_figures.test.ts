import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { sessionTag } from '#lib/server/operations/charging/remote_start.ts';
import type { ChargerDesk, TransactionBegin, TransactionEnd } from '#lib/server/ports_charging.ts';
import { chargeHolds, chargeRecords } from '#lib/server/store/schema_charge_records.ts';
import { chargerTransactions } from '#lib/server/store/schema_charging.ts';
import { beginAt, endAt, readingAt } from './chargers_tellings.ts';
import { hourMs, openChargersWorld, type ChargersWorld } from './chargers_world.ts';

/** What chargers tell of registers, clocks and names that cannot be billed as it is told. */

const minuteMs = 60_000;
const named = 'UPPERHILL-2';
const numbered = 'UPPERHILL-1';

let world: ChargersWorld;
let desk: ChargerDesk;

beforeEach(async () => {
	world = await openChargersWorld();
	desk = createChargerDesk(world.engine, hashSecret);
	await desk.connected(numbered, 'ocpp1.6');
	await desk.connected(named, 'ocpp2.0.1');
});
afterEach(() => world.close());

const begin = (change?: Partial<TransactionBegin>) => beginAt(world.engine.clock(), change);
const end = (change?: Partial<TransactionEnd>) => endAt(world.engine.clock(), change);
const reading = (registerWh: number) => readingAt(world.engine.clock(), registerWh);

describe('given a charger that counts its transactions anew', () => {
	test('when it gives a name again that an ended one had, then what it sells is sold', async () => {
		await desk.transactionBegan(named, begin());
		world.pass(hourMs / 4);
		await desk.transactionEnded(named, end({ registerWh: 3000 }));
		world.pass(hourMs);
		await desk.transactionBegan(named, begin({ registerWh: 3000 }));
		world.pass(hourMs / 4);
		await desk.transactionEnded(named, end({ registerWh: 6000 }));
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ energyWh: 2000 }, { energyWh: 3000 }]);
	});
});

describe('given more readings than a session takes at once', () => {
	test('when they come with the end, then it is taken, with the last of them', async () => {
		await desk.transactionBegan(named, begin());
		world.pass(hourMs);
		const readings = Array.from({ length: 6000 }, (_, i) => ({
			...reading(1001 + i),
			at: world.engine.clock() - 6000 + i,
		}));
		await desk.transactionEnded(named, end({ registerWh: 7001, readings }));
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ energyWh: 6001 }]);
	});
});

describe('given an end that cannot be billed as it is told', () => {
	const codes = async () => {
		const [hold] = await world.store.db.select().from(chargeHolds);
		return (JSON.parse(hold?.reasonsJson ?? '[]') as { code: string }[]).map(({ code }) => code);
	};

	test('when the meter was never heard of after the begin, then nobody charges for nothing: it is held', async () => {
		await desk.transactionBegan(named, begin());
		world.pass(hourMs);
		await desk.transactionEnded(named, end({ registerWh: null }));
		expect(await codes()).toEqual(['ENERGY_ZERO']);
	});

	test('when the meter says that nothing flowed, then that is what is sold', async () => {
		await desk.transactionBegan(named, begin());
		world.pass(hourMs);
		await desk.transactionEnded(named, end());
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ energyWh: 0, costMinor: 0 }]);
	});

	test('when the begin was told by a clock that is months behind, then it is held', async () => {
		await desk.transactionBegan(named, begin({ at: world.engine.clock() - 180 * 24 * hourMs }));
		world.pass(hourMs);
		await desk.transactionEnded(named, end({ registerWh: 9000 }));
		expect(await codes()).toEqual(['CLOCK_WRONG']);
	});
});

describe('given a charger whose clock is minutes behind', () => {
	test('when a rider charges for less than that, then what flowed is sold', async () => {
		world.pass(hourMs);
		const { id } = await world.start('ocpp1.6');
		const lagging = () => world.engine.clock() - 4 * minuteMs;
		const asked = begin({ text: null, idTag: sessionTag(id), at: lagging() });
		const { transactionId } = await desk.transactionBegan(numbered, asked);
		world.pass(3 * minuteMs);
		await desk.transactionEnded(numbered, end({ transaction: { id: transactionId }, registerWh: 1900, at: lagging() }));
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ sessionId: id, energyWh: 900 }]);
	});
});

describe('given a cable that was plugged in by nobody', () => {
	test('when nothing flows, then nobody has to see to it; when something does, somebody has', async () => {
		await desk.transactionBegan(named, begin({ idTag: null }));
		await desk.transactionEnded(named, end());
		expect(await world.store.db.select().from(chargerTransactions)).toMatchObject([{ problem: null }]);
		await desk.transactionBegan(named, begin({ text: 'TX-2', idTag: null }));
		world.pass(hourMs);
		await desk.transactionEnded(named, end({ transaction: { text: 'TX-2' }, registerWh: 9000 }));
		expect(await world.store.db.select().from(chargerTransactions)).toMatchObject([
			{ problem: null },
			{ problem: 'TAG_UNKNOWN' },
		]);
	});
});
