import type { SandboxRecords } from './sandbox_records.ts';

/** What an operator has set up in Odoo before the first plan: currencies, a pricelist in each, recurrences, journals, products by their references. */
export function fillOpening(records: SandboxRecords, products: readonly string[]): void {
	for (const name of ['KES', 'RWF', 'USD']) {
		const currency = records.create('res.currency', { name });
		records.create('product.pricelist', { name: `Prices in ${name}`, currency_id: currency });
	}
	for (const name of ['Monthly', 'Quarterly', 'Yearly']) records.create('sale.subscription.plan', { name });
	records.create('account.journal', { name: 'Bank', code: 'BNK1' });
	records.create('account.journal', { name: 'Cash', code: 'CSH1' });
	for (const reference of products) records.create('product.product', { name: reference, default_code: reference });
}
