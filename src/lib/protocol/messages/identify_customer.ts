import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { inputFields, serviceStateSchema, sessionFields, sessionMetadata, stationField } from './shared_fields.ts';

/** `data` of identify_customer (seeds/002 A1). */
export const identifyCustomerData = v.object({
	action: v.literal('IDENTIFY_CUSTOMER'),
	qr_code_data: safeText(500),
	attendant_station: stationField,
	...inputFields,
	...sessionFields,
});

export type IdentifyCustomerData = v.InferOutput<typeof identifyCustomerData>;

/** `metadata` of a customer who was found. */
export const identifyCustomerMetadata = v.looseObject({
	customer_id: v.string(),
	identification_method: v.string(),
	service_plan_data: v.looseObject({
		servicePlanId: v.string(),
		customerId: v.string(),
		status: v.string(),
		serviceState: v.string(),
		paymentState: v.string(),
		serviceAccountId: v.string(),
		serviceStates: v.array(serviceStateSchema),
		quotaUsed: v.number(),
		quotaLimit: v.number(),
		templateId: v.string(),
	}),
	...sessionMetadata,
});

/** Parses `data`; without a code to look up it is CUSTOMER_IDENTIFICATION_DATA_MISSING. */
export function parseIdentifyCustomer(data: unknown) {
	return parseData(identifyCustomerData, data, { qr_code_data: 'CUSTOMER_IDENTIFICATION_DATA_MISSING' });
}
