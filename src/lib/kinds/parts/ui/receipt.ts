import { formatMoney } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { TakenPayment } from '../taken_payment.ts';
import { paymentMethodText } from './payment_texts.ts';

/** How a receipt is printed. */
export interface ReceiptReading {
	readonly locale: string;
	readonly timeZone: string;
	readonly stationName: string | null;
}

/** One line of a list that the reader sees. */
export interface ReceiptRow {
	readonly label: string;
	readonly value: string;
	readonly note?: string | undefined;
	readonly strong?: boolean | undefined;
}

/** How something was paid: a line a payment, with its reference. */
export function paidRows(payments: readonly TakenPayment[], currency: string, locale: string): ReceiptRow[] {
	return payments.map(({ method, reference, amountMinor }, index) => ({
		label: m.payment_paid_row({ number: index + 1, method: paymentMethodText(method) }),
		value: formatMoney({ amountMinor, currency }, locale),
		note: reference,
	}));
}

/** A receipt as plain text, for sharing. */
export function receiptText(title: string, rows: readonly ReceiptRow[]): string {
	return [title, ...rows.map(({ label, value }) => `${label}: ${value}`)].join('\n');
}
