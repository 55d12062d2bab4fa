import type { PlanFacts, PlanService } from '#lib/plan/facts.ts';
import { aggregateQuota } from '#lib/plan/quota.ts';

/** A service of a plan as replies print it. Spec: seeds/002, `serviceStates`. */
export function serviceState({ serviceId, usedMilli, quotaMilli, currentAsset }: PlanService) {
	return { service_id: serviceId, used: usedMilli / 1000, quota: quotaMilli / 1000, current_asset: currentAsset };
}

/** The services that are part of the plan; what is sold beside it is not printed. */
export function bundledServices(plan: PlanFacts): PlanService[] {
	return plan.services.filter((service) => service.bundled);
}

/** `service_plan_data` of identify_customer. Before Phase 0 a plan has no service states. */
export function servicePlanData(plan: PlanFacts) {
	const { usedMilli, quotaMilli } = aggregateQuota(plan);
	return {
		servicePlanId: plan.planId,
		customerId: plan.customer.id,
		status: plan.status,
		serviceState: plan.serviceState,
		paymentState: plan.paymentState,
		serviceAccountId: plan.serviceAccountId,
		serviceStates: plan.initialised ? bundledServices(plan).map(serviceState) : [],
		quotaUsed: usedMilli / 1000,
		quotaLimit: quotaMilli / 1000,
		templateId: plan.templateId,
	};
}
