import { describe, expect, test } from 'vitest';
import { packagePage, planPage, savePackage, savePlan } from '#lib/server/actions/manage_offer.ts';
import { offersPage, putBackFromForm, withdrawFromForm } from '#lib/server/actions/manage_offers.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { loadOffer } from '#lib/server/store/offer_rows.ts';
import { salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { databases, makeDatabase, rowsOf, type DatabaseKind } from '../fixtures/test_store.ts';
import { add, address, eventOf, notFound, now, openManageWorld, row, somebody, strangers } from './manage_world.ts';
import { openSaleWorld, rider, saleIn } from './sale_world.ts';

const path = '/manage/offers';
const ofNairobi = somebody('manager', ['NAIROBI']);
const ofAll = somebody('manager', '*');

type Form = readonly (readonly [string, string])[];

const bike = [
	['partNumber', '201'],
	['partName', 'E-Bike Model A'],
	['partType', 'main_service'],
	['partPrice', '12000.50'],
	['partQuantity', '1'],
] as const;
const privilege = [
	['partNumber', '202'],
	['partName', 'Swap privilege'],
	['partType', 'battery_swap'],
	['partPrice', '1500'],
	['partQuantity', '2'],
] as const;
const nothing = [
	['partNumber', ''],
	['partName', ''],
	['partType', 'main_service'],
	['partPrice', ''],
	['partQuantity', '1'],
] as const;
const standard: Form = [['name', 'Standard'], ['number', '101'], ...bike, ...privilege];
const monthly = { name: 'Monthly', number: '301', price: '500', period: 'monthly', templateId: 'template-kes' };

async function openOffersWorld(kind: DatabaseKind) {
	const world = await openManageWorld(kind);
	await add(world.store, [
		row('plan_templates', { id: 'template-kes', name: 'Monthly swaps', currency: 'KES', services_json: '[]' }),
		row('plan_templates', { id: 'template-rwf', name: 'Monthly swaps', currency: 'RWF', services_json: '[]' }),
	]);
	return world;
}

/** What an action answers, or where it leads. */
async function outcome(action: Promise<unknown>): Promise<Record<string, unknown>> {
	return (await action.catch((thrown: unknown) => thrown)) as Record<string, unknown>;
}

const leadsTo = (done: Record<string, unknown>) =>
	Object.fromEntries(new URL(String(done['location']), 'https://pitlane.example').searchParams);

const at = (id: string, currency = 'KES') => `${path}/packages/${id}?currency=${currency}`;

async function placePackage(engine: Engine, form: Form, { id = 'new', by = ofNairobi, currency = 'KES' } = {}) {
	return outcome(savePackage(eventOf(engine, by, { path: at(id, currency), form }), id));
}

async function placePlan(
	engine: Engine,
	fields: Readonly<Record<string, string>>,
	{ id = 'new', by = ofNairobi } = {},
) {
	return outcome(savePlan(eventOf(engine, by, { path: at(id), form: Object.entries(fields) }), id));
}

async function list(engine: Engine, by: SignedIn = ofNairobi, query = '') {
	const page = await offersPage(eventOf(engine, by, { path: `${path}?${query}` }));
	const told = ({ id, content }: (typeof page.packages)[number]) => [id, content.name, content.priceMinor];
	return { ...page, told: { on: [...page.packages, ...page.plans].map(told), off: page.withdrawn.map(told) } };
}

const errorsOf = (done: Record<string, unknown>) =>
	(done['data'] as { form: { errors: Record<string, unknown> } }).form.errors;
const messageOf = (done: Record<string, unknown>) => (done['data'] as { form: { message: string } }).form.message;

describe.each(databases)('what is for sale on a %s', (kind) => {
	test('is added with its parts, whose sum is its price, and with a record of who did', async () => {
		const { engine, store } = await openOffersWorld(kind);
		const added = leadsTo(await placePackage(engine, [...standard, ...nothing]));
		expect(added).toEqual({ currency: 'KES', did: 'added', kind: 'package', offer: 'pkg-kes-101-1' });
		expect(leadsTo(await placePlan(engine, monthly))['offer']).toBe('plan-kes-301-1');
		const { told, packages, done } = await list(engine, ofNairobi, new URLSearchParams(added).toString());
		expect(told.on).toEqual([
			['pkg-kes-101-1', 'Standard', 1_500_050],
			['plan-kes-301-1', 'Monthly', 50_000],
		]);
		expect(packages[0]?.content).toMatchObject({
			components: [
				{ id: 201, name: 'E-Bike Model A', type: 'main_service', priceMinor: 1_200_050, quantity: 1 },
				{ id: 202, name: 'Swap privilege', type: 'battery_swap', priceMinor: 150_000, quantity: 2 },
			],
		});
		expect(done).toEqual({ did: 'added', name: 'Standard', undo: null, kind: 'package' });
		const audited = await rowsOf(store, 'SELECT actor_id, action, subject, origin, at FROM audit ORDER BY subject');
		const entry = { actor_id: ofNairobi.id, action: 'offer.placed', origin: address, at: now };
		expect(audited).toEqual([
			{ ...entry, subject: 'pkg-kes-101-1' },
			{ ...entry, subject: 'plan-kes-301-1' },
		]);
	});

	test('is changed by another row in its place, so that past sales keep what they sold', async () => {
		const { engine, store } = await openOffersWorld(kind);
		await placePackage(engine, standard);
		await placePackage(engine, [['name', 'Second'], ['number', '102'], ...bike]);
		const changed = leadsTo(
			await placePackage(engine, [['name', 'Cheaper'], ['number', '101'], ...privilege], { id: 'pkg-kes-101-1' }),
		);
		expect(changed).toMatchObject({ did: 'changed', offer: 'pkg-kes-101-2', undo: 'pkg-kes-101-1' });
		expect((await list(engine)).told).toEqual({
			on: [
				['pkg-kes-101-2', 'Cheaper', 300_000],
				['pkg-kes-102-1', 'Second', 1_200_050],
			],
			off: [['pkg-kes-101-1', 'Standard', 1_500_050]],
		});
		const sold = await loadOffer(store.db, { packageId: 'pkg-kes-101-1', productId: null, stationId: null });
		expect(sold.package).toBeNull();
		const again = await placePackage(engine, standard, { id: 'pkg-kes-101-1' });
		expect(again).toMatchObject({ status: 409 });
		expect(messageOf(again)).toBe('Somebody was faster: Standard is not on offer any more');
		const audited = await rowsOf(store, "SELECT subject FROM audit WHERE action = 'offer.withdrawn'");
		expect(audited).toEqual([{ subject: 'pkg-kes-101-1' }]);
	});

	test('is withdrawn and put back, each once however often it is pressed', async () => {
		const { engine, store } = await openOffersWorld(kind);
		await placePlan(engine, monthly);
		const form = [
			['kind', 'plan'],
			['id', 'plan-kes-301-1'],
			['key', 'form-1'],
		] as const;
		const press = (action: typeof withdrawFromForm) => outcome(action(eventOf(engine, ofNairobi, { path, form })));
		const off = leadsTo(await press(withdrawFromForm));
		expect(off).toMatchObject({ did: 'withdrawn', undo: 'plan-kes-301-1' });
		expect(leadsTo(await press(withdrawFromForm))).toEqual(off);
		expect((await list(engine)).told).toEqual({ on: [], off: [['plan-kes-301-1', 'Monthly', 50_000]] });
		expect(leadsTo(await press(putBackFromForm))).toMatchObject({ did: 'restored', offer: 'plan-kes-301-2' });
		expect(leadsTo(await press(putBackFromForm))).toMatchObject({ offer: 'plan-kes-301-2' });
		expect((await list(engine)).told.on).toEqual([['plan-kes-301-2', 'Monthly', 50_000]]);
		const audited = await rowsOf(store, 'SELECT action FROM audit ORDER BY rowid');
		expect(audited.map(({ action }) => action)).toEqual(['offer.placed', 'offer.withdrawn', 'offer.placed']);
	});

	test('is put back in place of what it was changed to', async () => {
		const { engine } = await openOffersWorld(kind);
		await placePlan(engine, monthly);
		await placePlan(engine, { ...monthly, price: '600' }, { id: 'plan-kes-301-1' });
		const form = [
			['kind', 'plan'],
			['id', 'plan-kes-301-1'],
		] as const;
		await outcome(putBackFromForm(eventOf(engine, ofNairobi, { path, form })));
		const { told } = await list(engine);
		expect(told.on).toEqual([['plan-kes-301-3', 'Monthly', 50_000]]);
		expect(told.off.map(([id]) => id)).toContain('plan-kes-301-2');
	});

	test('stands once for a product, whoever adds it at the same time', async () => {
		const { engine } = await openOffersWorld(kind);
		const both = await Promise.all([
			placePackage(engine, standard),
			placePackage(engine, [['name', 'Rival'], ['number', '101'], ...bike], { by: ofAll }),
		]);
		const refused = both.filter(({ status }) => status === 409);
		expect(refused).toHaveLength(1);
		expect(messageOf(refused[0] ?? {})).toMatch(/^Product 101 is on offer already, as (Standard|Rival)$/);
		expect((await list(engine)).told.on).toHaveLength(1);
	});
});

test('an order stays as it was placed, and a sale without one has to choose again', async () => {
	const sale = await openSaleWorld(await (await makeDatabase('libSQL file')).open());
	const { engine } = sale;
	await sale.order();
	const second = await saleIn(sale, salesperson);
	await second.step('register_customer', { ...rider, phone: '254733000333', email: null });
	await second.step('choose_package', { packageId: 'pkg-101' });
	const ordered = await rowsOf(engine.store, `SELECT snapshot FROM sessions WHERE id = '${sale.saleId}'`);
	const form = [
		['kind', 'package'],
		['id', 'pkg-101'],
	] as const;
	expect(leadsTo(await outcome(withdrawFromForm(eventOf(engine, ofAll, { path, form }))))['did']).toBe('withdrawn');
	expect(await rowsOf(engine.store, `SELECT snapshot FROM sessions WHERE id = '${sale.saleId}'`)).toEqual(ordered);
	await second.step('choose_plan', { productId: 'plan-301' });
	await expect(second.step('place_order')).rejects.toThrow('OFFER_UNKNOWN');
});

test('prices are set in the currencies of the manager’s own stations', async () => {
	const { engine } = await openOffersWorld('libSQL file');
	await placePackage(engine, [['name', 'Kigali'], ['number', '111'], ...privilege], { by: ofAll, currency: 'RWF' });
	expect((await list(engine, ofAll, 'currency=RWF')).told.on).toEqual([['pkg-rwf-111-1', 'Kigali', 3000]]);
	expect(await list(engine, ofNairobi, 'currency=RWF')).toMatchObject({ currencies: ['KES'], currency: 'KES' });
	expect(await list(engine, somebody('manager', []))).toMatchObject({ currencies: [], currency: null, packages: [] });
	expect(await placePackage(engine, standard, { currency: 'RWF' })).toMatchObject(notFound);
	expect(await placePackage(engine, standard, { id: 'pkg-rwf-111-1' })).toMatchObject(notFound);
	const form = [
		['kind', 'package'],
		['id', 'pkg-rwf-111-1'],
	] as const;
	for (const action of [withdrawFromForm, putBackFromForm])
		expect(await outcome(action(eventOf(engine, ofNairobi, { path, form })))).toMatchObject(notFound);
	expect((await list(engine, ofAll, 'currency=RWF')).told.on).toHaveLength(1);
	const broken = await placePlan(engine, { ...monthly, templateId: 'template-rwf' });
	expect(messageOf(broken)).toBe('No subscription in KES can be made from this template');
});

test('what is typed wrong is told beside its field, and changes nothing', async () => {
	const { engine } = await openOffersWorld('libSQL file');
	const part = (change: Readonly<Record<string, string>>) =>
		privilege.map(([name, value]) => [name, change[name] ?? value] as const);
	const wrong: readonly (readonly [Form, object])[] = [
		[[['name', ' '], ['number', '0'], ...bike], { name: expect.anything(), number: expect.anything() }],
		[[['name', 'Empty'], ['number', '1'], ...nothing], { partNumber: { _errors: ['A package has 1 to 20 parts'] } }],
		[
			[['name', 'A'], ['number', '1'], ...bike, ...part({ partPrice: '1.500,00' })],
			{ partPrice: { 1: expect.anything() } },
		],
		[
			[['name', 'A'], ['number', '1'], ...part({ partPrice: '-1', partQuantity: '101' })],
			{ partPrice: { 0: expect.anything() }, partQuantity: { 0: expect.anything() } },
		],
		[[['name', 'A'], ['number', '4294967296'], ...bike], { number: expect.anything() }],
	];
	for (const [form, errors] of wrong) {
		const done = await placePackage(engine, form);
		expect(done).toMatchObject({ status: 400 });
		expect(errorsOf(done)).toMatchObject(errors);
	}
	const francs = await placePackage(engine, [['name', 'A'], ['number', '1'], ...part({ partPrice: '1.5' })], {
		by: ofAll,
		currency: 'RWF',
	});
	expect(errorsOf(francs)).toMatchObject({ partPrice: { 0: ['Enter a whole amount, for example 250'] } });
	const plan = await placePlan(engine, { ...monthly, period: 'hourly', templateId: '' });
	expect(errorsOf(plan)).toMatchObject({
		period: ['Choose how often it is paid'],
		templateId: expect.arrayContaining(['Choose what its plans are made from']),
	});
	expect((await list(engine, ofAll)).told).toEqual({ on: [], off: [] });
});

test('a form gets more parts and loses them without being saved', async () => {
	const { engine } = await openOffersWorld('libSQL file');
	const namesOf = async (part: string) => {
		const { form } = (await placePackage(engine, [...standard, ['part', part]])) as {
			form: { data: { partName: string[] } };
		};
		return form.data.partName;
	};
	expect(await namesOf('add')).toEqual(['E-Bike Model A', 'Swap privilege', '']);
	expect(await namesOf('0')).toEqual(['Swap privilege']);
	expect((await list(engine)).told.on).toEqual([]);
	await placePackage(engine, standard);
	const page = await packagePage(eventOf(engine, ofNairobi, { path }), 'pkg-kes-101-1');
	expect(page.form.data).toMatchObject({ name: 'Standard', number: '101', partPrice: ['12000.50', '1500'] });
});

test('to whoever manages no station there is no such page', async () => {
	const { engine } = await openOffersWorld('libSQL file');
	const event = (person: SignedIn | null) => eventOf(engine, person, { path: at('new'), form: standard });
	for (const person of strangers) {
		for (const answer of [
			offersPage(event(person)),
			packagePage(event(person), 'new'),
			planPage(event(person), 'new'),
			savePackage(event(person), 'new'),
			savePlan(event(person), 'new'),
			withdrawFromForm(event(person)),
			putBackFromForm(event(person)),
		])
			await expect(answer).rejects.toMatchObject(notFound);
	}
	await expect(offersPage(event(null))).rejects.toMatchObject({ status: 303 });
});
