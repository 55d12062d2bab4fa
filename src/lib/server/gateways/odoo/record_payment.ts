import { toMajor } from '#lib/kernel/money.ts';
import { ok } from '#lib/kernel/result.ts';
import { localDateAt } from '#lib/kernel/time_zone.ts';
import type { ErpPaymentTask } from '#lib/server/ports_erp.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { ensurePartner } from './odoo_partner.ts';
import { findOrCreate, textOf } from './odoo_records.ts';
import { findCurrency, findJournal } from './odoo_references.ts';

/** Records and posts a customer's payment under our reference; one that people have posted or cancelled in Odoo stays as it is. */
export async function recordPayment(call: OdooCall, names: OdooNames, task: ErpPaymentTask): Promise<Answer<string>> {
	const { model, reference, post } = names.payment;
	const query = { model, domain: [[reference, '=', task.paymentId]] as const, fields: ['state'] };
	const payment = await findOrCreate(call, query, () => newPayment(call, names, task));
	if (!payment.ok) return payment;
	if (textOf(payment.value, 'state') === 'draft') {
		const posted = await call(model, post, { ids: [payment.value.id] });
		if (!posted.ok) return posted;
	}
	return ok(String(payment.value.id));
}

async function newPayment(
	call: OdooCall,
	names: OdooNames,
	task: ErpPaymentTask,
): Promise<Answer<{ values: Record<string, unknown> }>> {
	const partner = await ensurePartner(call, names, task.customer);
	if (!partner.ok) return partner;
	const currency = await findCurrency(call, names, task.currency);
	if (!currency.ok) return currency;
	const journal = await findJournal(call, names, task.method);
	if (!journal.ok) return journal;
	const { payment } = names;
	return ok({
		values: {
			[payment.reference]: task.paymentId,
			[payment.receipt]: task.reference,
			[payment.partner]: partner.value,
			[payment.amount]: toMajor(task.amountMinor, task.currency),
			[payment.currency]: currency.value,
			[payment.date]: localDateAt(task.paidAt, names.timeZone),
			...(journal.value !== null && { [payment.journal]: journal.value }),
			payment_type: 'inbound',
			partner_type: 'customer',
		},
	});
}
