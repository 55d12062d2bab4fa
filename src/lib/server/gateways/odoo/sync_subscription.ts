import * as v from 'valibot';
import { toMinor } from '#lib/kernel/money.ts';
import { ok } from '#lib/kernel/result.ts';
import { isLocalDate, startOfDay } from '#lib/kernel/time_zone.ts';
import type { ErpSubscription, ErpSubscriptionTask } from '#lib/server/ports_erp.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { currentOrder, ensureOrder, stateOf } from './odoo_order.ts';
import { ensurePartner } from './odoo_partner.ts';
import { findRecords, nameOf, type OdooRecord, textOf } from './odoo_records.ts';

/** Makes partner and confirmed order of a plan where they are missing, and tells how they stand. */
export async function syncSubscription(
	call: OdooCall,
	names: OdooNames,
	task: ErpSubscriptionTask,
): Promise<Answer<ErpSubscription>> {
	const partner = await ensurePartner(call, names, task.customer);
	if (!partner.ok) return partner;
	const orders = await ensureOrder(call, names, { task, partnerId: partner.value });
	if (!orders.ok) return orders;
	const due = await openAmountMinor(call, names, { orders: orders.value, currency: task.currency });
	if (!due.ok) return due;
	const order = currentOrder(names, orders.value);
	const state = order ? stateOf(names, order) : '';
	return ok({
		customerErpId: String(partner.value),
		erpId: String(order?.id),
		state,
		active: names.order.activeStates.includes(state),
		dueMinor: due.value,
		nextInvoiceAt: order ? nextInvoiceAt(names, order) : null,
	});
}

/**
 * What is open on the posted invoices of all orders; null if none was posted, which says nothing of what is owed, or if one of them is in
 * another currency: amounts of two do not add up.
 */
async function openAmountMinor(
	call: OdooCall,
	names: OdooNames,
	{ orders, currency }: { orders: readonly OdooRecord[]; currency: string },
): Promise<Answer<number | null>> {
	const ids = orders.flatMap((order) => invoiceIds(order[names.order.invoices]));
	if (ids.length === 0) return ok(null);
	const { model, open, currency: currencyField } = names.invoice;
	const posted = await findRecords(call, {
		model,
		domain: [
			['id', 'in', ids],
			['state', '=', 'posted'],
			['move_type', '=', 'out_invoice'],
		],
		fields: [open, currencyField],
	});
	if (!posted.ok) return posted;
	if (posted.value.length === 0) return ok(null);
	let sumMinor = 0;
	for (const invoice of posted.value) {
		const amount = invoice[open];
		if (typeof amount !== 'number' || nameOf(invoice, currencyField) !== currency) return ok(null);
		sumMinor += toMinor(amount, currency);
	}
	return ok(sumMinor);
}

function invoiceIds(value: unknown): number[] {
	return v.is(v.array(v.number()), value) ? value : [];
}

function nextInvoiceAt(names: OdooNames, order: OdooRecord): number | null {
	const date = textOf(order, names.order.nextInvoice);
	return date !== null && isLocalDate(date) ? startOfDay(date, names.timeZone) : null;
}
