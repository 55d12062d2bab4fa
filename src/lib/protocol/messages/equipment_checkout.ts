import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import {
	durationSecondsField,
	energyKwhField,
	serviceStateSchema,
	sessionFields,
	stationField,
} from './shared_fields.ts';

/** `data` of equipment_checkout (seeds/002 A3). */
export const equipmentCheckoutData = v.object({
	action: v.literal('EQUIPMENT_CHECKOUT'),
	replacement_equipment_id: idText,
	energy_transferred: energyKwhField,
	service_duration: durationSecondsField,
	attendant_station: stationField,
	...sessionFields,
});

export type EquipmentCheckoutData = v.InferOutput<typeof equipmentCheckoutData>;

/** `metadata` of a battery that was handed out. */
export const equipmentCheckoutMetadata = v.looseObject({
	called: v.literal('equipmentCheckout'),
	replacement_equipment_id: v.string(),
	station: v.string(),
	quota_consumed: v.number(),
	/** kWh, as far as the plan meters energy. */
	energy_transferred: v.nullable(v.number()),
	/** Seconds. */
	service_duration: v.nullable(v.number()),
	service_states: v.array(serviceStateSchema),
	service_state: v.string(),
});

/** Parses `data`; without a battery it is EQUIPMENT_ID_MISSING. */
export function parseEquipmentCheckout(data: unknown) {
	return parseData(equipmentCheckoutData, data, { replacement_equipment_id: 'EQUIPMENT_ID_MISSING' });
}
