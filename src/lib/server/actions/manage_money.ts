import { error, fail, redirect } from '@sveltejs/kit';
import type { Refusal } from '#lib/kernel/result.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import { reachOf } from '../auth/allow.ts';
import { requireStations } from '../auth/managed_stations.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { decideRefund, rehearseDecision } from '../engine/refund_decisions.ts';
import { creditChoices, proposeRefund, rehearseProposal, type RefundActor } from '../engine/refund_proposals.ts';
import { refundRefusals } from '../engine/refund_refusals.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { readMoneyDetail, type MoneyDetail } from '../reports/money_detail.ts';
import { readMoneyList, type MoneyReport } from '../reports/money_list.ts';
import type { ManageEvent } from './manage_event.ts';
import { filterText } from './manage_filter_text.ts';
import {
	readProposalForm,
	readVerdictForm,
	type FieldErrors,
	type MoneyFields,
	type MoneyForm,
} from './manage_money_form.ts';
import { postedKey } from './posted_key.ts';

/** The list of payments as its page shows it. */
interface MoneyListPage extends Omit<MoneyReport, 'stationIssue'> {
	readonly stationError: string | null;
}

/** What a payment's page shows: the payment, and what its forms offer. */
export interface MoneyPage extends MoneyDetail {
	/** What the plan sells for money of the payment's currency; `unitPriceMinor` is the price of a whole unit. */
	readonly services: readonly { id: string; name: string; kind: string; unitPriceMinor: number }[];
	readonly canApprove: boolean;
	/** Idempotency key of the page's forms. */
	readonly formKey: string;
}

/** A form as its page shows it again: to be confirmed, to be changed, or with what stands against it. */
export interface MoneyFormState {
	readonly form: MoneyForm;
	readonly values: MoneyFields;
	/** True if all that is left is to confirm it. */
	readonly asked: boolean;
	readonly errors: FieldErrors;
	readonly refusal: string | null;
}

/** The money that was received and bought nothing yet. Throws a redirect to sign in, or a 404. */
export async function moneyListPage(event: ManageEvent): Promise<MoneyListPage> {
	const { person, stations } = requireStations(event, 'refund.propose');
	const reader = { id: person.id, address: event.getClientAddress() };
	const request = { stations, params: event.url.searchParams, reader };
	const { stationIssue, ...report } = await readMoneyList(event.locals.app.engine, request);
	return { ...report, stationError: stationIssue && filterText(stationIssue) };
}

/** A payment with what became of its money. Throws a redirect to sign in, or a 404. */
export async function moneyDetailPage(event: ManageEvent, id: string): Promise<MoneyPage> {
	const { person, stations } = requireStations(event, 'refund.propose');
	const { engine } = event.locals.app;
	const reader = { id: person.id, address: event.getClientAddress() };
	const detail = await readMoneyDetail(engine, { id, stations, reader });
	if (!detail) error(404, 'Not found');
	const { planId, currency } = detail.payment;
	const sold = await creditChoices(engine, { planId, currency });
	return {
		...detail,
		services: sold.map(({ serviceId, name, kind, unitPriceMinor }) => ({ id: serviceId, name, kind, unitPriceMinor })),
		canApprove: reachOf(person, 'refund.approve') !== null,
		formKey: engine.ids('form'),
	};
}

/** Asks for confirmation of a proposal, or makes it once it is confirmed and leads back to the payment. Throws redirects, or a 404. */
export async function proposeFromForm(event: ManageEvent, { id, form }: { id: string; form: 'refund' | 'credit' }) {
	const { by, fields, key } = await readPosted(event, 'refund.propose');
	if (fields['change']) return shown(form, fields, {});
	const read = readProposalForm(form, fields);
	if ('errors' in read) return fail(422, shown(form, fields, { errors: read.errors }));
	if (!read.value.ok) return refused(form, fields, read.value);
	const request = { paymentId: id, ...read.value.value, by };
	if (!fields['confirmed']) {
		const rehearsed = await rehearseProposal(event.locals.app.engine, request);
		return rehearsed.ok ? shown(form, fields, { asked: true }) : refused(form, fields, rehearsed);
	}
	const done = await proposeRefund(event.locals.app.engine, { ...request, key: `${key}-${form}` });
	if (!done.ok) return refused(form, fields, done);
	redirect(303, `${event.url.pathname}?did=proposed`);
}

/** Asks for confirmation of a decision, or makes it once it is confirmed and leads back to the payment. Throws redirects, or a 404. */
export async function decideFromForm(event: ManageEvent, { id, form }: { id: string; form: 'approve' | 'reject' }) {
	const { by, fields, key } = await readPosted(event, 'refund.approve');
	if (fields['change']) return shown(form, fields, {});
	const read = readVerdictForm(form, fields);
	if ('errors' in read) return fail(422, shown(form, fields, { errors: read.errors }));
	const request = { paymentId: id, ...read.value, by };
	if (!fields['confirmed']) {
		const rehearsed = await rehearseDecision(event.locals.app.engine, request);
		return rehearsed.ok ? shown(form, fields, { asked: true }) : refused(form, fields, rehearsed);
	}
	const done = await decideRefund(event.locals.app.engine, { ...request, key: `${key}-${form}` });
	if (!done.ok) return refused(form, fields, done);
	redirect(303, `${event.url.pathname}?did=${done.value}`);
}

async function readPosted(event: ManageEvent, permission: 'refund.propose' | 'refund.approve') {
	const { person, stations } = requireStations(event, permission);
	const posted = await readTextFields(event.request);
	const by: RefundActor = { id: person.id, stations, origin: event.getClientAddress() };
	const fields = Object.fromEntries(posted) as Record<string, string>;
	return { by, fields, key: postedKey(posted) ?? event.locals.app.engine.ids('form') };
}

/** The fields that refusals are about; all others are about the payment. */
const refusedFields: Readonly<Record<string, string>> = {
	REFUND_AMOUNT_INVALID: 'amount',
	REFUND_EXCEEDS_DUE: 'amount',
	CREDIT_BUYS_NOTHING: 'amount',
	CREDIT_SERVICE_UNKNOWN: 'service',
	REFUND_PAYOUT_USED: 'reference',
};

/** What was decided of a proposal, within a sentence. */
const outcomeWords: Readonly<Record<string, () => string>> = {
	approved: m.money_outcome_approved,
	rejected: m.money_outcome_rejected,
	withdrawn: m.money_outcome_withdrawn,
	decided: m.money_outcome_decided,
};

function refused(form: MoneyForm, fields: MoneyFields, { code, params }: Refusal) {
	const row = Object.hasOwn(refundRefusals, code)
		? refundRefusals[code as keyof typeof refundRefusals]
		: refusalRow(code);
	if (row?.http === 404) error(404, 'Not found');
	const outcome = outcomeWords[String(params['outcome'])]?.();
	const message = refusalText({ code, params: outcome === undefined ? params : { ...params, outcome } });
	const field = form === 'refund' || form === 'credit' ? refusedFields[code] : undefined;
	return fail(row?.http ?? 422, shown(form, fields, field ? { errors: { [field]: message } } : { refusal: message }));
}

/** The names of what a person types or chooses; nothing else is sent back. */
const typedFields = ['amount', 'method', 'reference', 'service', 'reason'];

function shown(
	form: MoneyForm,
	fields: MoneyFields,
	{ asked = false, errors = {}, refusal = null }: Partial<Pick<MoneyFormState, 'asked' | 'errors' | 'refusal'>>,
): MoneyFormState {
	const values = Object.fromEntries(typedFields.map((name) => [name, fields[name] ?? '']));
	return { form, values, asked, errors, refusal };
}
