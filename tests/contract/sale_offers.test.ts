import { describe, expect, test } from 'vitest';
import { salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { openSaleWorld, rider } from './sale_world.ts';

/** What is sold at a station is priced in its currency, and is what the rider has chosen. */

describe.each(databases)('what a sale on a %s offers', (kind) => {
	async function open() {
		const sale = await openSaleWorld(await (await makeDatabase(kind)).open());
		const tryStep = (step: string, input: unknown = {}) =>
			sale.take(sale.saleId, step, { key: sale.engine.ids('key'), input, actor: salesperson });
		const change = (sql: string) => sale.store.writer.commit([{ sql, args: [] }]);
		return { ...sale, tryStep, change };
	}

	test('given a package or a plan in francs at a station of shillings, then it cannot be chosen', async () => {
		const sale = await open();
		await sale.step('register_customer', rider);
		await sale.change("UPDATE sale_packages SET currency = 'RWF' WHERE id = 'pkg-102'");
		expect(await sale.tryStep('choose_package', { packageId: 'pkg-102' })).toMatchObject({
			code: 'OFFER_CURRENCY',
			params: { currency: 'KES' },
		});
		await sale.step('choose_package', { packageId: 'pkg-101' });
		await sale.change("UPDATE plan_products SET currency = 'RWF' WHERE id = 'plan-302'");
		expect(await sale.tryStep('choose_plan', { productId: 'plan-302' })).toMatchObject({ code: 'OFFER_CURRENCY' });
		expect(await sale.standsAt()).toMatchObject({ state: 'plan' });
	});

	test.each([
		['the package has another name', "UPDATE sale_packages SET name = 'Other' WHERE id = 'pkg-101'", 'OFFER_CHANGED'],
		[
			'the package has other parts',
			"UPDATE sale_packages SET components_json = '[]' WHERE id = 'pkg-101'",
			'OFFER_CHANGED',
		],
		['the plan has another name', "UPDATE plan_products SET name = 'Other' WHERE id = 'plan-301'", 'OFFER_CHANGED'],
		['the station changed its currency', "UPDATE stations SET currency = 'RWF'", 'OFFER_CURRENCY'],
	])('given that %s since it was chosen, then nothing is ordered', async (_, sql, code) => {
		const sale = await open();
		await sale.step('register_customer', rider);
		await sale.step('choose_package', { packageId: 'pkg-101' });
		await sale.step('choose_plan', { productId: 'plan-301' });
		await sale.change(sql);
		expect(await sale.tryStep('place_order')).toMatchObject({ code });
		expect(await sale.rows(`SELECT id FROM plans WHERE id = '${sale.planId}'`)).toEqual([]);
	});
});
