import { beforeEach, describe, expect, test } from 'vitest';
import {
	addConnectorFromForm,
	changeConnectorFromForm,
	connectorPage,
	placePage,
	placesPage,
	saveSiteFromForm,
	useConnectorFromForm,
} from '#lib/server/actions/manage_charging_place.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { usable } from '#lib/server/operations/charging/charge_place.ts';
import { endCharge } from '#lib/server/operations/charging/end_charge.ts';
import { startCharge } from '#lib/server/operations/charging/start_charge.ts';
import { listPlaceConnectors, loadChargerConnector } from '#lib/server/store/charging_places.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { ann, ben, openChargeWorld, other, type ChargeWorld } from './charge_decisions_world.ts';
import { chargingEvent, outcomeOf, type Fields } from './manage_charging_world.ts';
import { add, notFound, now, row, somebody, strangers } from './manage_world.ts';

const admin = somebody('admin', []);
const station = 'NAIROBI';
const site = {
	...{ price: '55.50', address: 'Moi Avenue 1', postal: '00100', city: 'Nairobi', country: 'ken' },
	...{ latitude: '-1,2996', longitude: '36.8126', key: 'site' },
};
const entry = {
	...{ connector: 'connector-1', code: 'nbo-1', charger: 'CP-1', number: '1', power: '22' },
	...{ standard: 'IEC_62196_T2', format: 'SOCKET', current: 'AC_3_PHASE', key: 'add' },
};

const leadsTo = (did: string) => ({ status: 303, location: `/manage/charging?did=${did}` });
const refused = (field: string, text?: string) => ({
	status: 422,
	data: { errors: { [field]: text ?? (expect.any(String) as string) } },
});

