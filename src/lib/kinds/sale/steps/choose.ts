import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { saleStep } from '../sale_step.ts';

/**
 * The rider chooses what they buy, in the currency of the session’s station. It is kept as it is now, and checked again when the order is
 * placed. Spec: seeds/000 §1 step 2.
 */
export const choosePackage = saleStep({
	states: ['package'],
	permission: 'sale.run',
	input: v.object({ packageId: idText }),
	needs: ({ actor }, { packageId }) => ({ offer: { packageId, productId: null, stationId: actor.station } }),
	decide({ facts, input, now }) {
		const { offer } = facts;
		if (!offer?.package) return refuse('OFFER_UNKNOWN', { offer: input.packageId });
		const { package: chosen, stationCurrency: currency } = offer;
		if (chosen.currency !== currency) return refuse('OFFER_CURRENCY', { offer: chosen.name, currency });
		return ok({ events: [{ type: 'package_chosen', at: now, package: chosen }] });
	},
});

/** The rider chooses the subscription; in the station’s currency as well, since two currencies never add up. Spec: seeds/000 §1 step 3. */
export const choosePlan = saleStep({
	states: ['plan'],
	permission: 'sale.run',
	input: v.object({ productId: idText }),
	needs: ({ actor }, { productId }) => ({ offer: { packageId: null, productId, stationId: actor.station } }),
	decide({ facts, input, now }) {
		const { offer } = facts;
		if (!offer?.product) return refuse('OFFER_UNKNOWN', { offer: input.productId });
		const { product, stationCurrency: currency } = offer;
		if (product.currency !== currency) return refuse('OFFER_CURRENCY', { offer: product.name, currency });
		return ok({ events: [{ type: 'plan_chosen', at: now, product }] });
	},
});
