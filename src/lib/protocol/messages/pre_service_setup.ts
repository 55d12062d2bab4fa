import * as v from 'valibot';
import { parseData } from '../parse_data.ts';
import { serviceStateSchema, sessionFields } from './shared_fields.ts';

/** `data` of pre_service_setup: Phase 0 of seeds/002, which names its two parts and no message for them. */
export const preServiceSetupData = v.object({ action: v.literal('PRE_SERVICE_SETUP'), ...sessionFields });

export type PreServiceSetupData = v.InferOutput<typeof preServiceSetupData>;

/** `metadata` of a plan that is ready for service. */
export const preServiceSetupMetadata = v.looseObject({
	called: v.literal('preServiceSetup'),
	/** False where no ERP is configured. */
	subscription_synced: v.boolean(),
	service_states_initialised: v.literal(true),
	/** True if an earlier request has done it. */
	already_initialised: v.boolean(),
	status: v.string(),
	service_state: v.string(),
	payment_state: v.string(),
	service_states: v.array(serviceStateSchema),
	/** Whole currency units; null if nobody said. */
	amount_due: v.nullable(v.number()),
});

/** Parses `data`. */
export function parsePreServiceSetup(data: unknown) {
	return parseData(preServiceSetupData, data);
}
