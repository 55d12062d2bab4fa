import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { sessionFields, stationField } from './shared_fields.ts';

/** `data` of equipment_checkin (seeds/002 A3). */
export const equipmentCheckinData = v.object({
	action: v.literal('EQUIPMENT_CHECKIN'),
	equipment_id: idText,
	/** False: the battery stays with the rider until its condition is settled. */
	condition_accepted: v.nullish(v.boolean(), true),
	attendant_station: stationField,
	...sessionFields,
});

export type EquipmentCheckinData = v.InferOutput<typeof equipmentCheckinData>;

/** `metadata` of a battery that was taken back. */
export const equipmentCheckinMetadata = v.looseObject({
	called: v.literal('equipmentCheckin'),
	equipment_id: v.string(),
	condition_accepted: v.boolean(),
	station: v.string(),
	service_state: v.string(),
});

/** Parses `data`; without a battery it is EQUIPMENT_ID_MISSING. */
export function parseEquipmentCheckin(data: unknown) {
	return parseData(equipmentCheckinData, data, { equipment_id: 'EQUIPMENT_ID_MISSING' });
}
