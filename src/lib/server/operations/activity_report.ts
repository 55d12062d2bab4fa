import { parseActivityReport, type ActivityReportData } from '#lib/protocol/messages/activity_report.ts';
import type { AgentOperation } from './operation.ts';
import { recordReport } from './record_report.ts';

/** Stores what an attendant did, for the station's managers and for monitors. Spec: seeds/002 A4, Real-Time Activity Reporting. */
export const activityReport: AgentOperation<ActivityReportData> = {
	name: 'activity_report',
	permission: 'swap.run',
	parse: parseActivityReport,
	run(call) {
		const { activity_type: type, activity_data: detail } = call.data;
		return recordReport(call, {
			operation: 'activity_report',
			kind: 'activity',
			type,
			detail: { activity_data: detail ?? null },
			signal: 'ACTIVITY_RECORDED',
			metadata: (station) => ({
				called: 'reportAttendantActivity',
				activity_type: type,
				activity_data: detail ?? null,
				station,
				attendant_id: call.caller.actor.id,
			}),
		});
	},
};
