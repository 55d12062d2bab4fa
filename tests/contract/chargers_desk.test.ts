import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { demoCard } from '#lib/server/demo/demo_charging.ts';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { purge } from '#lib/server/engine/purge.ts';
import { resumableSessions } from '#lib/server/engine/resumable_sessions.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { cancelCharge } from '#lib/server/operations/charging/end_charge.ts';
import { sessionTag } from '#lib/server/operations/charging/remote_start.ts';
import type { ChargerDesk, TransactionBegin, TransactionEnd } from '#lib/server/ports_charging.ts';
import { chargeHolds, chargeRecords } from '#lib/server/store/schema_charge_records.ts';
import { chargerCommands, chargerTransactions, idTags } from '#lib/server/store/schema_charging.ts';
import { beginAt, endAt, readingAt } from './chargers_tellings.ts';
import { hourMs, openChargersWorld, type ChargersWorld } from './chargers_world.ts';

/** What chargers tell the desk that no sane charger, and some in the field, would tell. */

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

const cancel = async (sessionId: string) => {
	const { actor } = await world.session(sessionId);
	return cancelCharge(world.engine, {
		actor: { id: actor.id, name: actor.name, role: 'rider', stationId: null, cashLimitMinor: 0 },
		...{ sessionId, reason: 'changed my mind', key: null, allow: () => true },
	});
};

const sessionOf = async () => (await world.active())?.id ?? '';

describe('given a charger that has begun and not told of its meter yet', () => {
	test('when the rider cancels, then that is refused: energy may flow', async () => {
		await desk.transactionBegan(named, begin({ registerWh: null }));
		expect(await cancel(await sessionOf())).toMatchObject({ ok: false, code: 'CHARGE_UNDERWAY' });
	});
});

describe('given a session of which nothing was heard for longer than a session lives', () => {
	test('when its charger tells of it before the clock has ended it, then it ends, held once, with what the meter says', async () => {
		await desk.transactionBegan(named, begin());
		const id = await sessionOf();
		world.pass(25 * hourMs);
		await desk.readingsTaken(named, { transaction: { text: 'TX-1' }, evseId: 1, readings: [reading(9000)] });
		await desk.transactionEnded(named, end({ registerWh: 9500 }));
		await expireSessions(world.engine);
		expect((await world.session(id)).status).toBe('completed');
		expect(await world.store.db.select().from(chargeHolds)).toMatchObject([
			{ sessionId: id, proposedWh: 8500, decidedAt: null },
		]);
	});
});

describe('given a rider who waits for a charger to begin', () => {
	test('when another charger tells of their tag, then nothing begins there and they wait on', async () => {
		const { id } = await world.start('ocpp2.0.1');
		const { tag } = await desk.transactionBegan(numbered, begin({ text: null, idTag: sessionTag(id) }));
		expect(tag).toBe('Invalid');
		expect((await world.session(id)).state).toBe('waiting');
	});

	test('when they cancel and it begins all the same, then it is asked to stop', async () => {
		const { id } = await world.start('ocpp1.6');
		await desk.claimCommands([numbered]);
		expect(await cancel(id)).toMatchObject({ ok: true });
		const begun = await desk.transactionBegan(numbered, begin({ text: null, idTag: sessionTag(id) }));
		expect(begun.tag).toBe('Invalid');
		expect(await desk.claimCommands([numbered])).toMatchObject([
			{ action: 'stop', transaction: { id: begun.transactionId } },
		]);
	});

	test('when the session ends before it was asked, then it is not asked to begin', async () => {
		const { id } = await world.start('ocpp1.6');
		await desk.transactionBegan(numbered, begin({ text: null, idTag: demoCard.tag }));
		expect((await world.session(id)).status).toBe('cancelled');
		expect(await desk.claimCommands([numbered])).toEqual([]);
	});

	test('when it names the remote start and no tag, then that is the session which asked', async () => {
		const { id } = await world.start('ocpp2.0.1');
		const [command] = await desk.claimCommands([named]);
		const remoteStartId = command?.action === 'start' ? command.remoteStartId : null;
		await desk.transactionBegan(named, begin({ idTag: null, remoteStartId }));
		expect((await world.session(id)).state).toBe('charging');
	});
});

describe('given a session of charging', () => {
	test('when people of its station look for what they left open, then it is none of that', async () => {
		await world.start('ocpp1.6');
		const open = await resumableSessions(world.engine, { stationId: 'STATION_005', known: [], allow: () => true });
		expect(open).toEqual([]);
	});
});

