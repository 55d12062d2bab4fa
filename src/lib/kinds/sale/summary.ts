import { keptMinor } from '#lib/kinds/parts/taken_payment.ts';
import type { SessionSummary } from '#lib/session/summary.ts';
import { takingOf, type SaleData } from './state.ts';

/** The columns that lists and reports show of a sale. Money counts once it is paid and unless it is given back, energy once the battery is out. */
export function saleSummary(data: SaleData): SessionSummary {
	const methods = new Set(data.payments.map(({ method }) => method));
	const { currency } = takingOf(data);
	return {
		customerId: data.customer?.id ?? null,
		customerName: data.customer?.name ?? null,
		planId: data.order?.planId ?? null,
		energyWh: data.completion ? (data.battery?.reading.energyWh ?? null) : null,
		amountMinor: data.givenUp ? 0 : keptMinor(data.payments),
		currency: currency === '' ? null : currency,
		paymentMethod: methods.size > 0 ? [...methods].join('+') : null,
	};
}
