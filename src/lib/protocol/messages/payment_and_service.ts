import * as v from 'valibot';
import { refuse } from '#lib/kernel/result.ts';
import { idText, safeText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { amountField, durationSecondsField, energyKwhField, sessionFields, sessionMetadata } from './shared_fields.ts';

/** Station where the request names none (seeds/002 A3.5). */
const defaultStation = 'STATION_DEFAULT';

const paymentData = v.object({
	service_id: idText,
	payment_amount: amountField,
	/** Transaction id of the provider, or receipt number. */
	payment_reference: safeText(128),
	payment_method: v.nullish(safeText(40), 'CASH'),
	payment_type: v.nullish(safeText(40), 'TOP_UP'),
});

const serviceData = v.object({
	/** Left out for a first-time customer. */
	old_battery_id: v.nullish(idText),
	new_battery_id: idText,
	energy_transferred: energyKwhField,
	service_duration: durationSecondsField,
});

/** `data` of payment_and_service (seeds/002 A3.5): payment first, then service, at least one of the two. */
export const paymentAndServiceData = v.object({
	action: v.literal('REPORT_PAYMENT_AND_SERVICE_COMPLETION'),
	attendant_station: v.nullish(idText, defaultStation),
	payment_data: v.nullish(paymentData),
	service_data: v.nullish(serviceData),
	...sessionFields,
});

export type PaymentAndServiceData = v.InferOutput<typeof paymentAndServiceData>;

/** `metadata` of a payment and service that took effect. */
export const paymentAndServiceMetadata = v.looseObject({
	called: v.literal('reportPaymentAndServiceCompletion'),
	/** Ids of the records (seeds/002, Database Updates) that the report made. */
	payment_action_id: v.optional(v.string()),
	service_action_id: v.optional(v.string()),
	timestamp: v.string(),
	payment_processed: v.boolean(),
	service_completed: v.boolean(),
	quota_updated: v.boolean(),
	service_states_updated: v.boolean(),
	processing_order: v.string(),
	processing_method: v.string(),
	payment_details: v.nullish(
		v.object({
			service_id: v.string(),
			payment_amount: v.number(),
			additional_quota: v.number(),
			quota_before: v.number(),
			quota_after: v.number(),
		}),
	),
	service_details: v.nullish(
		v.object({
			new_battery_id: v.string(),
			old_battery_id: v.nullable(v.string()),
			quota_consumed: v.number(),
		}),
	),
	correlation_id: v.string(),
	note: v.string(),
	...sessionMetadata,
});

const fieldCodes = {
	'payment_data.service_id': 'PAYMENT_SERVICE_ID_MISSING',
	'payment_data.payment_amount': 'PAYMENT_AMOUNT_INVALID',
	'payment_data.payment_reference': 'PAYMENT_REFERENCE_MISSING',
	'service_data.new_battery_id': 'NEW_BATTERY_ID_MISSING',
} as const;

/** Parses `data`; a wrong field is refused with the spec's own code. */
export function parsePaymentAndService(data: unknown) {
	const parsed = parseData(paymentAndServiceData, data, fieldCodes);
	if (parsed.ok && !parsed.value.payment_data && !parsed.value.service_data) {
		return refuse('INVALID_REQUEST', { reason: 'At least one of payment_data or service_data must be provided' });
	}
	return parsed;
}

/** `metadata` of a refused request, in the shape that the spec prints for its code. */
export function validationMetadata(refusal: { code: string; params: { reason?: string | number | null } }) {
	const failed = { called: 'reportPaymentAndServiceCompletion', validation_failed: true };
	switch (refusal.code) {
		case 'PAYMENT_SERVICE_ID_MISSING':
		case 'PAYMENT_AMOUNT_INVALID':
		case 'PAYMENT_REFERENCE_MISSING':
			return { ...failed, failed_step: 'payment_validation', failed_check: refusal.code };
		case 'NEW_BATTERY_ID_MISSING':
			return { ...failed, failed_step: 'service_validation', failed_check: refusal.code };
		case 'SERVICE_PLAN_ID_MISSING':
			return { ...failed, failed_check: refusal.code };
		default:
			return { ...failed, reason: refusal.params.reason ?? refusal.code };
	}
}
