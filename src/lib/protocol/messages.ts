import type * as v from 'valibot';
import { identifyCustomerData, identifyCustomerMetadata } from './messages/identify_customer.ts';
import { identifyEquipmentData, identifyEquipmentMetadata } from './messages/identify_equipment.ts';
import { paymentAndServiceData, paymentAndServiceMetadata } from './messages/payment_and_service.ts';
import { validateCustomerData, validateCustomerMetadata } from './messages/validate_customer.ts';
import { validatePaymentData, validatePaymentMetadata } from './messages/validate_payment.ts';
import { validateQuotaData, validateQuotaMetadata } from './messages/validate_quota.ts';
import type { OperationName } from './operations.ts';

/** The schemas of the operations that the agent answers: `data` of the request, `metadata` of its success. */
export const messages = {
	identify_customer: { data: identifyCustomerData, metadata: identifyCustomerMetadata },
	identify_equipment: { data: identifyEquipmentData, metadata: identifyEquipmentMetadata },
	validate_customer: { data: validateCustomerData, metadata: validateCustomerMetadata },
	validate_payment: { data: validatePaymentData, metadata: validatePaymentMetadata },
	validate_quota: { data: validateQuotaData, metadata: validateQuotaMetadata },
	payment_and_service: { data: paymentAndServiceData, metadata: paymentAndServiceMetadata },
} as const satisfies Partial<Record<OperationName, { data: v.GenericSchema; metadata: v.GenericSchema }>>;

/** Operations that the agent answers today. */
export type AnsweredOperation = keyof typeof messages;

/** What a client sends as `data`, without the action, which the operation's name implies. */
export type RequestData<Name extends AnsweredOperation> = Omit<v.InferInput<(typeof messages)[Name]['data']>, 'action'>;
