import type { Statement } from './statement.ts';

/** What an attendant reported of their work. */
export interface StationReport {
	readonly kind: 'activity' | 'workflow';
	readonly planId: string;
	readonly stationId: string;
	readonly actorId: string;
	readonly type: string;
	readonly detail: Readonly<Record<string, unknown>>;
	/** When it happened as the report has it, UTC milliseconds, or null. */
	readonly reportedAt: number | null;
	readonly at: number;
}

/** Stores a report under the next number. */
export function insertStationReport(report: StationReport): Statement {
	const { kind, planId, stationId, actorId, type, detail, reportedAt, at } = report;
	return {
		sql: 'INSERT INTO station_reports (kind, plan_id, station_id, actor_id, type, data_json, reported_at, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
		args: [kind, planId, stationId, actorId, type, JSON.stringify(detail), reportedAt, at],
	};
}
