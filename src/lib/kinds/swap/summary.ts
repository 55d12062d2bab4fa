import { keptMinor } from '#lib/kinds/parts/taken_payment.ts';
import type { SessionSummary } from '#lib/session/summary.ts';
import type { SwapData } from './state.ts';

/**
 * The columns that lists and reports show of a swap. Money counts once it is paid and unless it is given back,
 * energy and quota once the battery is handed over.
 */
export function swapSummary(data: SwapData): SessionSummary {
	const methods = new Set(data.payments.map((payment) => payment.method));
	const isDone = data.completion !== null;
	if (isDone && data.cleared?.by === 'QUOTA_CREDIT') methods.add('quota');
	if (isDone && data.cleared?.by === 'ZERO_COST_ROUNDING') methods.add('rounding');
	return {
		customerId: data.customer?.id ?? null,
		customerName: data.customer?.name ?? null,
		planId: data.identification?.planId ?? null,
		energyWh: isDone ? (data.price?.diffWh ?? null) : null,
		amountMinor: data.givenUp ? 0 : keptMinor(data.payments),
		currency: data.customer?.currency ?? null,
		paymentMethod: methods.size > 0 ? [...methods].join('+') : null,
	};
}
