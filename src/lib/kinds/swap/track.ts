import { toMajor } from '#lib/kernel/money.ts';
import { trackTaking } from '#lib/kinds/parts/tell_taking.ts';
import type { SessionEvent } from '#lib/session/kind.ts';
import type { TrackedEvent } from '#lib/session/report.ts';
import { swapActionName } from './action_names.ts';
import type { SwapEvent } from './events.ts';
import { swapActionWords } from './labels.ts';

/** An event of a swap in the audit trail; undefined for a type that no swap has. Amounts in major units. Spec: seeds/000 §5. */
export function trackSwap(event: SessionEvent & Readonly<Record<string, unknown>>): TrackedEvent | undefined {
	return isSwapEvent(event) ? { type: swapActionName(event.type), data: dataOf(event) } : undefined;
}

function isSwapEvent(event: SessionEvent): event is SwapEvent {
	return Object.hasOwn(swapActionWords, event.type) && event.type !== 'session_created';
}

function dataOf(event: SwapEvent): Readonly<Record<string, unknown>> {
	switch (event.type) {
		case 'customer_identified':
		case 'new_customer_identified':
			return { customer_id: event.customer.id, subscription_id: event.identification.planId };
		case 'return_bound':
		case 'issue_bound':
			return { battery_id: event.battery.id, energy: event.battery.reading.energyWh };
		case 'payment_requested':
			return { order_id: event.orderId, amount: toMajor(event.price.payableMinor, event.price.currency) };
		case 'payment_waived':
			return { reason: event.reason };
		case 'push_requested':
		case 'push_sent':
		case 'push_failed':
		case 'payment_partial':
		case 'payment_settled':
			return trackTaking(event);
		case 'service_completed':
			return { transaction_id: event.transactionId };
		case 'service_refused':
			return { error_code: event.code };
		case 'session_cancelled':
			return { reason: event.reason };
		case 'return_reopened':
		case 'issue_reopened':
		case 'session_expired':
			return {};
	}
}
