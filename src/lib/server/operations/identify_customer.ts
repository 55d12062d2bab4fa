import { ok, refuse } from '#lib/kernel/result.ts';
import { parseIdentifyCustomer, type IdentifyCustomerData } from '#lib/protocol/messages/identify_customer.ts';
import { findPlanId, loadPlan } from '../store/load_facts.ts';
import { answer } from './answer.ts';
import type { AgentOperation } from './operation.ts';
import { servicePlanData } from './service_states.ts';
import { takeSessionStep } from './session_step.ts';

const methods = { scan: 'QR_CODE', manual: 'MANUAL_ENTRY', search: 'SEARCH' } as const;

/**
 * Finds the plan behind a customer's code; in a session it completes the step `identify`.
 * The topic's plan must be the code's, unless the caller knows no plan yet and names one that does not exist. Spec: seeds/002 A1.
 */
export const identifyCustomer: AgentOperation<IdentifyCustomerData> = {
	name: 'identify_customer',
	permission: 'swap.run',
	parse: parseIdentifyCustomer,
	async run(call) {
		const { data, engine } = call;
		const inputMode = data.input_mode ?? 'scan';
		const { db } = engine.store;
		const planId = await findPlanId(db, data.qr_code_data);
		const isNamed = planId === call.planId || (await findPlanId(db, call.planId)) !== call.planId;
		const plan = planId && isNamed ? await loadPlan(db, planId) : null;
		if (!plan) return refuse('CUSTOMER_NOT_FOUND');
		const metadata = {
			customer_id: plan.customer.id,
			identification_method: methods[inputMode],
			service_plan_data: servicePlanData(plan),
		};
		if (!data.session_id) return answer(['CUSTOMER_IDENTIFIED_SUCCESS'], metadata);
		const input = {
			planId,
			inputMode,
			code: data.qr_code_data,
			correlationId: call.correlationId,
		};
		const step = await takeSessionStep(call, 'identify_customer', input);
		if (!step.ok) return step;
		const content = {
			success: true,
			signals: ['CUSTOMER_IDENTIFIED_SUCCESS'],
			metadata: { ...metadata, session_version: step.value.version },
		};
		return ok({ content, statements: step.value.statements });
	},
};
