import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endFromForm } from '#lib/server/actions/manage_charging_end.ts';
import { chargePage } from '#lib/server/actions/manage_charging_session.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { ann, ben, openChargeWorld, other, type ChargeWorld } from './charge_decisions_world.ts';
import { beginAt, endAt, readingAt } from './chargers_tellings.ts';
import { openChargersWorld, type ChargersWorld } from './chargers_world.ts';
import { chargingEvent, chargingList, leadsTo, outcomeOf, type Fields } from './manage_charging_world.ts';
import { notFound, now, somebody, strangers } from './manage_world.ts';

const form = { reason: 'It never stops', key: 'form' };
const confirmed = { ...form, confirmed: 'yes' };
const forced = { ...confirmed, forced: 'yes' };

type World = Pick<ChargeWorld, 'engine' | 'store'>;

const end = (world: World, id: string, { as = ann, ...fields }: { as?: SignedIn; form: Fields }) =>
	outcomeOf(endFromForm(chargingEvent(world, as, fields), id));
const page = (world: World, id: string, person: SignedIn = ann) => chargePage(chargingEvent(world, person), id);
const audited = async ({ store }: World) =>
	(await rowsOf(store, "SELECT action FROM audit WHERE action LIKE 'charge.%'")).map(({ action }) => action);

describe.each(databases)('sessions that go on, on a %s', (kind) => {
	test('are listed with how long they last and when they were heard of, and reading them is recorded', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ isOpen: true });
		await world.end();
		const { running, counts } = await chargingList(world, ann, 'show=running');
		expect(running).toEqual([
			{
				...{ sessionId: id, customerName: 'The rider', phone: '•••• 000', connector: 'connector-1', energyWh: 4200 },
				station: { id: 'NAIROBI', name: 'Nairobi', timeZone: 'Africa/Nairobi' },
				cost: { amountMinor: 69_300, currency: 'KES' },
				...{ startedAt: now - 7_200_000, newsAt: now - 6_300_000, stage: 'charging' },
			},
		]);
		expect(counts).toMatchObject({ running: 1, held: 0 });
		const read = await rowsOf(world.store, "SELECT actor_id FROM audit WHERE action = 'session.list'");
		expect(read).toEqual([{ actor_id: 'ann' }]);
		expect((await chargingList(world, other, 'show=running')).running).toEqual([]);
		expect((await chargingList(world, somebody('admin', []), 'show=running')).running).toHaveLength(1);
	});

	test('that no charger meters are ended at once, upon a reason and a confirmation, and held', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ isOpen: true });
		expect(await page(world, id)).toMatchObject({ running: { ending: 'force', isMetered: false }, openHold: null });
		for (const reason of ['', ' ', 'x'.repeat(201)])
			expect(await end(world, id, { form: { ...forced, reason } })).toMatchObject({
				status: 422,
				data: { errors: { reason: expect.any(String) } },
			});
		expect(await end(world, id, { form: { ...form, forced: 'yes' } })).toMatchObject({
			asked: true,
			values: { reason: form.reason },
		});
		expect(await end(world, id, { form: { ...forced, change: 'yes' } })).toMatchObject({ asked: false });
		expect((await page(world, id)).session.status).toBe('active');
		expect(await Promise.all([end(world, id, { form: forced }), end(world, id, { form: forced })])).toMatchObject([
			leadsTo('ended'),
			leadsTo('ended'),
		]);
		expect(await page(world, id)).toMatchObject({
			running: null,
			session: { status: 'completed', endReason: 'manager', endDetail: form.reason, energyWh: 4200 },
			openHold: { reasons: [{ code: 'ENDED_BY_MANAGER' }], isSettled: false },
		});
		expect(await world.records(id)).toEqual([]);
		expect(await audited(world)).toEqual(['charge.forced']);
		const late = await end(world, id, { form: { ...forced, key: 'late' }, as: ben });
		expect(late).toMatchObject({ status: 400, data: { refusal: 'This charging session has ended already' } });
	});

	test('are there for nobody but the managers of their station', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ isOpen: true });
		for (const person of [other, ...strangers])
			expect(await end(world, id, { form: forced, as: person })).toMatchObject(notFound);
		expect(await end(world, 'chg-none', { form: forced })).toMatchObject(notFound);
		expect((await page(world, id)).session.status).toBe('active');
	});
});

