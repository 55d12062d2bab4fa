import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { mayBeServed } from '#lib/ledger/serve.ts';
import { currentBatteryId, type PlanFacts } from '#lib/plan/facts.ts';
import type { SwapCustomer } from '../events.ts';
import { swapStep } from '../swap_step.ts';

/**
 * The attendant names the customer, and the agent finds the plan.
 *
 * A plan that may not be served is refused here, before a battery is touched.
 * Spec: seeds/000 §2 step 1; seeds/002 A1.
 */
export const identify = swapStep({
	states: ['identify'],
	permission: 'swap.run',
	byOperation: true,
	input: v.object({
		planId: v.nullable(v.string()),
		inputMode: v.picklist(['scan', 'manual', 'search']),
		code: safeText(256),
		correlationId: v.string(),
	}),
	needs: (_, input) => ({ planId: input.planId }),
	decide({ facts, input, actor, now }) {
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		if (!facts.plan) return refuse('CUSTOMER_NOT_FOUND');
		const standing = mayBeServed(facts.plan);
		if (!standing.ok) return standing;
		const identification = {
			inputMode: input.inputMode,
			qrCodeRaw: input.inputMode === 'scan' ? input.code : null,
			manualSubscriptionId: input.inputMode === 'manual' ? input.code : null,
			planId: facts.plan.planId,
			correlationId: input.correlationId,
		};
		const type = currentBatteryId(facts.plan) === null ? 'new_customer_identified' : 'customer_identified';
		return ok({ events: [{ type, at: now, identification, customer: customerOf(facts.plan) }] });
	},
});

function customerOf(plan: PlanFacts): SwapCustomer {
	return {
		id: plan.customer.id,
		name: plan.customer.name,
		phone: plan.customer.phone,
		subscriptionType: plan.name,
		currency: plan.currency,
		lastSwapAt: plan.customer.lastSwapAt,
		paymentState: plan.paymentState,
		serviceState: plan.serviceState,
		currentBatteryId: currentBatteryId(plan),
		services: plan.services
			.filter((service) => service.bundled)
			.map(({ serviceId, name, kind, usedMilli, quotaMilli, currentAsset, unitPriceMinor }) => ({
				serviceId,
				name,
				kind,
				usedMilli,
				quotaMilli,
				currentAsset,
				unitPriceMinor,
			})),
	};
}
