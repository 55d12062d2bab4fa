import type * as v from 'valibot';
import { activityReportData, activityReportMetadata } from './messages/activity_report.ts';
import { collectPaymentData, collectPaymentMetadata } from './messages/collect_payment.ts';
import { equipmentCheckinData, equipmentCheckinMetadata } from './messages/equipment_checkin.ts';
import { equipmentCheckoutData, equipmentCheckoutMetadata } from './messages/equipment_checkout.ts';
import { identifyCustomerData, identifyCustomerMetadata } from './messages/identify_customer.ts';
import { identifyEquipmentData, identifyEquipmentMetadata } from './messages/identify_equipment.ts';
import { paymentAndServiceData, paymentAndServiceMetadata } from './messages/payment_and_service.ts';
import { paymentRequestData, paymentRequestMetadata } from './messages/payment_request.ts';
import { preServiceSetupData, preServiceSetupMetadata } from './messages/pre_service_setup.ts';
import { usageReportData, usageReportMetadata } from './messages/usage_report.ts';
import { validateCustomerData, validateCustomerMetadata } from './messages/validate_customer.ts';
import {
	validateEquipmentConditionData,
	validateEquipmentConditionMetadata,
} from './messages/validate_equipment_condition.ts';
import { validatePaymentData, validatePaymentMetadata } from './messages/validate_payment.ts';
import { validateQuotaData, validateQuotaMetadata } from './messages/validate_quota.ts';
import { validateTopupData, validateTopupMetadata } from './messages/validate_topup.ts';
import { workflowUpdateData, workflowUpdateMetadata } from './messages/workflow_update.ts';
import type { OperationName } from './operations.ts';

/** The schemas of every operation: `data` of the request, `metadata` of its success. */
export const messages = {
	identify_customer: { data: identifyCustomerData, metadata: identifyCustomerMetadata },
	identify_equipment: { data: identifyEquipmentData, metadata: identifyEquipmentMetadata },
	validate_customer: { data: validateCustomerData, metadata: validateCustomerMetadata },
	validate_payment: { data: validatePaymentData, metadata: validatePaymentMetadata },
	validate_equipment_condition: { data: validateEquipmentConditionData, metadata: validateEquipmentConditionMetadata },
	validate_quota: { data: validateQuotaData, metadata: validateQuotaMetadata },
	validate_topup: { data: validateTopupData, metadata: validateTopupMetadata },
	equipment_checkin: { data: equipmentCheckinData, metadata: equipmentCheckinMetadata },
	equipment_checkout: { data: equipmentCheckoutData, metadata: equipmentCheckoutMetadata },
	payment_request: { data: paymentRequestData, metadata: paymentRequestMetadata },
	collect_payment: { data: collectPaymentData, metadata: collectPaymentMetadata },
	payment_and_service: { data: paymentAndServiceData, metadata: paymentAndServiceMetadata },
	activity_report: { data: activityReportData, metadata: activityReportMetadata },
	workflow_update: { data: workflowUpdateData, metadata: workflowUpdateMetadata },
	usage_report: { data: usageReportData, metadata: usageReportMetadata },
	pre_service_setup: { data: preServiceSetupData, metadata: preServiceSetupMetadata },
} as const satisfies Record<OperationName, { data: v.GenericSchema; metadata: v.GenericSchema }>;

/** What a client sends as `data`, without the action, which the operation's name implies. */
export type RequestData<Name extends OperationName> = Omit<v.InferInput<(typeof messages)[Name]['data']>, 'action'>;
