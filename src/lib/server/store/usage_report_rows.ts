import type { Statement } from './statement.ts';

/** Usage that was reported for billing. */
export interface UsageReportRow {
	readonly id: string;
	readonly planId: string;
	readonly usageType: string;
	readonly details: unknown;
	readonly actorId: string;
	readonly stationId: string | null;
	/** UTC milliseconds. */
	readonly at: number;
}

/** Stores a report as pending, or puts one that failed back to it. */
export function upsertUsageReport(report: UsageReportRow): Statement {
	const { id, planId, usageType, details, actorId, stationId, at } = report;
	return {
		sql: "INSERT INTO usage_reports (id, plan_id, usage_type, details_json, status, actor_id, station_id, created_at) VALUES (?, ?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT (id) DO UPDATE SET status = 'pending', usage_type = excluded.usage_type, details_json = excluded.details_json, failure = NULL, settled_at = NULL",
		args: [id, planId, usageType, JSON.stringify(details), actorId, stationId, at],
	};
}

/** The ERP has taken a report, under its own id. */
export function usageProcessed(id: string, erpId: string, at: number): Statement {
	return {
		sql: "UPDATE usage_reports SET status = 'processed', erp_id = ?, failure = NULL, settled_at = ? WHERE id = ?",
		args: [erpId, at, id],
	};
}

/** The ERP did not take a report. */
export function usageFailed(id: string, failure: string, at: number): Statement {
	return {
		sql: "UPDATE usage_reports SET status = 'failed', failure = ?, settled_at = ? WHERE id = ?",
		args: [failure.slice(0, 500), at, id],
	};
}