describe('given what was asked of a charger long ago', () => {
	test('when rows are purged, then the command and the tag of its session go, and cards stay', async () => {
		await world.start('ocpp1.6');
		await desk.claimCommands([numbered]);
		world.pass(91 * 24 * hourMs);
		await purge(world.engine);
		expect(await world.store.db.select().from(chargerCommands)).toEqual([]);
		const tags = await world.store.db.select().from(idTags);
		expect(tags.map(({ sessionId }) => sessionId)).toEqual(tags.map(() => null));
		expect(tags.map(({ tag }) => tag)).toContain(demoCard.tag);
	});
});

describe('given a charger that took a request to stop and charges on', () => {
	test('when the rider asks again, then it is asked again', async () => {
		await desk.transactionBegan(named, begin());
		const id = await sessionOf();
		await world.stop(id);
		await world.stop(id);
		expect(await world.store.db.select().from(chargerCommands)).toHaveLength(1);
		world.pass(minuteMs);
		await world.stop(id);
		expect(await world.store.db.select().from(chargerCommands)).toHaveLength(2);
	});
});

describe('given a metered session of which nothing was heard for half an hour', () => {
	beforeEach(async () => {
		await desk.transactionBegan(named, begin());
		world.pass(10 * minuteMs);
		await desk.readingsTaken(named, { transaction: { text: 'TX-1' }, evseId: 1, readings: [reading(3000)] });
		world.pass(31 * minuteMs);
	});

	test('when its rider ends it, then it is closed by rule and held, and they may charge elsewhere', async () => {
		const id = await sessionOf();
		await world.stop(id);
		expect((await world.session(id)).data).toMatchObject({ end: { reason: 'rule' }, progress: { energyWh: 2000 } });
		expect(await world.store.db.select().from(chargeHolds)).toHaveLength(1);
	});

	test('when its rider charges elsewhere, then it is closed by rule', async () => {
		const id = await sessionOf();
		const { tag } = await desk.transactionBegan(numbered, begin({ text: null }));
		expect(tag).toBe('Accepted');
		expect((await world.session(id)).data.end?.reason).toBe('rule');
	});

	test('when its rider asks for another connector, then it is closed by rule', async () => {
		const id = await sessionOf();
		await world.start('ocpp1.6');
		expect((await world.session(id)).data.end?.reason).toBe('rule');
	});
});

describe('given a connector that charges', () => {
	test('when its charger tells of one that began long before, then that is kept for a person and the session goes on', async () => {
		const before = world.engine.clock();
		world.pass(hourMs);
		await desk.transactionBegan(numbered, begin({ text: null }));
		const id = await sessionOf();
		const late = await desk.transactionBegan(numbered, begin({ text: null, at: before, registerWh: 500 }));
		expect((await world.session(id)).status).toBe('active');
		expect(await world.store.db.select().from(chargerTransactions)).toMatchObject([
			{ sessionId: id, stoppedAt: null },
			{ id: late.transactionId, sessionId: null, problem: 'BEGUN_LATE' },
		]);
		world.pass(hourMs / 4);
		await desk.readingsTaken(numbered, { transaction: null, evseId: 1, readings: [reading(2500)] });
		expect((await world.session(id)).data.progress?.energyWh).toBe(1500);
	});

	test('when its clock has gone back meanwhile, then its last word counts all the same', async () => {
		await desk.transactionBegan(named, begin());
		world.pass(hourMs / 4);
		await desk.readingsTaken(named, { transaction: { text: 'TX-1' }, evseId: 1, readings: [reading(3000)] });
		world.pass(2 * minuteMs);
		await desk.transactionEnded(named, end({ registerWh: 3500, at: world.engine.clock() - 4 * minuteMs }));
		expect(await world.store.db.select().from(chargeRecords)).toMatchObject([{ energyWh: 2500 }]);
	});

	test('when its holder shows the card there, then it is known; elsewhere it is in use', async () => {
		await desk.transactionBegan(named, begin());
		expect(await desk.tagStatus(named, demoCard.tag)).toBe('Accepted');
		expect(await desk.tagStatus(numbered, demoCard.tag)).toBe('ConcurrentTx');
	});
});

describe('given tags that were good once', () => {
	test('when the session of one has ended, then it is expired', async () => {
		const { id } = await world.start('ocpp1.6');
		expect(await desk.tagStatus(numbered, sessionTag(id))).toBe('Accepted');
		await cancel(id);
		expect(await desk.tagStatus(numbered, sessionTag(id))).toBe('Expired');
	});

	test('when the account of a card’s holder is closed, then it is blocked and begins nothing', async () => {
		await world.store.writer.commit([
			{ sql: 'UPDATE users SET disabled_at = 1 WHERE customer_id = ?', args: [demoCard.customerId] },
		]);
		expect(await desk.tagStatus(named, demoCard.tag)).toBe('Blocked');
		expect(await desk.transactionBegan(named, begin())).toMatchObject({ tag: 'Blocked' });
		expect(await world.active()).toBeNull();
	});
});
