import * as v from 'valibot';
import { parseData } from '../parse_data.ts';
import { amountField, sessionFields, stationField } from './shared_fields.ts';

/** `data` of validate_topup (seeds/002 A2). */
export const validateTopupData = v.object({
	action: v.literal('VALIDATE_TOPUP_PAYMENT'),
	/** What the attendant thinks; the plan decides. */
	topup_required: v.nullish(v.boolean()),
	/** Whole currency units; what one unit of the exhausted service costs where it is left out. */
	topup_amount: v.nullish(v.union([amountField, v.literal(0)])),
	attendant_station: stationField,
	...sessionFields,
});

export type ValidateTopupData = v.InferOutput<typeof validateTopupData>;

/** `metadata` of a judgement whether a plan needs a top-up and may get one. */
export const validateTopupMetadata = v.looseObject({
	topup_required: v.boolean(),
	/** Whole currency units; null if nobody named an amount and the plan has no price. */
	topup_amount: v.nullable(v.number()),
	payment_authorized: v.boolean(),
	payment_state: v.string(),
	service_state: v.string(),
	topup_calculation: v.object({
		/** Payment states that ask for money. */
		states_checked: v.array(v.string()),
		quota_check: v.object({ used: v.number(), limit: v.number(), exhausted: v.boolean() }),
		amount_source: v.picklist(['request_provided', 'system_calculated']),
	}),
});

/** Parses `data`; a negative amount is PAYMENT_AMOUNT_INVALID. */
export function parseValidateTopup(data: unknown) {
	return parseData(validateTopupData, data, { topup_amount: 'PAYMENT_AMOUNT_INVALID' });
}