describe.each(databases)('what is charged with at a station, on a %s', (kind) => {
	let world: ChargeWorld;

	const event = (form: Fields, person: SignedIn) => chargingEvent(world, person, { form });
	const save = (form: Fields, person = ann) => outcomeOf(saveSiteFromForm(event(form, person), station));
	const put = (form: Fields, person = ann) => outcomeOf(addConnectorFromForm(event(form, person), station));
	const change = (form: Fields, { person = ann, id = 'connector-1' } = {}) =>
		outcomeOf(changeConnectorFromForm(event(form, person), { stationId: station, id }));
	const use = (isUsed: boolean, form: Fields = {}, person = ann) =>
		outcomeOf(useConnectorFromForm(event(form, person), { stationId: station, id: 'connector-1' }, isUsed));
	const place = async (person = ann) => (await placePage(chargingEvent(world, person), station)).place;
	const seen = async () => String((await place()).seen);
	const audited = async () =>
		(
			await rowsOf(world.store, "SELECT action, actor_id, subject FROM audit WHERE id LIKE 'aud-place/%' ORDER BY id")
		).map(({ action, actor_id: by, subject }) => [action, by, subject]);
	const start = (connectorId = 'connector-1', key = 'start') =>
		startCharge(world.engine, {
			actor: { id: 'user-rider', name: 'The rider', role: 'rider', stationId: null, cashLimitMinor: 0 },
			device: { device_id: 'phone', app_version: '1', platform: 'web', locale: 'en' },
			...{ customerId: 'rider', stationId: station, connectorId, level: 50, key },
		});

	beforeEach(async () => {
		world = await openChargeWorld(kind);
		await add(world.store, [
			row('chargers', { id: 'CP-1', station_id: station, connected_at: 1 }),
			row('chargers', { id: 'CP-2', station_id: 'KIGALI' }),
		]);
	});

	test('has an address and a price, which a session that goes on does not feel', async () => {
		expect((await place()).price).toBeNull();
		expect(await save({ ...site, seen: await seen() })).toMatchObject(leadsTo('site'));
		expect(await place()).toMatchObject({
			price: { amountMinor: 5550, currency: 'KES' },
			address: { city: 'Nairobi', country: 'KEN', postalCode: '00100', latitude: -1.2996, longitude: 36.8126 },
		});
		await put({ ...entry, charger: '' });
		const begun = await start();
		if (!begun.ok) throw new Error(begun.code);
		expect(await save({ ...site, price: '70', postal: '', key: 'dearer', seen: await seen() })).toMatchObject(
			leadsTo('site'),
		);
		expect((await place()).address?.postalCode).toBeNull();
		const ended = await endCharge(world.engine, {
			...{ actor: { id: 'user-rider', name: 'x', role: 'rider', stationId: null, cashLimitMinor: 0 } },
			...{ sessionId: begun.value.id, allow: () => true, key: null, level: 60, rating: null },
		});
		expect(ended).toMatchObject({ value: { data: { charge: { tariff: { priceMinorPerKwh: 5550 } } } } });
		expect(await start('connector-1', 'again')).toMatchObject({
			value: { data: { charge: { tariff: { priceMinorPerKwh: 7000 } } } },
		});
		expect(await audited()).toEqual([
			['charging_site.saved', 'ann', station],
			['connector.added', 'ann', `${station}/connector-1`],
			['charging_site.saved', 'ann', station],
		]);
		expect((await placesPage(chargingEvent(world, ann))).places).toEqual([
			expect.objectContaining({ id: station, connectors: 1, price: { amountMinor: 7000, currency: 'KES' } }),
		]);
		expect((await placesPage(chargingEvent(world, admin))).places).toHaveLength(2);
	});

	test.each([
		['price', '-1'],
		['price', '1.234'],
		['price', ''],
		['address', ' '],
		['city', 'x'.repeat(101)],
		['country', 'KE'],
		['latitude', '91'],
		['longitude', 'east'],
		['postal', '1'.repeat(21)],
	])('tells beside its field what is wrong with a %s of «%s»', async (field, value) => {
		expect(await save({ ...site, seen: '0', [field]: value })).toMatchObject(refused(field));
		expect(await audited()).toEqual([]);
	});

	test('gets a connector, once however often the form is sent, which its charger can begin at', async () => {
		expect(await Promise.all([put(entry), put(entry)])).toMatchObject([leadsTo('added'), leadsTo('added')]);
		expect((await place()).connectors).toEqual([
			expect.objectContaining({
				...{ id: 'connector-1', code: 'NBO-1', chargerId: 'CP-1', evseId: 1, ratedPowerW: 22_000 },
				...{ standard: 'IEC_62196_T2', format: 'SOCKET', powerType: 'AC_3_PHASE', status: 'Available' },
				...{ isHeld: false, isOutOfUse: false },
			}),
		]);
		expect(await loadChargerConnector(world.store.db, 'CP-1', 1)).toMatchObject({ id: 'connector-1' });
		expect(await audited()).toHaveLength(1);
		const shown = await connectorPage(chargingEvent(world, ann), { stationId: station, id: 'connector-1' });
		expect(shown.address).toBe('https://pitlane.example/charge?code=NBO-1');
	});

	test('refuses a name, a code or a number that is taken, and a charger of another station', async () => {
		await put(entry);
		const second = { ...entry, connector: 'connector-2', code: 'NBO-2', number: '2', key: 'second' };
		expect(await put({ ...second, connector: 'connector-1' })).toMatchObject(
			refused('connector', 'This station has a connector connector-1 already'),
		);
		expect(await put({ ...second, code: 'Nbo-1' })).toMatchObject(
			refused('code', 'Another connector has the code NBO-1 already'),
		);
		expect(await put({ ...second, number: '1' })).toMatchObject(
			refused('number', 'CP-1 has a connector with the number 1 already'),
		);
		for (const charger of ['CP-2', 'CP-none'])
			expect(await put({ ...second, charger })).toMatchObject(refused('charger', 'Choose a charger of this station'));
		expect(await put({ ...second, charger: '', number: '1' })).toMatchObject(leadsTo('added'));
		for (const [field, value] of [
			['connector', 'a/b'],
			['code', 'a b'],
			['number', '0'],
			['power', '-3'],
			['standard', 'SCHUKO'],
			['format', ''],
			['current', 'x'],
		] as const)
			expect(await put({ ...second, key: field, [field]: value })).toMatchObject(refused(field));
	});

	test('gives one number of a charger to one connector, of two people at once', async () => {
		const both = await Promise.all([put(entry), put({ ...entry, connector: 'connector-2', code: 'NBO-2' }, ben)]);
		expect(both.filter(({ status }) => status === 303)).toHaveLength(1);
		expect(both.filter(({ status }) => status === 422)).toMatchObject([
			{ data: { errors: { number: 'CP-1 has a connector with the number 1 already' } } },
		]);
	});

	test('changes a connector, and forgets what another charger told of it', async () => {
		await put(entry);
		await world.store.writer.commit([
			{ sql: "UPDATE connectors SET status = 'Faulted', status_at = 5, last_register_wh = 9", args: [] },
		]);
		const form = { ...entry, power: '', code: 'NBO-9', key: 'change' };
		expect(await change({ ...form, seen: await seen() })).toMatchObject(leadsTo('changed'));
		expect((await place()).connectors).toMatchObject([{ code: 'NBO-9', ratedPowerW: null, status: 'Faulted' }]);
		expect(await change({ ...form, number: '2', key: 'move', seen: await seen() })).toMatchObject(leadsTo('changed'));
		expect((await place()).connectors).toMatchObject([{ evseId: 2, status: 'Available', statusAt: null }]);
		expect(await rowsOf(world.store, 'SELECT last_register_wh AS wh FROM connectors')).toEqual([{ wh: null }]);
		expect(await change({ ...form, seen: '0', key: 'late' }, { person: ben })).toMatchObject({
			status: 409,
			data: { refusal: 'Somebody was faster: this station was changed meanwhile; load the page again' },
		});
		expect(await change({ ...form, seen: await seen(), key: 'none' }, { id: 'connector-9' })).toMatchObject(notFound);
	});

	test('leaves a connector alone while somebody charges at it', async () => {
		await save({ ...site, seen: '0' });
		await put({ ...entry, charger: '' });
		await start();
		const shown = (await place()).connectors;
		expect(shown).toMatchObject([{ isHeld: true }]);
		const charging = { status: 409, data: { refusal: 'Somebody charges here; change it once the session has ended' } };
		expect(await change({ ...entry, power: '50', key: 'c', seen: await seen() })).toMatchObject(charging);
		expect(await use(false, { confirmed: 'yes', key: 'r', seen: await seen() })).toMatchObject(charging);
		expect((await place()).connectors).toEqual(shown);
	});

	test('takes a connector out of use, once that is confirmed, and puts it back', async () => {
		await save({ ...site, seen: '0' });
		await put(entry);
		expect(await use(false, { seen: await seen() })).toMatchObject({ form: 'retire', asked: true });
		expect(await use(false, { change: 'yes' })).toMatchObject({ asked: false });
		const sent = { confirmed: 'yes', key: 'r', seen: await seen() };
		expect(await Promise.all([use(false, sent), use(false, sent)])).toMatchObject([
			leadsTo('retired'),
			leadsTo('retired'),
		]);
		expect((await place()).connectors).toMatchObject([{ isOutOfUse: true, chargerId: null, statusAt: now }]);
		const [retired] = await listPlaceConnectors(world.store.db, station);
		expect(usable(retired ?? null)).toMatchObject({ code: 'CONNECTOR_OUT_OF_ORDER' });
		expect(await loadChargerConnector(world.store.db, 'CP-1', 1)).toBeNull();
		expect(await use(true, { key: 'u', seen: await seen() })).toMatchObject(leadsTo('used'));
		const [used] = await listPlaceConnectors(world.store.db, station);
		expect(usable(used ?? null)).toMatchObject({ ok: true });
		expect((await audited()).map(([action]) => action)).toEqual([
			...['charging_site.saved', 'connector.added', 'connector.retired', 'connector.used'],
		]);
	});

	test('is there for nobody but the managers of the station', async () => {
		await put(entry);
		const before = await audited();
		for (const person of [other, ...strangers]) {
			for (const answer of [
				save({ ...site, seen: '1' }, person),
				put({ ...entry, connector: 'x' }, person),
				change({ ...entry, seen: '1' }, { person }),
				use(false, { confirmed: 'yes', seen: '1' }, person),
				use(true, { seen: '1' }, person),
				outcomeOf(placePage(chargingEvent(world, person), station)),
				outcomeOf(connectorPage(chargingEvent(world, person), { stationId: station, id: 'connector-1' })),
			])
				expect(await answer).toMatchObject(notFound);
		}
		for (const person of strangers)
			await expect(placesPage(chargingEvent(world, person))).rejects.toMatchObject(notFound);
		expect((await placesPage(chargingEvent(world, other))).places.map(({ id }) => id)).toEqual(['KIGALI']);
		expect(await audited()).toEqual(before);
	});
});
