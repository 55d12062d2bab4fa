import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import type { Offer, PackageComponent, PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import { given } from '#lib/session/given.ts';
import { sale } from '../kind.ts';
import {
	packaged,
	planned,
	registered,
	sampleOffer,
	samplePackage,
	sampleProduct,
	type SaleScene,
} from '../sale_scenes.ts';
import { choosePackage, choosePlan } from './choose.ts';
import { placeOrder } from './place_order.ts';

describe('what is chosen', () => {
	test('has to be on offer', () => {
		const empty = { ...registered(), facts: { ...registered().facts, offer: { ...sampleOffer, package: null } } };
		expect(given(sale, empty).when(choosePackage, { packageId: 'pkg-1' })).toEqual(
			refuse('OFFER_UNKNOWN', { offer: 'pkg-1' }),
		);
	});

	test('is priced in the currency of the station', () => {
		const francs: Offer = {
			...sampleOffer,
			package: { ...samplePackage, currency: 'RWF' },
			product: { ...sampleProduct, currency: 'RWF' },
		};
		const packages = { ...registered(), facts: { ...registered().facts, offer: francs } };
		expect(given(sale, packages).when(choosePackage, { packageId: 'pkg-101' })).toEqual(
			refuse('OFFER_CURRENCY', { offer: 'E-Bike Standard Package', currency: 'KES' }),
		);
		const plans = { ...packaged(), facts: { ...packaged().facts, offer: francs } };
		expect(given(sale, plans).when(choosePlan, { productId: 'plan-301' })).toEqual(
			refuse('OFFER_CURRENCY', { offer: 'Monthly Subscription', currency: 'KES' }),
		);
	});
});

describe('the order', () => {
	const offering = (offer: Offer): SaleScene => ({ ...planned(), facts: { ...planned().facts, offer } });
	const changedPackage = (change: Partial<SalePackage>): Offer => ({
		...sampleOffer,
		package: { ...samplePackage, ...change },
	});
	const changedPlan = (change: Partial<PlanProduct>): Offer => ({
		...sampleOffer,
		product: { ...sampleProduct, ...change },
	});
	const [vehicle, privilege] = samplePackage.components as [PackageComponent, PackageComponent];
	const cases: [string, Offer, string][] = [
		['a package that was withdrawn', { ...sampleOffer, package: null }, 'OFFER_UNKNOWN'],
		['a plan that was withdrawn', { ...sampleOffer, product: null }, 'OFFER_UNKNOWN'],
		['another price', changedPackage({ priceMinor: 1 }), 'OFFER_CHANGED'],
		['another name of the package', changedPackage({ name: 'Other' }), 'OFFER_CHANGED'],
		['a component less', changedPackage({ components: [vehicle] }), 'OFFER_CHANGED'],
		['another component', changedPackage({ components: [vehicle, { ...privilege, id: 203 }] }), 'OFFER_CHANGED'],
		['more of a component', changedPackage({ components: [vehicle, { ...privilege, quantity: 2 }] }), 'OFFER_CHANGED'],
		['another price of the plan', changedPlan({ priceMinor: 1 }), 'OFFER_CHANGED'],
		['another name of the plan', changedPlan({ name: 'Other' }), 'OFFER_CHANGED'],
		['another period', changedPlan({ period: 'weekly' }), 'OFFER_CHANGED'],
		['a package in another currency', changedPackage({ currency: 'RWF' }), 'OFFER_CURRENCY'],
		['a plan in another currency', changedPlan({ currency: 'RWF' }), 'OFFER_CURRENCY'],
		['a station with another currency', { ...sampleOffer, stationCurrency: 'RWF' }, 'OFFER_CURRENCY'],
		['a station that there is not', { ...sampleOffer, stationCurrency: null }, 'OFFER_CURRENCY'],
		['another template', changedPlan({ templateId: 'other' }), 'OFFER_CHANGED'],
		['a plan without a template', { ...sampleOffer, services: null }, 'OFFER_INCOMPLETE'],
		['a plan without batteries', { ...sampleOffer, services: [] }, 'OFFER_INCOMPLETE'],
	];
	test.each(cases)('is refused for %s', (_, offer, code) => {
		expect(given(sale, offering(offer)).when(placeOrder, {})).toMatchObject({ code });
	});
});
