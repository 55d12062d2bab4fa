import { toWh } from '#lib/kernel/energy.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import { parseUsageReport, type UsageReportData } from '#lib/protocol/messages/usage_report.ts';
import { erpUsage } from '../engine/erp_tasks.ts';
import { loadFacts } from '../store/load_facts.ts';
import { upsertOutbox } from '../store/machine_rows.ts';
import { upsertUsageReport } from '../store/usage_report_rows.ts';
import { awaiting, pendingContent } from './awaited_answer.ts';
import type { AgentOperation, OperationCall } from './operation.ts';
import { reportedStation } from './outside_sessions.ts';

type Call = OperationCall<UsageReportData>;

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
		const facts = await loadFacts(engine.store.db, { planId, batteryIds: [details.new_battery_id] });
		if (!facts.plan) return refuse('PLAN_UNKNOWN');
		const rendered = mayReport(call, facts, facts.plan);
		if (!rendered.ok) return rendered;
		const stationId = details.attendant_station ?? (await reportedStation(call));
		const usageId = `usage/${planId}/${call.correlationId}`;
		const energy = details.energy_transferred ?? null;
		const task = erpUsage(facts.plan, {
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

/** A person reports what was rendered: the rider has the battery. Trusted accounts are believed, as for the service itself. */
function mayReport({ caller, data }: Call, facts: Facts, plan: PlanFacts): Result<null> {
	const battery = data.service_completion_details.new_battery_id;
	const holder = batteryOf(facts, battery)?.holder;
	const has = holder?.kind === 'rider' && holder.id === plan.planId;
	return caller.trusted || has ? ok(null) : refuse('USAGE_NOT_RENDERED', { battery });
}
