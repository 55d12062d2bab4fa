import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import type { Verdict } from '../engine/refund_decisions.ts';
import type { RefundRequest } from '../engine/refund_proposals.ts';
import { paymentFields } from '../operations/payment_fields.ts';

/** The forms of a payment's page. */
export type MoneyForm = 'refund' | 'credit' | 'approve' | 'reject';

/** The text fields of a form, the last of each name. */
export type MoneyFields = Readonly<Record<string, string>>;

/** Ways to pay money out. */
const payOutMethods = ['CASH', 'MPESA', 'BANK'] as const;

/** Up to two decimals, as 1200 or 1200.50; nothing that could be read in two ways. */
const amountText = v.pipe(v.string(), v.trim(), v.regex(/^\d{1,10}(?:[.,]\d{1,2})?$/));
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

const refundFields = v.object({
	amount: amountText,
	currency,
	method: v.picklist(payOutMethods),
	reference: safeText(64),
});
const creditFields = v.object({ amount: amountText, currency, service: safeText(128) });
const sequence = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number));
const decisionFields = v.object({ proposal: sequence });
const rejectionFields = v.object({ proposal: sequence, reason: safeText(300) });

/** What was wrong with which field. */
export type FieldErrors = Readonly<Record<string, string>>;

const complaints: Readonly<Record<string, () => string>> = {
	amount: m.money_issue_amount,
	currency: m.money_issue_reload,
	method: m.money_issue_method,
	reference: m.money_issue_reference,
	service: m.money_issue_service,
	proposal: m.money_issue_reload,
	reason: m.money_issue_reason,
};

/** A form as it was read, or what is wrong with it. */
export type ReadForm<Value> = { readonly value: Value } | { readonly errors: FieldErrors };

/** Reads what a person proposes; references have one spelling each, as those of payments do. */
export function readProposalForm(
	form: 'refund' | 'credit',
	fields: MoneyFields,
): ReadForm<Result<Pick<RefundRequest, 'money' | 'settlement'>>> {
	if (form === 'credit') {
		const read = readFields(creditFields, fields);
		if ('errors' in read) return read;
		const paid = payOutOf({ ...read.value, method: '', reference: '' });
		const settlement = { kind: 'credit', serviceId: read.value.service } as const;
		return { value: paid.ok ? ok({ money: paid.value.money, settlement }) : paid };
	}
	const read = readFields(refundFields, fields);
	if ('errors' in read) return read;
	const paid = payOutOf(read.value);
	if (!paid.ok) return { value: paid };
	const { money, ...payOut } = paid.value;
	return { value: ok({ money, settlement: { kind: 'refund', ...payOut } }) };
}

/** Reads what a person says to a proposal. */
export function readVerdictForm(
	form: 'approve' | 'reject',
	fields: MoneyFields,
): ReadForm<{ seq: number; verdict: Verdict }> {
	if (form === 'approve') {
		const read = readFields(decisionFields, fields);
		return 'errors' in read ? read : { value: { seq: read.value.proposal, verdict: { approved: true } } };
	}
	const read = readFields(rejectionFields, fields);
	if ('errors' in read) return read;
	const { proposal, reason } = read.value;
	return { value: { seq: proposal, verdict: { approved: false, reason } } };
}

function readFields<Schema extends v.GenericSchema>(
	schema: Schema,
	fields: MoneyFields,
): ReadForm<v.InferOutput<Schema>> {
	const read = v.safeParse(schema, fields);
	if (read.success) return { value: read.output };
	const names = Object.keys(v.flatten<Schema>(read.issues).nested ?? {});
	return { errors: Object.fromEntries(names.map((name) => [name, (complaints[name] ?? m.money_issue_other)()])) };
}

function payOutOf(read: { amount: string; currency: string; method: string; reference: string }) {
	const amount = Number(read.amount.replace(',', '.'));
	const paid = paymentFields({ ...read, amount }, read.currency);
	if (!paid.ok) return refuse('REFUND_AMOUNT_INVALID', { currency: read.currency });
	const { amountMinor, method, reference } = paid.value;
	return ok({ money: { amountMinor, currency: read.currency }, method, reference });
}
