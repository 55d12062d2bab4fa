import { describe, expect, test } from 'vitest';
import {
	createChargerFromForm,
	handleOrphanFromForm,
	renewSecretFromForm,
} from '#lib/server/actions/manage_charging.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { ann, ben, openChargeWorld, other, type ChargeWorld } from './charge_decisions_world.ts';
import { chargingEvent, chargingList, leadsTo, outcomeOf, type Fields } from './manage_charging_world.ts';
import { add, notFound, now, row, somebody } from './manage_world.ts';

const admin = somebody('admin', []);

const chargerRow = (id: string, change: Record<string, string | number | null> = {}) =>
	row('chargers', { id, station_id: 'NAIROBI', ...change });

const orphanRow = (id: number, chargerId = 'CP-1', change: Record<string, string | number | null> = {}) =>
	row('charger_transactions', {
		...{ id, key: `tx-${id}`, charger_id: chargerId, evse_id: 1, stop_register_wh: 5000, stopped_at: now },
		...{ problem: 'START_MISSING', ...change },
	});

describe.each(databases)('the lists of charging on a %s', (kind) => {
	test('tell of held sessions why and whose, without a whole phone number, and who read them', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP', 'METER_RESET'] });
		await world.end();
		const { charges, counts } = await chargingList(world, ann);
		expect(charges).toEqual([
			{
				...{ id: `${id}/1`, sessionId: id, isCancelled: false, customerName: 'The rider', phone: '•••• 000' },
				station: { id: 'NAIROBI', name: 'Nairobi', timeZone: 'Africa/Nairobi' },
				...{ connector: 'connector-1', energyWh: 4200, cost: { amountMinor: 69_300, currency: 'KES' } },
				...{
					startedAt: now - 7_200_000,
					sinceAt: now - 3_600_000,
					reasons: ['ENERGY_JUMP', 'METER_RESET'],
					text: null,
				},
			},
		]);
		expect(counts).toEqual({ held: 1, running: 0, disputes: 0, transactions: 0, chargers: 0 });
		const read = await rowsOf(world.store, "SELECT actor_id FROM audit WHERE action = 'session.list'");
		expect(read).toEqual([{ actor_id: 'ann' }]);
	});

	test('reach to the stations of the manager, and are narrowed to one of them', async () => {
		const world = await openChargeWorld(kind);
		await world.end({ flags: ['ENERGY_JUMP'] });
		await world.end({ flags: ['ENERGY_JUMP'], station: 'KIGALI' });
		await add(world.store, [
			chargerRow('CP-1'),
			chargerRow('CP-2', { station_id: 'KIGALI' }),
			orphanRow(1),
			orphanRow(2, 'CP-2'),
		]);
		const namesOf = async (person: SignedIn, query = '') =>
			(await chargingList(world, person, query)).charges.map(({ station }) => station?.id);
		expect(await namesOf(ann)).toEqual(['NAIROBI']);
		expect(await namesOf(other)).toEqual(['KIGALI']);
		expect(await namesOf(admin)).toEqual(['NAIROBI', 'KIGALI']);
		expect(await namesOf(admin, 'station=KIGALI')).toEqual(['KIGALI']);
		expect(await chargingList(world, ann, 'station=KIGALI')).toMatchObject({
			charges: [],
			stationError: 'You have no station «KIGALI»; choose one from the list',
		});
		expect((await chargingList(world, ann)).counts).toEqual({
			held: 1,
			running: 0,
			disputes: 0,
			transactions: 1,
			chargers: 1,
		});
		expect((await chargingList(world, admin)).counts).toEqual({
			held: 2,
			running: 0,
			disputes: 0,
			transactions: 2,
			chargers: 2,
		});
	});

	test('are read a page at a time, on and back', async () => {
		const world = await openChargeWorld(kind);
		await add(
			world.store,
			Array.from({ length: 55 }, (_, index) => chargerRow(`CP-${100 + index}`)),
		);
		const first = await chargingList(world, ann, 'show=chargers');
		expect([first.chargers.length, first.previous]).toEqual([50, null]);
		const second = await chargingList(world, ann, `show=chargers&after=${first.next}`);
		expect(second.chargers.map(({ id }) => id)).toEqual(['CP-150', 'CP-151', 'CP-152', 'CP-153', 'CP-154']);
		const back = await chargingList(world, ann, `show=chargers&before=${second.previous}`);
		expect(back.chargers).toEqual(first.chargers);
	});

	test('tell how chargers and their connectors stand', async () => {
		const world = await openChargeWorld(kind);
		await add(world.store, [
			chargerRow('CP-1', { secret_hash: 'x', vendor: 'Acme', firmware: '1.2', connected_at: now - 9, seen_at: now }),
			row('connectors', {
				...{ station_id: 'NAIROBI', id: 'connector-1', code: 'C1', charger_id: 'CP-1', standard: 'IEC_62196_T2' },
				...{
					format: 'SOCKET',
					power_type: 'AC_3_PHASE',
					status: 'Faulted',
					error_code: 'GroundFailure',
					status_at: now,
				},
			}),
		]);
		const { chargers } = await chargingList(world, ann, 'show=chargers');
		expect(chargers).toMatchObject([
			{
				...{ id: 'CP-1', hasSecret: true, vendor: 'Acme', firmware: '1.2', connectedAt: now - 9, seenAt: now },
				connectors: [{ id: 'connector-1', status: 'Faulted', errorCode: 'GroundFailure' }],
			},
		]);
		expect(JSON.stringify(chargers)).not.toContain('secretHash');
	});

	test('are rid of a transaction once somebody has seen to it, with a note', async () => {
		const world = await openChargeWorld(kind);
		await add(world.store, [chargerRow('CP-1'), orphanRow(7), orphanRow(8, 'CP-1', { problem: null })]);
		const handle = (person: SignedIn, form: Fields) =>
			outcomeOf(handleOrphanFromForm(chargingEvent(world, person, { form })));
		const note = { transaction: '7', note: 'Called the rider', key: 'form' };
		expect(await handle(ann, { ...note, note: ' ' })).toMatchObject({ status: 422 });
		expect(await handle(other, note)).toMatchObject(notFound);
		expect(await handle(ann, { ...note, transaction: '8' })).toMatchObject(notFound);
		expect(await Promise.all([handle(ann, note), handle(ann, note)])).toMatchObject([
			leadsTo('handled'),
			leadsTo('handled'),
		]);
		expect(await handle(ben, note)).toMatchObject({ status: 409 });
		expect((await chargingList(world, ann, 'show=transactions')).transactions).toEqual([]);
		const audited = await rowsOf(
			world.store,
			"SELECT actor_id, detail_json FROM audit WHERE action = 'charger_transaction.handled'",
		);
		expect(audited).toHaveLength(1);
		expect(String(audited[0]?.['detail_json'])).toContain('Called the rider');
	});
});

