import * as v from 'valibot';
import { parseData } from '../parse_data.ts';
import { sessionFields, sessionMetadata } from './shared_fields.ts';

/** `data` of validate_quota (seeds/002 A2). */
export const validateQuotaData = v.object({ action: v.literal('VALIDATE_SERVICE_QUOTA'), ...sessionFields });

export type ValidateQuotaData = v.InferOutput<typeof validateQuotaData>;

/** `metadata` of a plan's quota: the aggregate as the spec prints it, and each service, which is what decides a swap. */
export const validateQuotaMetadata = v.looseObject({
	quota_exhausted: v.boolean(),
	quota_used: v.number(),
	quota_limit: v.number(),
	quota_available: v.number(),
	quota_percentage: v.number(),
	service_quota_details: v.array(
		v.object({
			service_id: v.string(),
			used: v.number(),
			quota: v.number(),
			available: v.number(),
			exhausted: v.boolean(),
		}),
	),
	quota_calculation: v.object({
		total_services: v.number(),
		services_exhausted: v.number(),
		calculation_method: v.string(),
	}),
	...sessionMetadata,
});

/** Parses `data`. */
export function parseValidateQuota(data: unknown) {
	return parseData(validateQuotaData, data);
}
