import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { demoCard } from '#lib/server/demo/demo_charging.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { sweepCharges } from '#lib/server/operations/charging/sweep_charges.ts';
import { listPlaceConnectors } from '#lib/server/store/charging_places.ts';
import { sessions } from '#lib/server/store/schema.ts';
import { chargeHolds, chargeMonths, chargeRatings, chargeRecords } from '#lib/server/store/schema_charge_records.ts';
import { chargers, chargerTransactions } from '#lib/server/store/schema_charging.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { hourMs, openChargersWorld, type ChargersWorld } from './chargers_world.ts';

let world: ChargersWorld;

beforeEach(async () => {
	world = await openChargersWorld();
});
afterEach(async () => {
	const broken = await brokenInvariants(world.store);
	// Some of the demonstration's riders hold several batteries, as the examples of seeds/002 have it.
	const ofCharging = broken.filter((line) => !line.startsWith('custody'));
	await world.close();
	expect(ofCharging).toEqual([]);
});

/** What managers' lists and exports show of a session. */
async function listed(id: string) {
	const { energyWh, amountMinor } = sessions;
	const [row] = await world.store.db.select({ energyWh, amountMinor }).from(sessions).where(eq(sessions.id, id));
	return row;
}

const until = <T>(look: () => Promise<T>) => vi.waitFor(look, { timeout: 10_000, interval: 50 });

/** The transaction is there, and the session that it belongs to charges. */
const charging = (id: string) => until(async () => expect((await world.session(id)).state).toBe('charging'));
const ended = (id: string) => until(async () => expect((await world.session(id)).status).toBe('completed'));

describe('given a desk', () => {
	const begin = { text: null, evseId: 1, idTag: demoCard.tag, registerWh: 1000, remoteStartId: null, readings: [] };

	test('when a begin with an impossible clock is told twice, then it is one transaction', async () => {
		const desk = createChargerDesk(world.engine, hashSecret);
		const stamp = '2199-01-01T00:00:00Z';
		const first = await desk.transactionBegan('UPPERHILL-1', { ...begin, stamp, at: world.engine.clock() });
		world.pass(60_000);
		expect(await desk.transactionBegan('UPPERHILL-1', { ...begin, stamp, at: world.engine.clock() })).toEqual(first);
	});

	test('when a charger moves to another process, then the first one neither speaks for it nor lets it go', async () => {
		const [first, second] = [0, 1].map(() => createChargerDesk(world.engine, hashSecret));
		await first?.connected('UPPERHILL-1', 'ocpp1.6');
		world.pass(30_000);
		await second?.connected('UPPERHILL-1', 'ocpp1.6');
		world.pass(1000);
		await world.start('ocpp1.6');
		expect(await first?.claimCommands(['UPPERHILL-1'])).toEqual([]);
		await first?.disconnected('UPPERHILL-1');
		expect(await second?.claimCommands(['UPPERHILL-1'])).toMatchObject([{ action: 'start', evseId: 1 }]);
		expect(await listPlaceConnectors(world.store.db, 'STATION_005')).toMatchObject([{ isConnected: true }, {}]);
	});

	test('when the cable is plugged in before the card is shown, then the session is the card’s', async () => {
		const desk = createChargerDesk(world.engine, hashSecret);
		const plugged = { ...begin, text: 'TX-1', idTag: null, at: world.engine.clock() };
		const { transactionId } = await desk.transactionBegan('UPPERHILL-2', plugged);
		expect(await world.active()).toBeNull();
		world.pass(60_000);
		const shown = { ...plugged, idTag: demoCard.tag, registerWh: null, at: world.engine.clock() };
		expect(await desk.transactionBegan('UPPERHILL-2', shown)).toEqual({ transactionId, tag: 'Accepted' });
		expect(await desk.transactionBegan('UPPERHILL-2', shown)).toEqual({ transactionId, tag: 'Accepted' });
		expect((await world.active())?.state).toBe('charging');
		expect(await world.store.db.select().from(chargerTransactions)).toMatchObject([{ problem: null }]);
	});
});

