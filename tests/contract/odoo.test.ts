import { describe, expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import { interfaces, payment, subscription, usage, useOdoo } from './odoo_world.ts';

describe.each(interfaces)('Odoo over %s, given a plan that it does not know', (api) => {
	const { sandbox, erp } = useOdoo(api);

	test('when it is synchronised, then partner and confirmed subscription are there', async () => {
		expect(await erp().syncSubscription(subscription)).toEqual(
			ok({ customerErpId: '1', erpId: '1', state: '3_progress', active: true, dueMinor: null, nextInvoiceAt: null }),
		);
		expect(sandbox().records('res.partner')).toEqual([
			{
				id: 1,
				ref: 'customer-12345',
				name: 'Jane Smith',
				phone: '+254700000001',
				email: 'jane@rider.example',
				active: true,
			},
		]);
		expect(sandbox().records('sale.order')).toEqual([
			expect.objectContaining({
				client_order_ref: 'SUB-8847-KE',
				partner_id: 1,
				pricelist_id: 1,
				plan_id: 1,
				state: 'sale',
			}),
		]);
		expect(sandbox().records('sale.order.line')).toEqual([
			{ id: 1, order_id: 1, product_id: 1, product_uom_qty: 1, name: 'Monthly swaps' },
		]);
	});

	test('when it is synchronised again, then nothing more is there', async () => {
		const gateway = erp();
		const first = await gateway.syncSubscription(subscription);
		expect(await gateway.syncSubscription(subscription)).toEqual(first);
		expect(await erp().syncSubscription(subscription)).toEqual(first);
		expect(sandbox().records('res.partner')).toHaveLength(1);
		expect(sandbox().records('sale.order')).toHaveLength(1);
	});

	test('when its template has no product, then it is refused until one bears the reference or a fallback is named', async () => {
		const other = { ...subscription, templateId: 'template-new' };
		const reason = 'Odoo has no product with the reference template-new';
		expect(await erp().syncSubscription(other)).toEqual(refuse('ERP_REFUSED', { reason }));
		expect(sandbox().records('sale.order')).toEqual([]);
		const fallback = { order: { fallbackProduct: 'template-monthly-swap' } };
		expect(await erp({ names: fallback }).syncSubscription(other)).toMatchObject({ ok: true, value: { active: true } });
	});

	test('when Odoo has no pricelist in its currency, then no order is confirmed in another', async () => {
		const pricelist = sandbox().records('product.pricelist')[1]!;
		sandbox().write('product.pricelist', pricelist.id, { active: false });
		expect(await erp().syncSubscription({ ...subscription, currency: 'RWF' })).toEqual(
			refuse('ERP_REFUSED', { reason: 'Order 1 is in KES, should have a pricelist in RWF' }),
		);
		expect(sandbox().records('sale.order')).toMatchObject([{ state: 'draft' }]);
	});

	test('when usage is reported, then it is refused', async () => {
		const reason = 'Odoo has no order with the reference SUB-8847-KE';
		expect(await erp().recordUsage(usage)).toEqual(refuse('ERP_REFUSED', { reason }));
	});
});

describe.each(interfaces)('Odoo over %s, given a subscription', (api) => {
	const { sandbox, erp } = useOdoo(api);

	test('when invoices are open, then their open amount and the next day of invoicing are told', async () => {
		await erp().syncSubscription(subscription);
		const invoice = { move_type: 'out_invoice', currency_id: 1 };
		const ids = [
			sandbox().create('account.move', { ...invoice, state: 'posted', amount_residual: 500.5 }),
			sandbox().create('account.move', { ...invoice, state: 'posted', amount_residual: 99.5 }),
			sandbox().create('account.move', { ...invoice, state: 'draft', amount_residual: 7 }),
		];
		sandbox().write('sale.order', 1, { invoice_ids: ids, next_invoice_date: '2026-12-01' });
		expect(await erp().syncSubscription(subscription)).toMatchObject({
			value: { dueMinor: 60_000, nextInvoiceAt: Date.parse('2026-11-30T21:00:00Z') },
		});
	});

	test('when every invoice is paid, then nothing is open; when none was posted, then nobody said', async () => {
		await erp().syncSubscription(subscription);
		const invoice = { move_type: 'out_invoice', currency_id: 1, state: 'posted', amount_residual: 0 };
		sandbox().write('sale.order', 1, { invoice_ids: [sandbox().create('account.move', invoice)] });
		expect(await erp().syncSubscription(subscription)).toMatchObject({ value: { dueMinor: 0 } });
		const draft = { ...invoice, state: 'draft', amount_residual: 7 };
		sandbox().write('sale.order', 1, { invoice_ids: [sandbox().create('account.move', draft)] });
		expect(await erp().syncSubscription(subscription)).toMatchObject({ value: { dueMinor: null } });
	});

	test('when an invoice is in another currency, then no sum is told', async () => {
		await erp().syncSubscription(subscription);
		const invoice = { move_type: 'out_invoice', currency_id: 3, state: 'posted', amount_residual: 5 };
		sandbox().write('sale.order', 1, { invoice_ids: [sandbox().create('account.move', invoice)] });
		expect(await erp().syncSubscription(subscription)).toMatchObject({ value: { dueMinor: null } });
	});

	test('when it was renewed in Odoo, then the renewal counts', async () => {
		await erp().syncSubscription(subscription);
		sandbox().write('sale.order', 1, { subscription_state: '5_renewed' });
		const renewal = { client_order_ref: 'SUB-8847-KE', partner_id: 1, state: 'sale', subscription_state: '3_progress' };
		sandbox().create('sale.order', renewal);
		expect(await erp().syncSubscription(subscription)).toMatchObject({ value: { erpId: '2', active: true } });
	});

	test('when people cancelled it in Odoo, then it stays cancelled and does not run', async () => {
		await erp().syncSubscription(subscription);
		sandbox().write('sale.order', 1, { state: 'cancel', subscription_state: false });
		expect(await erp().syncSubscription(subscription)).toMatchObject({ value: { state: 'cancel', active: false } });
		expect(sandbox().records('sale.order')).toHaveLength(1);
	});

	test('when the partner was archived, then no second one is made', async () => {
		await erp().syncSubscription(subscription);
		sandbox().write('res.partner', 1, { active: false });
		await erp().recordPayment(payment);
		expect(sandbox().records('res.partner')).toHaveLength(1);
	});

	test('when usage is reported, then the order has one line of it, however often', async () => {
		await erp().syncSubscription(subscription);
		expect(await erp().recordUsage(usage)).toEqual(ok('2'));
		expect(await erp().recordUsage(usage)).toEqual(ok('2'));
		expect(sandbox().records('sale.order.line')[1]).toEqual({
			id: 2,
			order_id: 1,
			product_id: 2,
			product_uom_qty: 1,
			name:
				'battery_swap_completed, 2026-11-22, battery out BAT_NEW_ATT_001, battery in BAT_RETURN_ATT_001, 48.5 kWh, 240 s, ' +
				'at STATION_001 (usage_001)',
		});
		expect(sandbox().records('sale.order.line')).toHaveLength(2);
	});

	test('when usage is reported again after a renewal, then the line on the order before it counts', async () => {
		await erp().syncSubscription(subscription);
		expect(await erp().recordUsage(usage)).toEqual(ok('2'));
		sandbox().write('sale.order', 1, { subscription_state: '5_renewed' });
		const renewal = { client_order_ref: 'SUB-8847-KE', partner_id: 1, state: 'sale', subscription_state: '3_progress' };
		sandbox().create('sale.order', renewal);
		expect(await erp().recordUsage(usage)).toEqual(ok('2'));
		expect(await erp().recordUsage({ ...usage, usageId: 'usage_002' })).toEqual(ok('3'));
		expect(sandbox().records('sale.order.line')).toMatchObject([{}, { order_id: 1 }, { order_id: 2 }]);
	});

	test('when two usages differ in one character that LIKE takes for any, then each has a line', async () => {
		await erp().syncSubscription(subscription);
		expect(await erp().recordUsage({ ...usage, usageId: 'usageX001' })).toEqual(ok('2'));
		expect(await erp().recordUsage(usage)).toEqual(ok('3'));
	});
});

describe.each(interfaces)('Odoo over %s, given a payment', (api) => {
	const { sandbox, erp } = useOdoo(api);

	test('when it is recorded, then it is posted on the day of the operator, with reference and receipt', async () => {
		expect(await erp().recordPayment(payment)).toEqual(ok('1'));
		expect(sandbox().records('account.payment')).toEqual([
			{
				id: 1,
				memo: 'payment-001',
				payment_reference: 'NLJ7RT61SV',
				partner_id: 1,
				amount: 288.5,
				currency_id: 1,
				date: '2026-11-22',
				payment_type: 'inbound',
				partner_type: 'customer',
				journal_id: 1,
				state: 'in_process',
			},
		]);
	});

	test('when it is recorded again, then there is one', async () => {
		const gateway = erp();
		expect(await gateway.recordPayment(payment)).toEqual(ok('1'));
		expect(await gateway.recordPayment(payment)).toEqual(ok('1'));
		expect(sandbox().records('account.payment')).toHaveLength(1);
	});

	test('when its method has a journal, then it is in that journal', async () => {
		await erp({ names: { payment: { journals: { MPESA: 'CSH1' } } } }).recordPayment(payment);
		expect(sandbox().records('account.payment')).toMatchObject([{ journal_id: 2 }]);
		const missing = { payment: { journals: { MPESA: 'NONE' } } };
		expect(await erp({ names: missing }).recordPayment({ ...payment, paymentId: 'payment-002' })).toEqual(
			refuse('ERP_REFUSED', { reason: 'Odoo has no journal with the code NONE' }),
		);
	});

	test('when Odoo does not use its currency, then it is refused', async () => {
		expect(await erp().recordPayment({ ...payment, currency: 'UGX' })).toEqual(
			refuse('ERP_REFUSED', { reason: 'Odoo has no active currency UGX' }),
		);
	});
});
