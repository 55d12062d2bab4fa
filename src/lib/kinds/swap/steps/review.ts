import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import { payThenServe } from '#lib/ledger/pay_then_serve.ts';
import { serviceOf, type PlanFacts } from '#lib/plan/facts.ts';
import { priceSwap, type SwapPrice } from '#lib/plan/swap_price.ts';
import type { SwapEvent } from '../events.ts';
import { serviceReport } from '../service_report.ts';
import type { SwapData } from '../state.ts';
import { needsOf, swapStep } from '../swap_step.ts';

/**
 * The attendant confirms the price: a payment is asked for, or waived because quota or rounding covers it.
 *
 * The price is computed anew from the plan as it is now. Spec: seeds/000 §2 step 4.
 */
export const review = swapStep({
	states: ['review'],
	permission: 'swap.run',
	input: v.object({}),
	needs: (session) => needsOf(session),
	decide({ session, facts, actor, now, key }) {
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		const cleared = clearPrice(session.data, facts.plan, now);
		if (!cleared.ok) return cleared;
		// No money is asked for a swap that could not be served once it is paid.
		const rehearsal = payThenServe({
			facts,
			key,
			stationId: actor.stationId,
			payment: facts.plan && expectedPayment(facts.plan, cleared.value.price),
			service: serviceReport({ ...session.data, price: cleared.value.price }),
		});
		return rehearsal.ok ? ok({ events: [cleared.value] }) : rehearsal;
	},
});

function expectedPayment(plan: PlanFacts, price: SwapPrice): PaymentReport | null {
	if (price.payableMinor === 0) return null;
	return {
		paymentId: 'expected',
		serviceId: serviceOf(plan, 'energy')?.serviceId ?? '',
		amountMinor: price.payableMinor,
		reference: 'expected',
		method: 'expected',
		paymentType: 'TOP_UP',
		verification: 'provider',
		excessMinor: 0,
	};
}

type Cleared = Extract<SwapEvent, { type: 'payment_waived' | 'payment_requested' }>;

/** The event that leaves `review`: a waiver where nothing is to pay, a request otherwise. */
export function clearPrice(data: SwapData, plan: PlanFacts | null, now: number): Result<Cleared> {
	const price = currentPrice(data, plan);
	if (!price.ok) return price;
	if (price.value.skipReason === null)
		return ok({ type: 'payment_requested', at: now, price: price.value, orderId: now });
	return ok({ type: 'payment_waived', at: now, price: price.value, reason: price.value.skipReason });
}

/** The price of the bound batteries on the plan as it is now. */
function currentPrice(data: SwapData, plan: PlanFacts | null): Result<SwapPrice> {
	if (!plan) return refuse('PLAN_UNKNOWN');
	if (!data.newBattery) throw new TypeError('A swap is priced once its new battery is bound');
	return priceSwap(plan, { inWh: data.oldBattery?.reading.energyWh ?? 0, outWh: data.newBattery.reading.energyWh });
}
