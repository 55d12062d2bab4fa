import { rowsOf } from '../fixtures/test_store.ts';
import type { World } from './world.ts';

/** Figures of the database under plain names: `quota svc-…`, `holder BAT_…`, `payment MPESA …`. */
export type Figures = Readonly<Record<string, unknown>>;

/** What changed: for each figure that differs its value before and after, null where there was none. */
export type Changes = Record<string, readonly [before: unknown, after: unknown]>;

/** One row per figure: its name and its value. */
const queries = [
	`SELECT 'service state', service_state FROM plans`,
	`SELECT 'payment state', payment_state FROM plans`,
	`SELECT 'due', due_minor / 100.0 FROM plans`,
	`SELECT 'status', status FROM plans`,
	`SELECT 'used ' || service_id, used_milli / 1000.0 FROM plan_services`,
	`SELECT 'quota ' || service_id, quota_milli / 1000.0 FROM plan_services`,
	`SELECT 'holder ' || id, holder_id FROM batteries`,
	`SELECT 'payment ' || method || ' ' || reference, payment_type || ' ' || (amount_minor / 100) || ' ' || currency FROM payments`,
	`SELECT 'money ' || bucket, sum(amount_minor) / 100.0 FROM money_entries GROUP BY bucket`,
	`SELECT 'payment request of ' || (amount_minor / 100), CASE WHEN settled_at IS NULL THEN 'open' ELSE 'settled' END FROM payment_requests`,
	`SELECT kind || ' ' || type || ' at ' || station_id || ' by ' || actor_id, data_json FROM station_reports`,
	`SELECT 'usage ' || usage_type, status FROM usage_reports`,
	`SELECT 'for the ERP: ' || json_extract(payload_json, '$.task.type'), count(*) FROM outbox WHERE kind = 'erp' GROUP BY 1`,
];

/** Reads the figures of all plans there are: one, in the suite. */
export async function readFigures({ store }: World): Promise<Figures> {
	const rows = await Promise.all(queries.map((query) => rowsOf(store, query)));
	return Object.fromEntries(rows.flat().map((row) => Object.values(row) as [string, unknown]));
}

/** Every figure that differs. */
export function changesOf(before: Figures, after: Figures): Changes {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	return Object.fromEntries(
		names
			.map((name) => [name, [before[name] ?? null, after[name] ?? null] as const] as const)
			.filter(([, [was, is]]) => was !== is),
	);
}
