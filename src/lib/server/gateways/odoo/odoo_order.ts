import { ok, refuse } from '#lib/kernel/result.ts';
import type { ErpSubscriptionTask } from '#lib/server/ports_erp.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { findOrCreate, findRecords, nameOf, type OdooRecord, type RecordQuery, textOf } from './odoo_records.ts';
import { findPricelist, findProduct, findRecurrence } from './odoo_references.ts';

/** The orders of a plan, oldest first: a renewal in Odoo keeps the reference of what it renews. */
export function planOrders(names: OdooNames, planId: string): RecordQuery {
	const { model, reference, state, subscriptionState, nextInvoice, currency, invoices } = names.order;
	const optional = [subscriptionState, nextInvoice].filter((field) => field !== null);
	return { model, domain: [[reference, '=', planId]], fields: [state, currency, invoices, ...optional] };
}

/** How Odoo spells the state of an order: of the subscription where it is one. */
export function stateOf(names: OdooNames, order: OdooRecord): string {
	return textOf(order, names.order.subscriptionState) ?? textOf(order, names.order.state) ?? '';
}

/** The order that counts among those of a plan: the oldest that runs, else the oldest. */
export function currentOrder(names: OdooNames, orders: readonly OdooRecord[]): OdooRecord | undefined {
	return orders.find((order) => names.order.activeStates.includes(stateOf(names, order))) ?? orders[0];
}

/** What an order of a plan is made from. */
type SubscribedPlan = Pick<ErpSubscriptionTask, 'planId' | 'planName' | 'templateId' | 'currency'>;

/** The orders of a plan, one of them made and confirmed where there is none. */
export async function ensureOrder(
	call: OdooCall,
	names: OdooNames,
	{ task, partnerId }: { task: SubscribedPlan; partnerId: number },
): Promise<Answer<OdooRecord[]>> {
	const query = planOrders(names, task.planId);
	const order = await findOrCreate(call, query, () => newOrder(call, names, { task, partnerId }));
	if (!order.ok) return order;
	if (isDraftOrder(names, order.value)) {
		const confirmed = await confirmOrder(call, names, { order: order.value, currency: task.currency });
		if (!confirmed.ok) return confirmed;
	}
	return findRecords(call, query);
}

async function newOrder(
	call: OdooCall,
	names: OdooNames,
	{ task, partnerId }: { task: SubscribedPlan; partnerId: number },
): Promise<Answer<{ values: Record<string, unknown> }>> {
	const { order } = names;
	const product = await findProduct(call, names, { reference: task.templateId, fallback: order.fallbackProduct });
	if (!product.ok) return product;
	const pricelist = order.pricelist === null ? ok(null) : await findPricelist(call, names, task.currency);
	if (!pricelist.ok) return pricelist;
	const recurrence = order.recurrence === null ? ok(null) : await findRecurrence(call, names);
	if (!recurrence.ok) return recurrence;
	const line = { [order.lineProduct]: product.value, [order.lineQuantity]: 1, [order.lineText]: task.planName };
	return ok({
		values: {
			[order.reference]: task.planId,
			[order.partner]: partnerId,
			...(order.pricelist !== null && pricelist.value !== null && { [order.pricelist]: pricelist.value }),
			...(order.recurrence !== null && { [order.recurrence]: recurrence.value }),
			[order.lines]: [[0, 0, line]],
		},
	});
}

/** Confirms a draft, unless Odoo made it in another currency: what it then bills would be another amount. */
export async function confirmOrder(
	call: OdooCall,
	names: OdooNames,
	{ order, currency }: { order: OdooRecord; currency: string },
): Promise<Answer<unknown>> {
	const found = nameOf(order, names.order.currency);
	if (found !== currency) {
		const reason = `Order ${order.id} is in ${found ?? 'no currency'}, should have a pricelist in ${currency}`;
		return refuse('ERP_REFUSED', { reason });
	}
	return call(names.order.model, names.order.confirm, { ids: [order.id] });
}

/** True for an order that nobody has confirmed yet. */
export function isDraftOrder(names: OdooNames, order: OdooRecord): boolean {
	return ['draft', 'sent'].includes(textOf(order, names.order.state) ?? '');
}
