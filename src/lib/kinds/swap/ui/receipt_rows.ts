import { batteryText } from '#lib/kinds/parts/ui/battery_text.ts';
import { paidRows, receiptText, type ReceiptReading, type ReceiptRow } from '#lib/kinds/parts/ui/receipt.ts';
import { formatDateTime } from '#lib/ui/format.ts';
import type { SwapSession } from '../swap_step.ts';
import { priceRows } from './price_rows.ts';

/** What the receipt is called where it is shared. */
export const receiptTitle = 'Battery swap receipt';

/** Who swapped what, where and when. */
export function factRows({ data, actor }: SwapSession, reading: ReceiptReading): ReceiptRow[] {
	const { customer, identification, oldBattery, newBattery, completion } = data;
	const battery = (bound: typeof oldBattery) => (bound ? batteryText(bound, reading.locale) : 'none');
	return [
		{ label: 'Customer', value: customer?.name ?? '' },
		{ label: 'Subscription', value: identification?.planId ?? '' },
		{ label: 'Returned', value: battery(oldBattery) },
		{ label: 'Handed over', value: battery(newBattery) },
		{ label: 'Station', value: reading.stationName ?? actor.station ?? '' },
		{ label: 'Attendant', value: actor.name },
		{ label: 'Time', value: completion ? formatDateTime(completion.at, reading) : '' },
		{ label: 'Transaction', value: completion?.transactionId ?? '' },
	];
}

/** The price's explanation, and how it was paid. */
export function moneyRows({ data }: SwapSession, locale: string): ReceiptRow[] {
	const { price, payments } = data;
	return price ? [...priceRows(price, locale), ...paidRows(payments, price.currency, locale)] : [];
}

/** The receipt as plain text, for sharing. */
export function swapReceiptText(session: SwapSession, reading: ReceiptReading): string {
	return receiptText(receiptTitle, [...factRows(session, reading), ...moneyRows(session, reading.locale)]);
}
