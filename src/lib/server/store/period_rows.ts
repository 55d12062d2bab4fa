import { and, lte, sql } from 'drizzle-orm';
import { plans } from './schema.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A plan whose paid period or grace is over, and the input that says so. */
export interface PeriodOver {
	readonly planId: string;
	readonly input: 'PERIOD_ENDED' | 'GRACE_ENDED';
}

/** Lists plans whose paid period or grace is over. */
export async function listPeriodsOver(db: Db, now: number, limit: number): Promise<PeriodOver[]> {
	const periods = db
		.select({ planId: plans.id })
		.from(plans)
		.where(and(sql`payment_state = 'CURRENT'`, lte(plans.periodEndsAt, now)))
		.limit(limit);
	const graces = db
		.select({ planId: plans.id })
		.from(plans)
		.where(and(sql`payment_state = 'RENEWAL_DUE'`, lte(plans.graceEndsAt, now)))
		.limit(limit);
	const [ended, unpaid] = await Promise.all([periods, graces]);
	return [
		...ended.map((row) => ({ ...row, input: 'PERIOD_ENDED' as const })),
		...unpaid.map((row) => ({ ...row, input: 'GRACE_ENDED' as const })),
	];
}

/** Starts a paid period of the plan's template at an instant; a plan whose template has none is paid for good. */
export function startPeriod(planId: string, at: number): Statement {
	return {
		sql: 'UPDATE plans SET grace_ends_at = NULL, period_ends_at = (SELECT ? + period_days * 86400000 FROM plan_templates WHERE plan_templates.id = plans.template_id) WHERE id = ?',
		args: [at, planId],
	};
}

/** Ends a plan's paid period at an instant: the renewal of its template is due, and its grace begins. */
export function endPeriod(planId: string, at: number): Statement {
	return {
		sql: 'UPDATE plans SET period_ends_at = NULL, (due_minor, grace_ends_at) = (SELECT renewal_minor, ? + coalesce(grace_days, 0) * 86400000 FROM plan_templates WHERE plan_templates.id = plans.template_id) WHERE id = ?',
		args: [at, planId],
	};
}

/** Ends a plan's grace. */
export function endGrace(planId: string): Statement {
	return { sql: 'UPDATE plans SET grace_ends_at = NULL WHERE id = ?', args: [planId] };
}
