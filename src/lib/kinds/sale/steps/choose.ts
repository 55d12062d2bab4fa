import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { saleStep } from '../sale_step.ts';

/** The rider chooses what they buy. Its price is kept as it is now, and checked again when the order is placed. Spec: seeds/000 §1 step 2. */
export const choosePackage = saleStep({
	states: ['package'],
	permission: 'sale.run',
	input: v.object({ packageId: idText }),
	needs: (_, { packageId }) => ({ offer: { packageId, productId: null } }),
	decide({ facts, input, now }) {
		const chosen = facts.offer?.package;
		if (!chosen) return refuse('OFFER_UNKNOWN', { offer: input.packageId });
		return ok({ events: [{ type: 'package_chosen', at: now, package: chosen }] });
	},
});

/** The rider chooses the subscription; in the currency of the package, since two currencies never add up. Spec: seeds/000 §1 step 3. */
export const choosePlan = saleStep({
	states: ['plan'],
	permission: 'sale.run',
	input: v.object({ productId: idText }),
	needs: (_, { productId }) => ({ offer: { packageId: null, productId } }),
	decide({ session, facts, input, now }) {
		const product = facts.offer?.product;
		if (!product) return refuse('OFFER_UNKNOWN', { offer: input.productId });
		const { currency } = session.data.package ?? product;
		if (product.currency !== currency) return refuse('OFFER_CURRENCY', { offer: product.name, currency });
		return ok({ events: [{ type: 'plan_chosen', at: now, product }] });
	},
});
