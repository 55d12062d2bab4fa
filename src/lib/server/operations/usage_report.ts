import { toWh } from '#lib/kernel/energy.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { parseUsageReport, type UsageReportData } from '#lib/protocol/messages/usage_report.ts';
import { erpUsage } from '../engine/erp_tasks.ts';
import { loadPlan } from '../store/load_facts.ts';
import { upsertOutbox } from '../store/machine_rows.ts';
import { upsertUsageReport } from '../store/usage_report_rows.ts';
import { awaiting, pendingContent } from './awaited_answer.ts';
import type { AgentOperation } from './operation.ts';
import { outsideSessions, reportedStation } from './outside_sessions.ts';

/**
 * Passes the usage of a rendered service on to billing. The answer comes once the ERP has taken it; a repeat meanwhile is told that
 * it is pending, and one that failed may be sent again. Spec: seeds/002 A4, Usage Reporting to Odoo.
 */
export const usageReport: AgentOperation<UsageReportData> = {
	name: 'usage_report',
	permission: 'swap.run',
	parse: parseUsageReport,
	async run(call) {
		const { engine, planId, data, caller } = call;
		const details = data.service_completion_details;
		// What a person rendered in a session is billed by the session, once and for what it recorded.
		const entitled = outsideSessions(call, 'usage_report');
		if (!entitled.ok) return entitled;
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const stationId = details.attendant_station ?? (await reportedStation(call));
		const usageId = `usage/${planId}/${call.correlationId}`;
		const energy = details.energy_transferred ?? null;
		const task = erpUsage(plan, {
			usageId,
			usageType: data.usage_type,
			newBatteryId: details.new_battery_id,
			oldBatteryId: details.old_battery_id ?? null,
			energyWh: energy === null ? null : toWh(energy),
			durationSeconds: details.service_duration ?? null,
			stationId,
			at: call.now,
		});
		const row = { id: usageId, planId, usageType: data.usage_type, details, actorId: caller.actor.id, stationId };
		const effect = { task, awaited: awaiting(call, 'usage_report', stationId) };
		return ok({
			content: pendingContent('reportServiceUsageToOdoo'),
			pending: true,
			statements: [
				upsertUsageReport({ ...row, at: call.now }),
				upsertOutbox({ id: `erp/${usageId}`, kind: 'erp', payload: effect, subject: planId, stationId, at: call.now }),
			],
		});
	},
};
