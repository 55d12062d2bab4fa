import { batteryText } from '#lib/kinds/parts/ui/battery_text.ts';
import { paidRows, receiptText, type ReceiptReading, type ReceiptRow } from '#lib/kinds/parts/ui/receipt.ts';
import { formatDateTime } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { SwapSession } from '../swap_step.ts';
import { priceRows } from './price_rows.ts';

/** Who swapped what, where and when. */
export function factRows({ data, actor }: SwapSession, reading: ReceiptReading): ReceiptRow[] {
	const { customer, identification, oldBattery, newBattery, completion } = data;
	const battery = (bound: typeof oldBattery) => (bound ? batteryText(bound, reading.locale) : m.swap_none());
	return [
		{ label: m.swap_customer(), value: customer?.name ?? '' },
		{ label: m.swap_subscription(), value: identification?.planId ?? '' },
		{ label: m.swap_returned(), value: battery(oldBattery) },
		{ label: m.swap_handed_over(), value: battery(newBattery) },
		{ label: m.swap_station(), value: reading.stationName ?? actor.station ?? '' },
		{ label: m.swap_attendant(), value: actor.name },
		{ label: m.swap_time(), value: completion ? formatDateTime(completion.at, reading) : '' },
		{ label: m.swap_transaction(), value: completion?.transactionId ?? '' },
	];
}

/** The price's explanation, and how it was paid. */
export function moneyRows({ data }: SwapSession, locale: string): ReceiptRow[] {
	const { price, payments } = data;
	return price ? [...priceRows(price, locale), ...paidRows(payments, price.currency, locale)] : [];
}

/** The receipt as plain text, for sharing. */
export function swapReceiptText(session: SwapSession, reading: ReceiptReading): string {
	return receiptText(m.swap_receipt_title(), [...factRows(session, reading), ...moneyRows(session, reading.locale)]);
}