describe.each(databases)('a charger on a %s', (kind) => {
	const create = (world: ChargeWorld, person: SignedIn, form: Fields) =>
		outcomeOf(createChargerFromForm(chargingEvent(world, person, { form })));
	const hashOf = async (world: ChargeWorld) =>
		(await rowsOf(world.store, 'SELECT secret_hash FROM chargers')).map(({ secret_hash: hash }) => hash);

	test('gets a password that is told once and kept as a hash', async () => {
		const world = await openChargeWorld(kind);
		const form = { charger: 'CP-9', station: 'NAIROBI', key: 'form' };
		const made = await create(world, ann, form);
		const secret = String(made['secret']);
		expect(secret).toMatch(/^[a-z2-9]{20}$/);
		expect(await hashOf(world)).toEqual([hashSecret(secret)]);
		expect(await create(world, ann, form)).toMatchObject({ isDone: true, secret: null });
		const stored = await rowsOf(
			world.store,
			'SELECT * FROM idempotency UNION ALL SELECT NULL, NULL, NULL, detail_json, NULL, NULL FROM audit',
		);
		expect(JSON.stringify(stored)).not.toContain(secret);
		const renewed = await outcomeOf(
			renewSecretFromForm(chargingEvent(world, ann, { form: { charger: 'CP-9', key: 'other' } })),
		);
		expect(renewed['secret']).not.toBe(secret);
		expect(await hashOf(world)).toEqual([hashSecret(String(renewed['secret']))]);
	});

	test('is set up once, under an identity that can stand in an address, at a station of the manager', async () => {
		const world = await openChargeWorld(kind);
		const form = { charger: 'CP-9', station: 'NAIROBI' };
		const both = await Promise.all([create(world, ann, form), create(world, ben, form)]);
		expect(both.filter(({ status }) => status === 422)).toMatchObject([
			{ data: { errors: { charger: 'There is a charger CP-9 already' } } },
		]);
		for (const charger of ['', 'a/b', '-x', 'x'.repeat(49)])
			expect(await create(world, ann, { ...form, charger })).toMatchObject({ status: 422 });
		for (const station of ['KIGALI', 'NOWHERE', ''])
			expect(await create(world, ann, { charger: 'CP-8', station })).toMatchObject({
				data: { errors: { station: 'Choose one of your stations' } },
			});
		expect(
			await outcomeOf(renewSecretFromForm(chargingEvent(world, other, { form: { charger: 'CP-9' } }))),
		).toMatchObject(notFound);
		expect(await hashOf(world)).toHaveLength(1);
	});
});
