import * as v from 'valibot';
import { idText, safeText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { amountField, sessionFields, stationField } from './shared_fields.ts';

/** `data` of collect_payment (seeds/002 A3). The last four fields are beyond the spec, which names neither amount nor receipt. */
export const collectPaymentData = v.object({
	action: v.literal('COLLECT_PAYMENT'),
	payment_method: v.nullish(safeText(40), 'CASH'),
	/** True if it was collected without a network and is reported later. */
	offline_mode: v.nullish(v.boolean(), false),
	cached_data_available: v.nullish(v.boolean()),
	mqtt_connectivity_available: v.nullish(v.boolean()),
	attendant_station: stationField,
	/** Whole currency units; that of the plan's open request, else what the plan has due, where it is left out. */
	payment_amount: v.nullish(amountField),
	/** Receipt number; one of the correlation id where it is left out. */
	payment_reference: v.nullish(safeText(128)),
	payment_request_id: v.nullish(idText),
	/** Service whose quota a payment of a plan that is current tops up; the first that has a price where it is left out. */
	service_id: v.nullish(idText),
	...sessionFields,
});

export type CollectPaymentData = v.InferOutput<typeof collectPaymentData>;

/** `metadata` of a payment that was collected. */
export const collectPaymentMetadata = v.looseObject({
	called: v.literal('collectPayment'),
	payment_id: v.string(),
	payment_action_id: v.string(),
	payment_request_id: v.nullable(v.string()),
	/** Whole currency units. */
	payment_amount: v.number(),
	currency: v.string(),
	payment_method: v.string(),
	payment_reference: v.string(),
	payment_type: v.string(),
	offline_mode: v.boolean(),
	payment_state: v.string(),
	service_state: v.string(),
	/** What is still due of the plan, whole currency units; null if nobody said. */
	amount_due: v.nullable(v.number()),
});

/** Parses `data`; an amount that is none is PAYMENT_AMOUNT_INVALID. */
export function parseCollectPayment(data: unknown) {
	return parseData(collectPaymentData, data, { payment_amount: 'PAYMENT_AMOUNT_INVALID' });
}
