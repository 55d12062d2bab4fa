import { batteryText } from '#lib/kinds/parts/ui/battery_text.ts';
import { paidRows, receiptText, type ReceiptReading, type ReceiptRow } from '#lib/kinds/parts/ui/receipt.ts';
import { formatDateTime } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { SaleSession } from '../sale_step.ts';
import { orderRows } from './order_rows.ts';

/** Who bought what, where and when, with the codes that stand for it. */
export function factRows({ data, actor }: SaleSession, reading: ReceiptReading): ReceiptRow[] {
	const { customer, order, erp, battery, completion } = data;
	return [
		{ label: m.sale_registration(), value: completion?.registrationId ?? '' },
		{ label: m.sale_customer(), value: customer?.name ?? '' },
		{ label: m.sale_order(), value: erp?.orderName ?? order?.name ?? '' },
		{ label: m.sale_subscription_code(), value: order?.planId ?? '' },
		{ label: m.sale_first_battery(), value: battery ? batteryText(battery, reading.locale) : '' },
		{ label: m.sale_station(), value: reading.stationName ?? actor.station ?? '' },
		{ label: m.sale_salesperson(), value: actor.name },
		{ label: m.sale_time(), value: completion ? formatDateTime(completion.at, reading) : '' },
	];
}

/** What was bought, and how it was paid. */
export function moneyRows({ data }: SaleSession, locale: string): ReceiptRow[] {
	return [...orderRows(data, locale), ...paidRows(data.payments, data.order?.currency ?? '', locale)];
}

/** The receipt as plain text, for sharing. */
export function saleReceiptText(session: SaleSession, reading: ReceiptReading): string {
	return receiptText(m.sale_receipt_title(), [...factRows(session, reading), ...moneyRows(session, reading.locale)]);
}
