import { batteryWords } from '#lib/kinds/parts/bound_battery.ts';
import { tellTaking } from '#lib/kinds/parts/tell_taking.ts';
import { toMajor } from '#lib/kernel/money.ts';
import type { SessionEvent } from '#lib/session/kind.ts';
import type { EventWords } from '#lib/session/report.ts';
import type { SaleEvent } from './events.ts';
import { saleActionWords } from './labels.ts';

/** An event of a sale in words, as it stands in the timeline; undefined for a type that no sale has. */
export function tellSale(event: SessionEvent & Readonly<Record<string, unknown>>): EventWords | undefined {
	if (!isSaleEvent(event)) return undefined;
	return { title: saleActionWords[event.type], ...details(event) };
}

/** True for an event of a sale. */
export function isSaleEvent(event: SessionEvent): event is SaleEvent {
	return Object.hasOwn(saleActionWords, event.type) && event.type !== 'session_created';
}

function details(event: SaleEvent): Omit<EventWords, 'title'> {
	switch (event.type) {
		case 'customer_registered': {
			const { firstName, lastName, isNew } = event.customer;
			return { body: `${firstName} ${lastName}${isNew ? '' : ', known before'}`, tone: 'accent' };
		}
		case 'package_chosen':
			return { body: event.package.name, tone: 'accent' };
		case 'plan_chosen':
			return { body: event.product.name, tone: 'accent' };
		case 'order_placed': {
			const { currency, totalMinor, planId } = event.order;
			return { body: `${planId}, ${currency} ${toMajor(totalMinor, currency)}`, tone: 'accent' };
		}
		case 'order_registered':
			return { body: event.erp.orderName };
		case 'push_requested':
		case 'push_sent':
		case 'push_failed':
		case 'payment_partial':
		case 'payment_settled':
			return tellTaking(event);
		case 'battery_bound':
			return { body: batteryWords(event.battery), tone: 'accent' };
		case 'battery_assigned':
			return { body: `Registration ${event.registrationId}`, tone: 'positive' };
		case 'session_cancelled':
			return { body: event.reason, tone: 'warning' };
		case 'session_expired':
			return { body: '24 hours without a step', tone: 'warning' };
		case 'customer_reopened':
		case 'package_reopened':
		case 'plan_reopened':
		case 'battery_reopened':
			return { tone: 'warning' };
		case 'payment_waived':
			return {};
	}
}
