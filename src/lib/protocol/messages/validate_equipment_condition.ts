import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { sessionFields, stationField } from './shared_fields.ts';

/** `data` of validate_equipment_condition (seeds/002 A2). */
export const validateEquipmentConditionData = v.object({
	action: v.literal('VALIDATE_EQUIPMENT_CONDITION'),
	equipment_id: idText,
	/** True if somebody has to look at the battery before it may go back into the rack. */
	damage_assessment_required: v.nullish(v.boolean(), false),
	attendant_station: stationField,
	...sessionFields,
});

export type ValidateEquipmentConditionData = v.InferOutput<typeof validateEquipmentConditionData>;

/** `metadata` of a battery whose condition was judged. */
export const validateEquipmentConditionMetadata = v.looseObject({
	called: v.literal('validateEquipmentCondition'),
	equipment_id: v.string(),
	condition_accepted: v.boolean(),
	damage_assessment_required: v.boolean(),
	/** Null where it was accepted. */
	condition_reason: v.nullable(v.string()),
});

/** Parses `data`; without a battery it is EQUIPMENT_ID_MISSING. */
export function parseValidateEquipmentCondition(data: unknown) {
	return parseData(validateEquipmentConditionData, data, { equipment_id: 'EQUIPMENT_ID_MISSING' });
}
