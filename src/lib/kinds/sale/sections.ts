import { batterySection } from '#lib/kinds/parts/bound_battery.ts';
import type { ReportRow, ReportSection } from '#lib/session/report.ts';
import { totalMinor, type SaleData } from './state.ts';

/** A sale as those who manage it read it: customer, order, battery. What is not known yet is left out. */
export function saleSections(data: SaleData): readonly ReportSection[] {
	return [
		...(data.customer ? [{ title: 'Customer', rows: customerRows(data.customer) }] : []),
		...(data.package ? [{ title: 'Order', rows: orderRows(data) }] : []),
		...(data.battery ? [batterySection('First battery', data.battery)] : []),
	];
}

function customerRows(customer: NonNullable<SaleData['customer']>): ReportRow[] {
	const address = [customer.street, customer.zip, customer.city].filter((line) => line !== '').join(', ');
	return [
		{ label: 'Name', value: { text: customer.name }, note: customer.isNew ? 'new' : 'known before' },
		...(customer.email === null ? [] : [{ label: 'E-mail', value: { text: customer.email } }]),
		...(address === '' ? [] : [{ label: 'Address', value: { text: address } }]),
	];
}

function orderRows(data: SaleData): ReportRow[] {
	const { package: chosen, product, order, erp } = data;
	if (!chosen) return [];
	const { currency } = chosen;
	const money = (amountMinor: number) => ({ money: { amountMinor, currency } });
	return [
		...chosen.components.map(({ name, priceMinor, quantity }) => ({
			label: name,
			value: money(priceMinor * quantity),
			...(quantity === 1 ? {} : { note: `${quantity} pieces` }),
		})),
		...(product ? [{ label: product.name, value: money(product.priceMinor), note: product.period }] : []),
		{ label: 'Total', value: money(order?.totalMinor ?? totalMinor(data)), strong: true },
		...(order
			? [
					{ label: 'Order', value: { text: erp?.orderName ?? order.name, code: true } },
					{ label: 'Subscription', value: { text: order.planId, code: true } },
				]
			: []),
	];
}
