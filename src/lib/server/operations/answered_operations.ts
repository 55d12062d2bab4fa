import { isOperationName, type OperationName } from '#lib/protocol/operations.ts';
import { activityReport } from './activity_report.ts';
import { collectPayment } from './collect_payment.ts';
import { equipmentCheckin } from './equipment_checkin.ts';
import { equipmentCheckout } from './equipment_checkout.ts';
import { identifyCustomer } from './identify_customer.ts';
import { identifyEquipment } from './identify_equipment.ts';
import type { AgentOperation } from './operation.ts';
import { paymentAndService } from './payment_and_service.ts';
import { paymentRequest } from './payment_request.ts';
import { preServiceSetup } from './pre_service_setup.ts';
import { usageReport } from './usage_report.ts';
import { validateCustomer } from './validate_customer.ts';
import { validateEquipmentCondition } from './validate_equipment_condition.ts';
import { validatePayment } from './validate_payment.ts';
import { validateQuota } from './validate_quota.ts';
import { validateTopup } from './validate_topup.ts';
import { workflowUpdate } from './workflow_update.ts';

/** What the agent answers: one line per operation. */
const answered = {
	identify_customer: identifyCustomer,
	identify_equipment: identifyEquipment,
	validate_customer: validateCustomer,
	validate_payment: validatePayment,
	validate_equipment_condition: validateEquipmentCondition,
	validate_quota: validateQuota,
	validate_topup: validateTopup,
	equipment_checkin: equipmentCheckin,
	equipment_checkout: equipmentCheckout,
	payment_request: paymentRequest,
	collect_payment: collectPayment,
	payment_and_service: paymentAndService,
	activity_report: activityReport,
	workflow_update: workflowUpdate,
	usage_report: usageReport,
	pre_service_setup: preServiceSetup,
} satisfies Readonly<Record<OperationName, AgentOperation>>;

/** The operation of a name, or undefined if there is none. */
export function operationOf(name: string): AgentOperation | undefined {
	return isOperationName(name) ? answered[name] : undefined;
}
