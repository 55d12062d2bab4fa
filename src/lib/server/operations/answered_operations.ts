import { isOperationName } from '#lib/protocol/operations.ts';
import { identifyCustomer } from './identify_customer.ts';
import { identifyEquipment } from './identify_equipment.ts';
import type { AgentOperation } from './operation.ts';
import { paymentAndService } from './payment_and_service.ts';
import { validateCustomer } from './validate_customer.ts';
import { validatePayment } from './validate_payment.ts';
import { validateQuota } from './validate_quota.ts';

const answered: readonly AgentOperation[] = [
	identifyCustomer,
	identifyEquipment,
	validateCustomer,
	validatePayment,
	validateQuota,
	paymentAndService,
];

/** The operation of a name, or undefined if the agent does not answer it. One line per operation above. */
export function operationOf(name: string): AgentOperation | undefined {
	return isOperationName(name) ? answered.find((operation) => operation.name === name) : undefined;
}
