import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { templateService, type PlanTemplate, type TemplateService } from '#lib/plan/template.ts';
import { planTemplates } from './schema.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** The template of an id, or null. */
export async function loadTemplate(db: Db, id: string): Promise<PlanTemplate | null> {
	const rows = await db.select().from(planTemplates).where(eq(planTemplates.id, id)).limit(1);
	const row = rows[0];
	if (!row) return null;
	const services = v.parse(v.array(templateService), JSON.parse(row.servicesJson));
	return { id: row.id, currency: row.currency, services, depositMinor: row.depositMinor };
}

/** The services of a plan with their opening entries, and the mark that it is ready. */
export function setupRows(planId: string, services: readonly TemplateService[], at: number): Statement[] {
	return [
		...services.flatMap((service, position) => serviceRows(planId, service, { position, at })),
		{ sql: 'UPDATE plans SET initialised_at = ? WHERE id = ?', args: [at, planId] },
	];
}

function serviceRows(
	planId: string,
	service: TemplateService,
	{ position, at }: { position: number; at: number },
): Statement[] {
	const { serviceId, name, kind, unitPriceMinor, bundled, quotaMilli } = service;
	return [
		{
			sql: 'INSERT INTO plan_services (plan_id, service_id, name, kind, unit_price_minor, bundled, position, used_milli, quota_milli, seq) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 1)',
			args: [planId, serviceId, name, kind, unitPriceMinor, Number(bundled), position, quotaMilli],
		},
		{
			sql: "INSERT INTO quota_entries (plan_id, service_id, seq, key, reason, amount_milli, session_id, at) VALUES (?, ?, 1, ?, 'opening', ?, NULL, ?)",
			args: [planId, serviceId, `${planId}/${serviceId}/opening`, quotaMilli, at],
		},
	];
}

/** What the ERP said of a plan: its id there, whether the subscription runs, and when. What only the sale decides stays. */
export function syncedRows(
	planId: string,
	synced: ErpIds & { readonly status: string; readonly at: number },
): Statement[] {
	return [
		...knownRows(planId, synced),
		{
			sql: "UPDATE plans SET status = iif(status IN ('ORDERED', 'CANCELLED'), status, ?), synced_at = ? WHERE id = ?",
			args: [synced.status, synced.at, planId],
		},
	];
}

/** What the ERP calls a plan's subscription and its customer. */
interface ErpIds {
	readonly erpId: string;
	readonly customerErpId: string;
}

/** Remembers what the ERP calls a plan and its customer. */
export function knownRows(planId: string, { erpId, customerErpId }: ErpIds): Statement[] {
	return [
		{ sql: 'UPDATE plans SET erp_id = ? WHERE id = ?', args: [erpId, planId] },
		{
			sql: 'UPDATE customers SET erp_id = ? WHERE id = (SELECT customer_id FROM plans WHERE id = ?)',
			args: [customerErpId, planId],
		},
	];
}
