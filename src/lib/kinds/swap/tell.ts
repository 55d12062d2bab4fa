import { toMajor } from '#lib/kernel/money.ts';
import { batteryWords } from '#lib/kinds/parts/bound_battery.ts';
import { tellTaking } from '#lib/kinds/parts/tell_taking.ts';
import type { SessionEvent } from '#lib/session/kind.ts';
import type { EventWords } from '#lib/session/report.ts';
import type { SwapEvent } from './events.ts';
import { swapActionWords } from './labels.ts';

/** An event of a swap in words, as it stands in the timeline; undefined for a type that no swap has. */
export function tellSwap(event: SessionEvent & Readonly<Record<string, unknown>>): EventWords | undefined {
	if (!isSwapEvent(event)) return undefined;
	return { title: swapActionWords[event.type], ...details(event) };
}

function isSwapEvent(event: SessionEvent): event is SwapEvent {
	return Object.hasOwn(swapActionWords, event.type) && event.type !== 'session_created';
}

function details(event: SwapEvent): Omit<EventWords, 'title'> {
	switch (event.type) {
		case 'customer_identified':
		case 'new_customer_identified':
			return { body: `${event.customer.name}, plan ${event.identification.planId}`, tone: 'accent' };
		case 'return_bound':
		case 'issue_bound':
			return { body: batteryWords(event.battery), tone: 'accent' };
		case 'payment_requested':
			return { body: `${event.price.currency} ${toMajor(event.price.payableMinor, event.price.currency)}` };
		case 'payment_waived':
			return { body: event.reason === 'QUOTA_CREDIT' ? 'Covered by quota' : 'Cost rounded down to nothing' };
		case 'push_requested':
		case 'push_sent':
		case 'push_failed':
		case 'payment_partial':
		case 'payment_settled':
			return tellTaking(event);
		case 'service_completed':
			return { body: `Transaction ${event.transactionId}`, tone: 'positive' };
		case 'service_refused':
			return { body: [event.code, event.details].filter(Boolean).join(': '), tone: 'danger' };
		case 'session_cancelled':
			return { body: event.reason, tone: 'warning' };
		case 'session_expired':
			return { body: '24 hours without a step', tone: 'warning' };
		case 'return_reopened':
		case 'issue_reopened':
			return { tone: 'warning' };
	}
}
