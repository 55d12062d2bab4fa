import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { amountField, sessionFields, stationField } from './shared_fields.ts';

/** `data` of payment_request (seeds/002 A3). */
export const paymentRequestData = v.object({
	action: v.literal('PROCESS_PAYMENT_REQUEST'),
	/** Whole currency units; what the plan has due where it is left out. */
	payment_amount: v.nullish(amountField),
	/** True if the service was begun and waits for the money. */
	partial_service_attempted: v.nullish(v.boolean(), false),
	attendant_station: stationField,
	...sessionFields,
});

export type PaymentRequestData = v.InferOutput<typeof paymentRequestData>;

/** `metadata` of a payment that was asked for. */
export const paymentRequestMetadata = v.looseObject({
	called: v.literal('processPaymentRequest'),
	payment_request_id: idText,
	/** Whole currency units. */
	payment_amount: v.number(),
	currency: v.string(),
	amount_source: v.picklist(['request_provided', 'system_calculated']),
	partial_service_attempted: v.boolean(),
	payment_state: v.string(),
});

/** Parses `data`; an amount that is none is PAYMENT_AMOUNT_INVALID. */
export function parsePaymentRequest(data: unknown) {
	return parseData(paymentRequestData, data, { payment_amount: 'PAYMENT_AMOUNT_INVALID' });
}
