import { refuse } from '#lib/kernel/result.ts';
import { mayBeServed } from '#lib/ledger/serve.ts';
import { parseValidateCustomer, type ValidateCustomerData } from '#lib/protocol/messages/validate_customer.ts';
import { loadPlan } from '../store/load_facts.ts';
import { answer, failure } from './answer.ts';
import type { AgentOperation } from './operation.ts';

/** Says whether a customer may be served at all. A plan without Phase 0 says CUSTOMER_INACTIVE. Spec: seeds/002 A2. */
export const validateCustomer: AgentOperation<ValidateCustomerData> = {
	name: 'validate_customer',
	permission: 'swap.run',
	parse: parseValidateCustomer,
	async run({ engine, planId }) {
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		if (!plan.initialised) return { ok: true, value: { content: notSetUp(plan.customer.id), statements: [] } };
		const active = mayBeServed(plan).ok;
		return answer([active ? 'CUSTOMER_STATUS_ACTIVE' : 'CUSTOMER_STATUS_INACTIVE'], standing(plan.customer.id, active));
	},
};

function standing(customerId: string, active: boolean) {
	return {
		customer_is_active: active,
		customer_is_inactive: !active,
		status_reason: active ? 'ACTIVE' : 'INACTIVE',
		customer_id: customerId,
	};
}

function notSetUp(customerId: string) {
	return failure(['CUSTOMER_STATUS_INACTIVE', 'CUSTOMER_INACTIVE'], {
		...standing(customerId, false),
		reason: 'NOT_INITIALISED',
	});
}
