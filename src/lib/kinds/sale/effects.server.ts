import { phoneIntent } from '#lib/kinds/parts/phone_intent.ts';
import { accountOf } from '#lib/plan/introduction.ts';
import type { Effect } from '#lib/server/ports.ts';
import type { ErpCustomer, ErpTask } from '#lib/server/ports_erp.ts';
import type { SaleEvent } from './events.ts';
import type { SaleSession } from './sale_step.ts';
import type { SaleData } from './state.ts';

/**
 * What a sale asks of the outside: order, subscription and first battery for the books, money of a phone, and an invitation for a rider who
 * has paid and has an account now.
 */
export function saleEffects(session: SaleSession, events: readonly SaleEvent[]): Effect[] {
	return events.flatMap((event): Effect[] => {
		switch (event.type) {
			case 'order_placed':
				return [{ kind: 'erp', task: orderTask(session) }];
			case 'push_requested': {
				const { planId, currency } = placed(session.data).order;
				const purpose = { planId, currency, description: 'New vehicle' };
				return [{ kind: 'mobile_money', intent: phoneIntent(session, event, purpose) }];
			}
			case 'payment_settled':
			case 'payment_waived':
				return invitation(session);
			case 'battery_assigned':
				return [{ kind: 'erp', task: usageTask(session, event.at) }];
			case 'session_cancelled':
			case 'session_expired':
				return session.data.order ? [{ kind: 'erp', task: cancelTask(session) }] : [];
			case 'customer_registered':
			case 'package_chosen':
			case 'plan_chosen':
			case 'customer_reopened':
			case 'package_reopened':
			case 'plan_reopened':
			case 'order_registered':
			case 'push_sent':
			case 'push_failed':
			case 'payment_partial':
			case 'battery_bound':
			case 'battery_reopened':
				return [];
		}
	});
}

function placed({ customer, package: chosen, product, order }: SaleData) {
	if (!customer || !chosen || !product || !order) throw new TypeError('An order is for a customer who has chosen');
	return { customer, chosen, product, order };
}

function orderTask({ id, data }: SaleSession): ErpTask {
	const { customer, chosen, product, order } = placed(data);
	const { street, city, zip } = customer;
	return {
		type: 'order',
		planId: order.planId,
		sessionId: id,
		orderName: order.name,
		planName: product.name,
		templateId: product.templateId,
		currency: order.currency,
		customer: { ...erpCustomer(customer), address: { street, city, zip } },
		lines: chosen.components.map(({ id: productErpId, name, priceMinor, quantity }) => ({
			productErpId,
			name,
			priceMinor,
			quantity,
		})),
	};
}

function usageTask({ id, data, actor, createdAt }: SaleSession, at: number): ErpTask {
	const { customer, order } = placed(data);
	return {
		type: 'usage',
		usageId: id,
		planId: order.planId,
		customer: erpCustomer(customer),
		usageType: 'first_battery_issued',
		newBatteryId: data.battery?.id ?? null,
		oldBatteryId: null,
		energyWh: data.battery?.reading.energyWh ?? null,
		durationSeconds: Math.round((at - createdAt) / 1000),
		stationId: actor.station,
		at,
	};
}

function cancelTask({ data }: SaleSession): ErpTask {
	const { customer, order } = placed(data);
	const reason = data.endReason ?? 'The sale expired';
	return { type: 'cancel', planId: order.planId, customer: erpCustomer(customer), reason };
}

/**
 * In the language of the device at which the rider was registered: they stood beside it. Nobody is mailed who has no account, or has
 * signed in before.
 */
function invitation({ data: { customer, order }, actor, device }: SaleSession): Effect[] {
	if (!customer || customer.email === null) return [];
	const mail = {
		template: 'invitation',
		userId: accountOf(customer.id),
		invitedById: actor.id,
		stationId: actor.station,
		planId: order?.planId ?? null,
		locale: device.locale,
	} as const;
	return [{ kind: 'mail', mail }];
}

function erpCustomer({ id, name, phone, email }: NonNullable<SaleData['customer']>): ErpCustomer {
	return { id, name, phone, email };
}
