import * as v from 'valibot';
import { idText, safeText } from '#lib/kernel/schemas.ts';
import { parseData } from '../parse_data.ts';
import { durationSecondsField, energyKwhField, sessionFields, stationField } from './shared_fields.ts';

/** `data` of usage_report (seeds/002 A4). */
export const usageReportData = v.object({
	action: v.literal('REPORT_SERVICE_USAGE_TO_ODOO'),
	usage_type: safeText(80),
	service_completion_details: v.object({
		/** Left out for a first battery. */
		old_battery_id: v.nullish(idText),
		new_battery_id: idText,
		energy_transferred: energyKwhField,
		service_duration: durationSecondsField,
		attendant_station: stationField,
	}),
	...sessionFields,
});

export type UsageReportData = v.InferOutput<typeof usageReportData>;

/** `metadata` of usage that the ERP has taken. */
export const usageReportMetadata = v.looseObject({
	called: v.literal('reportServiceUsageToOdoo'),
	usage_report_id: v.string(),
	usage_type: v.string(),
	/** What the ERP calls it. */
	odoo_reference: v.string(),
});

/** Parses `data`; without a new battery it is NEW_BATTERY_ID_MISSING. */
export function parseUsageReport(data: unknown) {
	return parseData(usageReportData, data, { 'service_completion_details.new_battery_id': 'NEW_BATTERY_ID_MISSING' });
}
