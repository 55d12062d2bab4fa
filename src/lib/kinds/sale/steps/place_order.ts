import * as v from 'valibot';
import { sameJson } from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Offer } from '#lib/plan/offer.ts';
import type { TemplateService } from '#lib/plan/template.ts';
import type { SaleEvent, SaleOrder } from '../events.ts';
import { saleStep } from '../sale_step.ts';
import { totalMinor, type SaleData } from '../state.ts';
import { subscriptionCode } from '../subscription_code.ts';

/** Thousandths of one swap, or of one battery. */
const oneUnitMilli = 1000;

/**
 * The rider agrees: the order is placed, the plan comes into being with what is due on it, and the ERP hears of both.
 * What changed since it was chosen is shown again first; no money is asked for a plan that could not give a first battery.
 * Spec: seeds/000 §1 step 4.
 */
export const placeOrder = saleStep({
	states: ['preview'],
	permission: 'sale.run',
	input: v.object({}),
	needs: ({ id, data, actor }) => ({
		planId: subscriptionCode(id),
		offer: {
			packageId: data.package?.id ?? null,
			productId: data.product?.id ?? null,
			stationId: actor.station,
		},
	}),
	decide({ session, facts, actor, now }) {
		const { data } = session;
		const { customer, product } = data;
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		if (!customer || !product || !data.package) throw new TypeError('An order is placed once all is chosen');
		if (facts.plan) return refuse('SUBSCRIPTION_CODE_TAKEN');
		const services = stillOffered(data, facts.offer);
		if (!services.ok) return services;
		const planId = subscriptionCode(session.id);
		const order: SaleOrder = {
			orderId: now,
			name: `SO/${new Date(now).getUTCFullYear()}/${planId.slice(4)}`,
			planId,
			totalMinor: totalMinor(data),
			currency: product.currency,
		};
		const placed: SaleEvent = { type: 'order_placed', at: now, order };
		const free: SaleEvent[] = order.totalMinor === 0 ? [{ type: 'payment_waived', at: now }] : [];
		return ok({
			events: [placed, ...free],
			introduces: [
				{
					introduces: 'plan',
					planId,
					customerId: customer.id,
					name: product.name,
					templateId: product.templateId,
					currency: product.currency,
					dueMinor: order.totalMinor,
					services: services.value,
				},
			],
		});
	},
});

/**
 * The services of the plan that was chosen. Refuses OFFER_UNKNOWN, OFFER_CURRENCY where the station sells in another currency,
 * OFFER_CHANGED where anything is not what was chosen, and OFFER_INCOMPLETE where the plan could not bear a first battery.
 */
function stillOffered(
	data: SaleData,
	offer: Offer | undefined,
): Result<readonly TemplateService[], 'OFFER_UNKNOWN' | 'OFFER_CURRENCY' | 'OFFER_CHANGED' | 'OFFER_INCOMPLETE'> {
	if (!offer?.package) return refuse('OFFER_UNKNOWN', { offer: data.package?.name ?? null });
	if (!offer.product) return refuse('OFFER_UNKNOWN', { offer: data.product?.name ?? null });
	const { stationCurrency: currency, services } = offer;
	for (const { now, chosen } of [
		{ now: offer.package, chosen: data.package },
		{ now: offer.product, chosen: data.product },
	]) {
		if (now.currency !== currency) return refuse('OFFER_CURRENCY', { offer: now.name, currency });
		if (!sameJson({ ...now, at: chosen?.at }, chosen)) return refuse('OFFER_CHANGED', { offer: now.name });
	}
	return services && givesFirstBattery(services)
		? ok(services)
		: refuse('OFFER_INCOMPLETE', { offer: offer.product.name });
}

function givesFirstBattery(services: readonly TemplateService[]): boolean {
	return (
		services.some(({ kind }) => kind === 'fleet') &&
		services.every(({ kind, quotaMilli }) => kind === 'energy' || quotaMilli >= oneUnitMilli)
	);
}
