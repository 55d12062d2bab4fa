import { refuse } from '#lib/kernel/result.ts';
import { aggregateQuota, isExhausted, remainingMilli } from '#lib/plan/quota.ts';
import { parseValidateQuota, type ValidateQuotaData } from '#lib/protocol/messages/validate_quota.ts';
import { loadPlan } from '../store/load_facts.ts';
import { answer } from './answer.ts';
import type { AgentOperation } from './operation.ts';
import { bundledServices } from './service_states.ts';

/**
 * Says what is left of a plan's quota: the aggregate as the spec prints it (unlike units and all) and each service.
 * A swap is decided per service, never on the aggregate. Spec: seeds/002 A2, Service Quota Validation.
 */
export const validateQuota: AgentOperation<ValidateQuotaData> = {
	name: 'validate_quota',
	permission: 'swap.run',
	parse: parseValidateQuota,
	async run({ engine, planId }) {
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const services = bundledServices(plan);
		const { usedMilli, quotaMilli } = aggregateQuota(plan);
		const exhausted = quotaMilli - usedMilli <= 0;
		return answer([exhausted ? 'QUOTA_EXHAUSTED' : 'QUOTA_AVAILABLE'], {
			quota_exhausted: exhausted,
			quota_used: usedMilli / 1000,
			quota_limit: quotaMilli / 1000,
			quota_available: (quotaMilli - usedMilli) / 1000,
			quota_percentage: quotaMilli > 0 ? (usedMilli / quotaMilli) * 100 : 100,
			service_quota_details: services.map((service) => ({
				service_id: service.serviceId,
				used: service.usedMilli / 1000,
				quota: service.quotaMilli / 1000,
				available: remainingMilli(service) / 1000,
				exhausted: isExhausted(service),
			})),
			quota_calculation: {
				total_services: services.length,
				services_exhausted: services.filter(isExhausted).length,
				calculation_method: 'aggregate_from_service_states',
			},
		});
	},
};
