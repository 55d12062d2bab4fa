import { formatDateTime, formatMoney } from '#lib/ui/format.ts';
import { paymentMethodWord } from '../labels.ts';
import type { SwapSession } from '../swap_step.ts';
import { priceRows, type PriceRow } from './price_rows.ts';
import { batteryText } from './summary_rows.ts';

/** How a receipt is printed. */
export interface ReceiptReading {
	readonly locale: string;
	readonly timeZone: string;
	readonly stationName: string | null;
}

/** Who swapped what, where and when. */
export function factRows({ data, actor }: SwapSession, reading: ReceiptReading): PriceRow[] {
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
export function moneyRows({ data }: SwapSession, locale: string): PriceRow[] {
	const { price, payments } = data;
	if (!price) return [];
	const money = (amountMinor: number) => formatMoney({ amountMinor, currency: price.currency }, locale);
	return [
		...priceRows(price, locale),
		...payments.map(({ method, reference, amountMinor }, index) => ({
			label: `Paid ${index + 1}, ${paymentMethodWord(method)}`,
			value: money(amountMinor),
			note: reference,
		})),
	];
}

/** The receipt as plain text, for sharing. */
export function receiptText(session: SwapSession, reading: ReceiptReading): string {
	const rows = [...factRows(session, reading), ...moneyRows(session, reading.locale)];
	return ['Battery swap receipt', ...rows.map(({ label, value }) => `${label}: ${value}`)].join('\n');
}
