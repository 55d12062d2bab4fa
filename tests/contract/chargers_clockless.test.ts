import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { demoCard } from '#lib/server/demo/demo_charging.ts';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { endByManager } from '#lib/server/operations/charging/end_by_manager.ts';
import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import { handleTransactionRow } from '#lib/server/store/charger_account_rows.ts';
import { chargeRecords } from '#lib/server/store/schema_charge_records.ts';
import { chargerTransactions } from '#lib/server/store/schema_charging.ts';
import { beginAt, endAt, readingAt } from './chargers_tellings.ts';
import { hourMs, openChargersWorld, type ChargersWorld } from './chargers_world.ts';

/** Begins that look alike, of a charger without a clock whose register is 0 at each of them: which tell of another transaction. */

const charger = 'UPPERHILL-1';
const minuteMs = 60_000;
const unset = '1970-01-01T00:00:00Z';

let world: ChargersWorld;
let desk: ChargerDesk;

beforeEach(async () => {
	world = await openChargersWorld();
	desk = createChargerDesk(world.engine, hashSecret);
	await desk.connected(charger, 'ocpp1.6');
});
afterEach(() => world.close());

const transactions = () => world.store.db.select().from(chargerTransactions);
const records = () => world.store.db.select().from(chargeRecords);
const begin = (stamp = unset) =>
	desk.transactionBegan(charger, beginAt(world.engine.clock(), { text: null, registerWh: 0, stamp }));
const read = (id: number, registerWh: number) =>
	desk.readingsTaken(charger, {
		...{ transaction: { id }, evseId: 1 },
		readings: [readingAt(world.engine.clock(), registerWh)],
	});
const end = (id: number, registerWh: number) =>
	desk.transactionEnded(charger, endAt(world.engine.clock(), { transaction: { id }, registerWh, stamp: unset }));

async function charged(registerWh: number, stamp = unset): Promise<number> {
	const { transactionId } = await begin(stamp);
	world.pass(hourMs / 2);
	await read(transactionId, registerWh);
	return transactionId;
}

const forceEnd = async () => {
	await desk.disconnected(charger);
	const ended = await endByManager(world.engine, {
		actor: { id: 'manager-1', stations: ['STATION_005'], origin: '192.0.2.7' },
		by: { id: 'manager-1', name: 'Ann', role: 'manager', stationId: null, cashLimitMinor: 0 },
		...{ sessionId: (await world.active())?.id ?? '', reason: 'The power failed', isForced: true, key: 'press' },
	});
	expect(ended.ok).toBe(true);
	await desk.connected(charger, 'ocpp1.6');
};

const expire = async () => {
	world.pass(25 * hourMs);
	await expireSessions(world.engine);
};

describe('given a transaction that never stopped, whose session is over', () => {
	test.each([
		{ how: 'by force', over: forceEnd, stamp: '1970-01-01T00:09:00Z' },
		{ how: 'by force', over: forceEnd, stamp: unset },
		{ how: 'since it expired', over: expire, stamp: '1970-01-01T00:09:00Z' },
		{ how: 'since its time is up', over: async () => world.pass(25 * hourMs), stamp: unset },
	])('when the card begins again, $how, at $stamp, then what flows is of another session', async ({ over, stamp }) => {
		const first = await charged(8000);
		await over();
		const second = await charged(7900, stamp);
		expect(second).not.toBe(first);
		await end(second, 7950);
		expect(await records()).toMatchObject([{ energyWh: 7950 }]);
		expect(await transactions()).toMatchObject([{ id: first, stopReason: 'SUPERSEDED' }, { id: second }]);
	});
});

describe('given a charger that writes the same instant always', () => {
	test('when a card begins again an hour and more after its stop, each time, then each is sold', async () => {
		for (const wh of [3000, 4000, 5000]) {
			const id = await charged(wh);
			await end(id, wh);
			world.pass(2 * hourMs);
		}
		expect(await records()).toMatchObject([{ energyWh: 3000 }, { energyWh: 4000 }, { energyWh: 5000 }]);
		expect(await transactions()).toHaveLength(3);
	});

	test('when it tells a begin again soon after the stop, then that is no other', async () => {
		const id = await charged(3000);
		await end(id, 3000);
		world.pass(10 * minuteMs);
		expect(await begin()).toEqual({ transactionId: id, tag: 'Accepted' });
		expect(await world.active()).toBeNull();
	});

	test('when it tells a later begin again, then that is the later one', async () => {
		const first = await charged(3000);
		await end(first, 3000);
		world.pass(2 * hourMs);
		const second = await begin('1970-01-01T02:00:00Z');
		expect(await begin()).toEqual(second);
		expect(await transactions()).toHaveLength(2);
	});
});

describe('given a begin that was refused, since the account of its card is closed', () => {
	const close = (at: number | null) =>
		world.store.writer.commit([
			{ sql: 'UPDATE users SET disabled_at = ? WHERE customer_id = ?', args: [at, demoCard.customerId] },
		]);

	beforeEach(() => close(1));

	test.each(['1970-01-01T00:09:00Z', unset])(
		'when it is told again (%s) and it still is, then a person sees it once',
		async (stamp) => {
			const refused = await begin();
			expect(refused.tag).toBe('Blocked');
			world.pass(minuteMs);
			expect(await begin(stamp)).toEqual(refused);
			expect(await transactions()).toMatchObject([{ problem: 'TAG_UNKNOWN', sessionId: null }]);
		},
	);

	test.each(['1970-01-01T00:09:00Z', unset])(
		'when the account is opened and the rider taps again (%s), then they charge, and nobody has to see to it',
		async (stamp) => {
			const { transactionId } = await begin();
			await close(null);
			world.pass(10 * minuteMs);
			expect(await begin(stamp)).toEqual({ transactionId, tag: 'Accepted' });
			world.pass(hourMs / 2);
			await end(transactionId, 3000);
			expect(await records()).toMatchObject([{ energyWh: 3000 }]);
			expect(await transactions()).toMatchObject([{ problem: null }]);
		},
	);

	test('when its clock is right, then what is told again is what was refused', async () => {
		const now = world.engine.clock();
		const told = beginAt(now, { text: null, registerWh: 0 });
		const refused = await desk.transactionBegan(charger, told);
		await close(null);
		expect(await desk.transactionBegan(charger, told)).toEqual({ ...refused, tag: 'Invalid' });
	});

	test('when a person has seen to it before it is told again, then it waits for one again', async () => {
		const { transactionId } = await begin();
		await world.store.writer.commit([
			handleTransactionRow(transactionId, { by: 'manager-1', at: world.engine.clock() }),
		]);
		world.pass(hourMs);
		await begin();
		expect(await transactions()).toMatchObject([
			{ id: transactionId, stopReason: 'SUPERSEDED' },
			{ problem: 'TAG_UNKNOWN', handledAt: null },
		]);
	});
});
