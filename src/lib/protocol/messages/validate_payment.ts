import * as v from 'valibot';
import { parseData } from '../parse_data.ts';
import { sessionFields, sessionMetadata } from './shared_fields.ts';

/** `data` of validate_payment (seeds/002 A2). */
export const validatePaymentData = v.object({
	action: v.literal('VALIDATE_PAYMENT_STATUS'),
	emergency_wait_approved: v.nullish(v.boolean()),
	asset_ready_to_deploy: v.nullish(v.boolean()),
	...sessionFields,
});

export type ValidatePaymentData = v.InferOutput<typeof validatePaymentData>;

/** `metadata` of a plan's payment state. */
export const validatePaymentMetadata = v.looseObject({
	payment_status_reason: v.picklist(['PAYMENT_CURRENT', 'PAYMENT_DUE', 'PAYMENT_OVERDUE']),
	...sessionMetadata,
});

/** Parses `data`. */
export function parseValidatePayment(data: unknown) {
	return parseData(validatePaymentData, data);
}