describe.each(['ocpp1.6', 'ocpp2.0.1'] as const)('given a charger that speaks %s', (protocol) => {
	test('when a rider starts and stops from the app, then the session sells what the meter says', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		const { id } = await world.start(protocol);
		expect((await world.session(id)).state).toBe('waiting');
		await charging(id);
		for (let quarter = 0; quarter < 4; quarter++) {
			world.pass(hourMs / 4);
			await charger.sample();
		}
		expect((await world.session(id)).data.progress).toMatchObject({
			energyWh: 22_000,
			source: 'meter',
			powerW: 22_000,
		});
		await world.stop(id, 5);
		await ended(id);
		const { data } = await world.session(id);
		expect(data).toMatchObject({
			end: { reason: 'rider' },
			rating: 5,
			progress: { energyWh: charger.vehicle.registerWh - 1_000_000, flags: [] },
		});
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([
			{ sessionId: id, kind: 'original', energyWh: 22_000, costMinor: 122_100, currency: 'KES', month: '2026-03' },
		]);
		expect(await world.store.db.select().from(chargeMonths)).toMatchObject([{ sessions: 1, energyWh: 22_000 }]);
		expect(await world.store.db.select().from(chargeRatings)).toMatchObject([{ sessionId: id, rating: 5 }]);
		expect(await listed(id)).toEqual({ energyWh: 22_000, amountMinor: 122_100 });
	});

	test('when a card begins it and its holder unplugs, then the session is theirs', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		expect(await charger.authorize(demoCard.tag)).toBe('Accepted');
		await charger.begin({ idTag: demoCard.tag });
		const session = await until(async () => {
			const active = await world.active();
			expect(active?.state).toBe('charging');
			return active;
		});
		world.pass(hourMs);
		await charger.end({ reason: 'EVDisconnected' });
		await ended(session?.id ?? '');
		expect((await world.session(session?.id ?? '')).data).toMatchObject({
			end: { reason: 'charger', detail: 'EVDisconnected' },
			progress: { energyWh: 22_000, flags: [] },
			charge: { rider: { name: 'Jane Smith' }, authMethod: 'WHITELIST' },
		});
	});

	test('when it was offline all the while, then what it tells later is the session as it was', async () => {
		const charger = world.charger(protocol);
		const begunAt = world.engine.clock();
		await charger.begin({ idTag: demoCard.tag });
		world.pass(hourMs);
		await charger.sample();
		world.pass(hourMs / 4);
		await charger.end();
		world.pass(5 * hourMs);
		await charger.connect();
		const [record] = await until(async () => {
			const records = await world.store.db.select().from(chargeRecords);
			expect(records).toHaveLength(1);
			return records;
		});
		expect(record).toMatchObject({ energyWh: 27_500, startedAt: begunAt, endedAt: begunAt + 1.25 * hourMs });
		expect(await world.store.db.select().from(chargeHolds)).toEqual([]);
	});

	test('when it says everything twice, then it counts once', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag });
		world.pass(hourMs / 2);
		await charger.sample();
		world.pass(hourMs / 2);
		await charger.end();
		await charger.repeat(3);
		const records = await world.store.db.select().from(chargeRecords);
		expect(records).toMatchObject([{ energyWh: 22_000 }]);
		expect(await world.store.db.select().from(chargerTransactions)).toHaveLength(1);
		expect(await world.store.db.select().from(chargeHolds)).toEqual([]);
	});

	test('when its meter begins anew in the middle, then what was sold waits for a manager', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag });
		world.pass(hourMs / 2);
		await charger.sample();
		charger.vehicle.resetMeter(0);
		world.pass(hourMs / 2);
		await charger.sample();
		world.pass(hourMs / 2);
		await charger.end();
		expect(await world.store.db.select().from(chargeRecords)).toEqual([]);
		const [hold] = await world.store.db.select().from(chargeHolds);
		expect(JSON.parse(hold?.reasonsJson ?? '[]')).toMatchObject([{ code: 'METER_RESET' }]);
		expect(await listed(hold?.sessionId ?? '')).toEqual({ energyWh: null, amountMinor: 0 });
	});

	test('when it claims that its meter began at nothing, then nobody is billed for the meter’s whole life', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag, registerWh: 0 });
		world.pass(hourMs / 4);
		await charger.sample();
		world.pass(hourMs / 4);
		await charger.end();
		const [hold] = await world.store.db.select().from(chargeHolds);
		expect(JSON.parse(hold?.reasonsJson ?? '[]')).toMatchObject([{ code: 'METER_BEGIN_ZERO' }]);
		expect((await world.session(hold?.sessionId ?? '')).data.progress?.energyWh).toBe(5500);
	});

	test('when it tells of a stop that never began, then that is kept for a person', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag, isUntold: true });
		world.pass(hourMs);
		await charger.end();
		await charger.repeat(1);
		expect(await world.store.db.select().from(chargeRecords)).toEqual([]);
		expect(await world.store.db.select().from(chargerTransactions)).toMatchObject([
			{ problem: 'START_MISSING', sessionId: null, stopRegisterWh: 1_022_000 },
		]);
	});

	test('when a tag is nobody’s, then it is told so, stops, and nobody pays', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		expect(await charger.authorize('FFFF')).toBe('Invalid');
		await charger.begin({ idTag: 'FFFF' });
		await until(async () => {
			await charger.flush();
			expect(await world.store.db.select().from(chargerTransactions)).toMatchObject([
				{ problem: 'TAG_UNKNOWN', stopReason: expect.any(String) as string },
			]);
		});
		expect(await world.active()).toBeNull();
	});

	test('when a transaction never ends, then the next one on its connector closes it, and a late stop is shown to a manager', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		await charger.begin({ idTag: demoCard.tag });
		world.pass(hourMs / 2);
		await charger.sample();
		const first = await world.active();
		charger.forget();
		world.pass(hourMs);
		await charger.begin({ idTag: demoCard.tag });
		const second = await world.active();
		expect(second?.id).not.toBe(first?.id);
		expect((await world.session(first?.id ?? '')).data).toMatchObject({
			end: { reason: 'rule' },
			progress: { energyWh: 11_000, flags: [{ code: 'STOP_MISSING' }] },
		});
		expect(await world.store.db.select().from(chargeHolds)).toMatchObject([{ sessionId: first?.id }]);
	});

	test('when it refuses to begin, or nobody plugs in, then the rider is told and may try again', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		charger.obeys = 'never';
		const refused = await world.start(protocol);
		await until(async () => expect((await world.session(refused.id)).status).toBe('cancelled'));
		expect((await world.session(refused.id)).data.cancelReason).toBe('The charger refused');
		await charger.disconnect();
		await until(async () =>
			expect(await world.store.db.select().from(chargers)).toContainEqual(
				expect.objectContaining({ protocol, disconnectedAt: expect.any(Number) as number }),
			),
		);
		await expect(world.start(protocol)).rejects.toThrow('CHARGER_OFFLINE');
	});

	test('when it is gone once it was asked, then the session does not wait for ever', async () => {
		const charger = world.charger(protocol);
		await charger.connect();
		charger.obeys = 'silently';
		const { id } = await world.start(protocol);
		world.pass(4 * 60_000);
		await sweepCharges(world.engine);
		expect((await world.session(id)).status).toBe('cancelled');
	});
});
