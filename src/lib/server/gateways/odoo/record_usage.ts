import { localDateAt } from '#lib/kernel/time_zone.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { ErpUsageTask } from '#lib/server/ports_erp.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { currentOrder, planOrders } from './odoo_order.ts';
import { type Condition, findOrCreate, findRecords } from './odoo_records.ts';
import { findProduct } from './odoo_references.ts';

/** Records usage under our reference: stock Odoo gets a line on the plan's order, priced and invoiced there like its others. */
export async function recordUsage(call: OdooCall, names: OdooNames, task: ErpUsageTask): Promise<Answer<string>> {
	const { usage } = names;
	const orders = usage.order === null ? ok(null) : await findOrders(call, names, task.planId);
	if (!orders.ok) return orders;
	const domain = [ourReference(names, task.usageId)];
	// On any order of the plan: it may have been renewed since an earlier attempt.
	if (usage.order !== null) domain.push([usage.order, 'in', orders.value?.ids]);
	const record = await findOrCreate(call, { model: usage.model, domain, fields: [] }, () =>
		newUsage(call, names, { task, orderId: orders.value?.current ?? null }),
	);
	return record.ok ? ok(String(record.value.id)) : record;
}

async function findOrders(
	call: OdooCall,
	names: OdooNames,
	planId: string,
): Promise<Answer<{ ids: readonly number[]; current: number }>> {
	const orders = await findRecords(call, planOrders(names, planId));
	if (!orders.ok) return orders;
	const order = currentOrder(names, orders.value);
	if (!order) return refuse('ERP_REFUSED', { reason: `Odoo has no order with the reference ${planId}` });
	return ok({ ids: orders.value.map(({ id }) => id), current: order.id });
}

async function newUsage(
	call: OdooCall,
	names: OdooNames,
	{ task, orderId }: { task: ErpUsageTask; orderId: number | null },
): Promise<Answer<{ method: string; values: Record<string, unknown> }>> {
	const { usage } = names;
	const wanted = { reference: task.usageType, fallback: usage.fallbackProduct };
	const product = usage.product === null ? ok(null) : await findProduct(call, names, wanted);
	if (!product.ok) return product;
	return ok({
		method: usage.method,
		values: {
			[usage.reference]: task.usageId,
			[usage.text]: isInText(names) ? `${describe(names, task)} (${task.usageId})` : describe(names, task),
			...(usage.order !== null && { [usage.order]: orderId }),
			...(usage.product !== null && { [usage.product]: product.value }),
			...(usage.quantity !== null && { [usage.quantity]: 1 }),
		},
	});
}

/** Order lines have no field for a reference of others: there it ends the text, in parentheses. */
function isInText({ usage }: OdooNames): boolean {
	return usage.reference === usage.text;
}

function ourReference(names: OdooNames, usageId: string): Condition {
	const { reference } = names.usage;
	if (!isInText(names)) return [reference, '=', usageId];
	return [reference, '=like', `%(${usageId.replace(/[\\%_]/g, String.raw`\$&`)})%`];
}

function describe(names: OdooNames, task: ErpUsageTask): string {
	const { newBatteryId, oldBatteryId, energyWh, durationSeconds, stationId } = task;
	const parts = [
		newBatteryId !== null && `battery out ${newBatteryId}`,
		oldBatteryId !== null && `battery in ${oldBatteryId}`,
		energyWh !== null && `${energyWh / 1000} kWh`,
		durationSeconds !== null && `${durationSeconds} s`,
		stationId !== null && `at ${stationId}`,
	];
	return [task.usageType, localDateAt(task.at, names.timeZone), ...parts.filter((part) => part !== false)].join(', ');
}
