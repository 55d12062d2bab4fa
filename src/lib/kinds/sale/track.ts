import { trackTaking } from '#lib/kinds/parts/tell_taking.ts';
import { toMajor } from '#lib/kernel/money.ts';
import type { SessionEvent } from '#lib/session/kind.ts';
import type { TrackedEvent } from '#lib/session/report.ts';
import { saleActionName } from './action_names.ts';
import type { SaleEvent } from './events.ts';
import { isSaleEvent } from './tell.ts';

/** In the trail money is asked for by the order, which knows number and amount; what a phone is asked afterwards has names of its own. */
const trailNames: Readonly<Record<string, string>> = {
	order_placed: 'PAYMENT_INITIATED',
	push_requested: 'PUSH_REQUESTED',
	push_sent: 'PUSH_SENT',
};

/** An event of a sale in the audit trail; undefined for a type that no sale has. Amounts in major units. Spec: seeds/000 §5. */
export function trackSale(event: SessionEvent & Readonly<Record<string, unknown>>): TrackedEvent | undefined {
	if (!isSaleEvent(event)) return undefined;
	return { type: trailNames[event.type] ?? saleActionName(event.type), data: dataOf(event) };
}

function dataOf(event: SaleEvent): Readonly<Record<string, unknown>> {
	switch (event.type) {
		case 'customer_registered':
			return { customer_id: event.customer.id, partner_id: null, is_new: event.customer.isNew };
		case 'package_chosen':
			return { package_id: event.package.id };
		case 'plan_chosen':
			return { plan_id: event.product.id };
		case 'order_placed': {
			const { orderId, planId, totalMinor, currency } = event.order;
			return { order_id: orderId, subscription_code: planId, amount: toMajor(totalMinor, currency) };
		}
		case 'order_registered':
			return {
				partner_id: event.erp.partnerId,
				order_id: event.erp.orderId,
				order_name: event.erp.orderName,
				subscription_id: event.erp.subscriptionId,
			};
		case 'push_requested':
		case 'push_sent':
		case 'push_failed':
		case 'payment_partial':
		case 'payment_settled':
			return trackTaking(event);
		case 'battery_bound':
			return { battery_id: event.battery.id, energy: event.battery.reading.energyWh };
		case 'battery_assigned':
			return { registration_id: event.registrationId };
		case 'session_cancelled':
			return { reason: event.reason };
		case 'customer_reopened':
		case 'package_reopened':
		case 'plan_reopened':
		case 'battery_reopened':
		case 'payment_waived':
		case 'session_expired':
			return {};
	}
}
