import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { findPlanId } from '../store/load_facts.ts';
import { insertStationReport } from '../store/station_report_rows.ts';
import { awaiting, monitorsReply } from './awaited_answer.ts';
import type { OperationCall, OperationDraft, SessionFields } from './operation.ts';
import { reportedStation } from './outside_sessions.ts';

interface Report {
	readonly operation: OperationName;
	readonly kind: 'activity' | 'workflow';
	readonly type: string;
	readonly detail: Readonly<Record<string, unknown>>;
	readonly signal: string;
	readonly metadata: (station: string) => Readonly<Record<string, unknown>>;
}

/** Stores a report of a station's work; its answer is what monitors read. Refuses PLAN_UNKNOWN. */
export async function recordReport(
	call: OperationCall<SessionFields>,
	report: Report,
): Promise<Result<OperationDraft>> {
	const { engine, planId, caller } = call;
	const plan = await findPlanId(engine.store.db, planId);
	if (plan !== planId) return refuse('PLAN_UNKNOWN');
	const stationId = await reportedStation(call);
	const row = insertStationReport({
		kind: report.kind,
		planId,
		stationId,
		actorId: caller.actor.id,
		type: report.type,
		detail: report.detail,
		reportedAt: call.reportedAt,
		at: call.now,
	});
	const content = { success: true, signals: [report.signal], metadata: report.metadata(stationId) };
	const heard = monitorsReply(engine, awaiting(call, report.operation, stationId), content);
	return ok({ content, statements: [row, ...heard] });
}
