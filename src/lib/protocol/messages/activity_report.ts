import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { detailField, sessionFields, stationField } from './shared_fields.ts';

/** `data` of activity_report (seeds/002 A4). */
export const activityReportData = v.object({
	action: v.literal('REPORT_ATTENDANT_ACTIVITY'),
	activity_type: safeText(80),
	/** JSON as text, as the spec prints it, or an object. */
	activity_data: detailField,
	attendant_station: stationField,
	...sessionFields,
});

export type ActivityReportData = v.InferOutput<typeof activityReportData>;

/** `metadata` of an activity that was recorded: what monitors read. */
export const activityReportMetadata = v.looseObject({
	called: v.literal('reportAttendantActivity'),
	activity_type: v.string(),
	activity_data: v.unknown(),
	station: v.nullable(v.string()),
	attendant_id: v.string(),
});

/** Parses `data`. */
export function parseActivityReport(data: unknown) {
	return parseData(activityReportData, data);
}