describe('a session that a charger meters', () => {
	const manager: SignedIn = { ...somebody('manager', ['STATION_005']), id: 'uma' };
	let world: ChargersWorld;
	let desk: ChargerDesk;
	let id: string;

	beforeEach(async () => {
		world = await openChargersWorld();
		desk = createChargerDesk(world.engine, hashSecret);
		await desk.connected('UPPERHILL-2', 'ocpp2.0.1');
		await desk.transactionBegan('UPPERHILL-2', beginAt(world.engine.clock()));
		world.pass(60_000);
		id = (await world.active())?.id ?? '';
	});
	afterEach(() => world.close());

	const running = async () => (await page(world, id, manager)).running;

	test('is asked to stop, waited for, and ended without its charger once that has not obeyed', async () => {
		expect(await running()).toMatchObject({ ending: 'ask', isConnected: true, stopAt: null });
		expect(await end(world, id, { form: forced, as: manager })).toMatchObject({
			status: 409,
			data: { refusal: 'The charger is connected; ask it to stop, and give it some seconds' },
		});
		const asking = end(world, id, { form: confirmed, as: manager });
		await expect.poll(async () => (await running())?.ending).toBe('wait');
		const [command] = await desk.claimCommands(['UPPERHILL-2']);
		expect(command).toMatchObject({ action: 'stop', transaction: { text: 'TX-1' } });
		await desk.commandAnswered(command?.id ?? '', false);
		expect(await asking).toMatchObject(leadsTo('asked'));
		expect(await running()).toMatchObject({ ending: 'force', stopFailure: 'The charger refused' });
		const told = { transaction: { text: 'TX-1' }, evseId: 1, readings: [readingAt(world.engine.clock(), 1300)] };
		await desk.readingsTaken('UPPERHILL-2', told);
		expect(await end(world, id, { form: forced, as: manager })).toMatchObject(leadsTo('ended'));
		expect(await world.active()).toBeNull();
		expect(await page(world, id, manager)).toMatchObject({
			openHold: { proposedWh: null },
			session: { energyWh: 300 },
		});
	});

	test('ends by itself while the form waits, and is sold', async () => {
		const asking = end(world, id, { form: confirmed, as: manager });
		await expect.poll(async () => (await running())?.ending).toBe('wait');
		await desk.transactionEnded('UPPERHILL-2', endAt(world.engine.clock(), { registerWh: 1350 }));
		expect(await asking).toMatchObject(leadsTo('ended'));
		expect(await page(world, id, manager)).toMatchObject({ openHold: null, billed: { energyWh: 350 } });
	});

	test('whose charger is gone can be ended at once; one that waits for its charger is cancelled', async () => {
		await desk.disconnected('UPPERHILL-2');
		expect(await running()).toMatchObject({ ending: 'force', isConnected: false });
		expect(await end(world, id, { form: forced, as: manager })).toMatchObject(leadsTo('ended'));
		await desk.connected('UPPERHILL-1', 'ocpp1.6');
		id = (await world.start('ocpp1.6')).id;
		expect(await page(world, id, manager)).toMatchObject({
			running: { ending: 'cancel' },
			session: { energyWh: 0, source: 'none' },
			customer: { name: expect.any(String) },
		});
		expect((await chargingList(world, manager, 'show=running')).running).toMatchObject([
			{ sessionId: id, stage: 'waiting' },
		]);
		expect(await end(world, id, { form: { ...confirmed, key: 'cancel' }, as: manager })).toMatchObject(
			leadsTo('ended'),
		);
		expect((await world.session(id)).status).toBe('cancelled');
	});
});
