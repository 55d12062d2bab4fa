import { toMajor } from '#lib/kernel/money.ts';
import { ok } from '#lib/kernel/result.ts';
import type { ErpCancelTask, ErpOrder, ErpOrderLine, ErpOrderTask } from '#lib/server/ports_erp.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { confirmOrder, currentOrder, ensureOrder, isDraftOrder, planOrders } from './odoo_order.ts';
import { ensurePartner } from './odoo_partner.ts';
import { findOrCreate, findRecords, textOf, type OdooRecord } from './odoo_records.ts';
import { findPricelist, findProduct } from './odoo_references.ts';

/** Our reference of what a plan's rider bought once: the subscription bears that of the plan itself. */
const orderReference = (planId: string) => `${planId}/order`;

/** Makes partner, confirmed order and confirmed subscription of a sale where they are missing, and answers what Odoo calls them. */
export async function placeOrder(call: OdooCall, names: OdooNames, task: ErpOrderTask): Promise<Answer<ErpOrder>> {
	const partner = await ensurePartner(call, names, task.customer);
	if (!partner.ok) return partner;
	const order = await ensureSale(call, names, { task, partnerId: partner.value });
	if (!order.ok) return order;
	const subscriptions = await ensureOrder(call, names, { task, partnerId: partner.value });
	if (!subscriptions.ok) return subscriptions;
	return ok({
		customerErpId: String(partner.value),
		orderErpId: String(order.value.id),
		orderName: textOf(order.value, 'name') ?? task.orderName,
		subscriptionErpId: String(currentOrder(names, subscriptions.value)?.id),
	});
}

/** Cancels the orders of a plan that were made; those that are cancelled already, or that Odoo has none of, are left as they are. */
export async function cancelOrder(call: OdooCall, names: OdooNames, { planId }: ErpCancelTask): Promise<Answer<null>> {
	const { model, state, cancel } = names.order;
	for (const reference of [orderReference(planId), planId]) {
		const orders = await findRecords(call, planOrders(names, reference));
		if (!orders.ok) return orders;
		const open = orders.value.filter((order) => textOf(order, state) !== 'cancel').map(({ id }) => id);
		if (open.length === 0) continue;
		const cancelled = await call(model, cancel, { ids: open });
		if (!cancelled.ok) return cancelled;
	}
	return ok(null);
}

async function ensureSale(
	call: OdooCall,
	names: OdooNames,
	{ task, partnerId }: { task: ErpOrderTask; partnerId: number },
): Promise<Answer<OdooRecord>> {
	const query = planOrders(names, orderReference(task.planId));
	const named = { ...query, fields: [...query.fields, 'name'] };
	const order = await findOrCreate(call, named, () => newSale(call, names, { task, partnerId }));
	if (!order.ok || !isDraftOrder(names, order.value)) return order;
	const confirmed = await confirmOrder(call, names, { order: order.value, currency: task.currency });
	return confirmed.ok ? order : confirmed;
}

async function newSale(
	call: OdooCall,
	names: OdooNames,
	{ task, partnerId }: { task: ErpOrderTask; partnerId: number },
): Promise<Answer<{ values: Record<string, unknown> }>> {
	const { order } = names;
	const pricelist = order.pricelist === null ? ok(null) : await findPricelist(call, names, task.currency);
	if (!pricelist.ok) return pricelist;
	const lines: unknown[] = [];
	for (const line of task.lines) {
		const product = await findProduct(call, names, {
			reference: String(line.productErpId),
			fallback: order.fallbackProduct,
		});
		if (!product.ok) return product;
		lines.push([0, 0, lineValues(names, line, { productId: product.value, currency: task.currency })]);
	}
	return ok({
		values: {
			[order.reference]: orderReference(task.planId),
			[order.partner]: partnerId,
			...(order.pricelist !== null && pricelist.value !== null && { [order.pricelist]: pricelist.value }),
			[order.lines]: lines,
		},
	});
}

/** The price is what the rider agreed to, whatever the product costs in Odoo by then. */
function lineValues(
	{ order }: OdooNames,
	line: ErpOrderLine,
	{ productId, currency }: { productId: number; currency: string },
) {
	return {
		[order.lineProduct]: productId,
		[order.lineQuantity]: line.quantity,
		[order.lineText]: line.name,
		[order.linePrice]: toMajor(line.priceMinor, currency),
	};
}
