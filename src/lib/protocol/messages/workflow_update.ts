import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { detailField, sessionFields, stationField } from './shared_fields.ts';

/** `data` of workflow_update (seeds/002 A4). */
export const workflowUpdateData = v.object({
	action: v.literal('UPDATE_WORKFLOW_STATE'),
	/** Phase of the workflow, for example `A3`. */
	workflow_stage: safeText(80),
	stage_transition: v.nullish(safeText(80)),
	process_status: v.nullish(safeText(80)),
	/** JSON as text, as the spec prints it, or an object. */
	performance_metrics: detailField,
	attendant_station: stationField,
	...sessionFields,
});

export type WorkflowUpdateData = v.InferOutput<typeof workflowUpdateData>;

/** `metadata` of a workflow state that was recorded: what monitors read. */
export const workflowUpdateMetadata = v.looseObject({
	called: v.literal('updateWorkflowState'),
	workflow_stage: v.string(),
	stage_transition: v.nullable(v.string()),
	process_status: v.nullable(v.string()),
	performance_metrics: v.unknown(),
	station: v.nullable(v.string()),
	attendant_id: v.string(),
});

/** Parses `data`. */
export function parseWorkflowUpdate(data: unknown) {
	return parseData(workflowUpdateData, data);
}
