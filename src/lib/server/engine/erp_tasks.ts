import type { PaymentCapture } from '#lib/ledger/moves.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import type { ErpCustomer, ErpPaymentTask, ErpSubscriptionTask, ErpUsageTask } from '../ports_erp.ts';

/** A captured payment as the ERP is to record it. */
export function erpPayment(move: PaymentCapture, plan: PlanFacts, at: number): ErpPaymentTask {
	return {
		type: 'payment',
		paymentId: move.paymentId,
		planId: plan.planId,
		customer: erpCustomer(plan),
		amountMinor: move.amountMinor,
		currency: move.currency,
		method: move.method,
		reference: move.reference,
		paymentType: move.paymentType,
		paidAt: at,
	};
}

/** The plan as a subscription of the ERP. */
export function erpSubscription(plan: PlanFacts): ErpSubscriptionTask {
	return {
		type: 'subscription',
		planId: plan.planId,
		planName: plan.name,
		templateId: plan.templateId,
		currency: plan.currency,
		customer: erpCustomer(plan),
	};
}

/** A service that was rendered, for billing. */
export function erpUsage(plan: PlanFacts, usage: Omit<ErpUsageTask, 'type' | 'planId' | 'customer'>): ErpUsageTask {
	return { type: 'usage', planId: plan.planId, customer: erpCustomer(plan), ...usage };
}

function erpCustomer({ customer }: PlanFacts): ErpCustomer {
	return { id: customer.id, name: customer.name, phone: customer.phone, email: null };
}
