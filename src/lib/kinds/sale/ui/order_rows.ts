import type { ReceiptRow } from '#lib/kinds/parts/ui/receipt.ts';
import { formatMoney } from '#lib/ui/format.ts';
import { formatPhone } from '#lib/ui/format_phone.ts';
import { m } from '#lib/words/generated/messages.js';
import type { SaleOffers } from '../offers.ts';
import { totalMinor, type SaleData } from '../state.ts';
import { periodWords } from './sale_words.ts';

/** A line of an order; ids are set in a type of even width. */
export interface OrderRow extends ReceiptRow {
	readonly code?: boolean | undefined;
}

type PackageComponent = SaleOffers['packages'][number]['components'][number];

/** A piece of a package, with how many where there are several. */
export function partName({ name, quantity }: Pick<PackageComponent, 'name' | 'quantity'>): string {
	return quantity === 1 ? name : `${name}, ${m.sale_quantity({ count: quantity })}`;
}

/** Who buys; what was left out has no row. */
export function customerRows(customer: NonNullable<SaleData['customer']>): OrderRow[] {
	const address = [customer.street, [customer.zip, customer.city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
	return [
		{ label: m.sale_name(), value: customer.name },
		{ label: m.sale_phone(), value: formatPhone(customer.phone) },
		...(customer.email === null ? [] : [{ label: m.sale_email(), value: customer.email }]),
		...(address === '' ? [] : [{ label: m.sale_address(), value: address }]),
	];
}

/** What the package is made of. */
export function packageRows({ package: chosen }: SaleData, locale: string): OrderRow[] {
	if (!chosen) return [];
	const { currency, components } = chosen;
	return components.map((part) => ({
		label: partName(part),
		value: formatMoney({ amountMinor: part.priceMinor * part.quantity, currency }, locale),
	}));
}

/** Package, subscription and what both cost together. */
export function orderRows(data: SaleData, locale: string): OrderRow[] {
	const { package: chosen, product } = data;
	if (!chosen || !product) return [];
	const money = (amountMinor: number) => formatMoney({ amountMinor, currency: chosen.currency }, locale);
	return [
		{ label: chosen.name, value: money(chosen.priceMinor) },
		{ label: product.name, value: money(product.priceMinor), note: periodWords[product.period]() },
		{ label: m.sale_total(), value: money(totalMinor(data)), strong: true },
	];
}
