import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { inputFields, serviceStateSchema, sessionFields, sessionMetadata, stationField } from './shared_fields.ts';

/** `data` of identify_equipment (seeds/002 A1). */
export const identifyEquipmentData = v.object({
	action: v.literal('IDENTIFY_RETURNED_EQUIPMENT'),
	equipment_id: idText,
	attendant_station: stationField,
	...inputFields,
	...sessionFields,
});

export type IdentifyEquipmentData = v.InferOutput<typeof identifyEquipmentData>;

/** `metadata` of a battery that was looked up, the customer's or not. */
export const identifyEquipmentMetadata = v.looseObject({
	equipment_belongs_to_user: v.boolean(),
	equipment_id: v.string(),
	/** The service under which the customer holds it, or null. */
	matching_service: v.nullable(serviceStateSchema),
	all_current_assets: v.array(v.string()),
	total_services_checked: v.number(),
	identification_method: v.string(),
	...sessionMetadata,
});

/** Parses `data`; without a battery it is EQUIPMENT_ID_MISSING. */
export function parseIdentifyEquipment(data: unknown) {
	return parseData(identifyEquipmentData, data, { equipment_id: 'EQUIPMENT_ID_MISSING' });
}
