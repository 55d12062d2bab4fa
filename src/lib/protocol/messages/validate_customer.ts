import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { sessionFields, sessionMetadata } from './shared_fields.ts';

/** `data` of validate_customer (seeds/002 A2). */
export const validateCustomerData = v.object({
	action: v.literal('VALIDATE_CUSTOMER_STATUS'),
	customer_id: v.nullish(idText),
	...sessionFields,
});

export type ValidateCustomerData = v.InferOutput<typeof validateCustomerData>;

/** `metadata` of a customer's standing. */
export const validateCustomerMetadata = v.looseObject({
	customer_is_active: v.boolean(),
	customer_is_inactive: v.boolean(),
	status_reason: v.string(),
	customer_id: v.string(),
	...sessionMetadata,
});

/** Parses `data`. */
export function parseValidateCustomer(data: unknown) {
	return parseData(validateCustomerData, data);
}
