import { error, fail, redirect } from '@sveltejs/kit';
import type { Refusal, Result } from '#lib/kernel/result.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import { requireStations } from '../auth/managed_stations.ts';
import type { Billed } from '../engine/charge_billing.ts';
import { correctCharge, rehearseCorrection } from '../engine/charge_corrections.ts';
import { decideHold, rehearseHold } from '../engine/charge_decisions.ts';
import { answerDispute, rehearseAnswer } from '../engine/charge_disputes.ts';
import { readChargeDetail, type ChargeDetail } from '../reports/charge_hold_detail.ts';
import { chargeStatus, readChargingForm } from './manage_charging.ts';
import {
	readAnswer,
	readCorrection,
	readDecision,
	type ChargeFieldErrors,
	type ChargeFields,
	type ChargeForm,
} from './manage_charging_form.ts';
import { shownForm, type ChargeFormState } from './manage_charging_shown.ts';
import type { ManageEvent } from './manage_event.ts';

/** What the page of a charging session shows. */
export interface ChargePage extends ChargeDetail {
	/** Idempotency key of the page's forms. */
	readonly formKey: string;
}

/** A charging session with what its decision rests on. Throws a redirect to sign in, or a 404. */
export async function chargePage(event: ManageEvent, id: string): Promise<ChargePage> {
	const { person, stations } = requireStations(event, 'charge.manage');
	const { engine } = event.locals.app;
	const reader = { id: person.id, address: event.getClientAddress() };
	const detail = await readChargeDetail(engine, { id, stations, reader });
	if (!detail) error(404, 'Not found');
	return { ...detail, formKey: engine.ids('form') };
}

/** Asks for confirmation of what is made of a held session, or decides it and leads back to it. Throws redirects, or a 404. */
export async function decideFromForm(event: ManageEvent) {
	const { actor, fields, key } = await readChargingForm(event);
	const read = readDecision(fields);
	const { engine } = event.locals.app;
	return answerForm(event, { form: 'decide', fields, read }, (value, isConfirmed) =>
		isConfirmed
			? decideHold(engine, { ...value, actor, key: `${key}-decide` })
			: rehearseHold(engine, { ...value, actor }),
	);
}

/** Asks for confirmation of an answer to a dispute, or gives it and leads back to the session. Throws redirects, or a 404. */
export async function answerFromForm(event: ManageEvent) {
	const { actor, fields, key } = await readChargingForm(event);
	const read = readAnswer(fields);
	const { engine } = event.locals.app;
	return answerForm(event, { form: 'answer', fields, read }, (value, isConfirmed) =>
		isConfirmed
			? answerDispute(engine, { ...value, actor, key: `${key}-answer` })
			: rehearseAnswer(engine, { ...value, actor }),
	);
}

/** Asks for confirmation of a correction, or makes it and leads back to the session. Throws redirects, or a 404. */
export async function correctFromForm(event: ManageEvent, sessionId: string) {
	const { actor, fields, key } = await readChargingForm(event);
	const read = readCorrection(fields);
	const { engine } = event.locals.app;
	return answerForm(event, { form: 'correct', fields, read }, (value, isConfirmed) =>
		isConfirmed
			? correctCharge(engine, { sessionId, ...value, actor, key: `${key}-correct` })
			: rehearseCorrection(engine, { sessionId, ...value, actor }),
	);
}

const did = { decide: 'decided', answer: 'answered', correct: 'corrected' } as const;

/** `run` does what the form says, or only rehearses it where it is not confirmed yet. */
async function answerForm<Value>(
	event: ManageEvent,
	posted: {
		form: Exclude<ChargeForm, 'end'>;
		fields: ChargeFields;
		read: { readonly value: Value } | { readonly errors: ChargeFieldErrors };
	},
	run: (value: Value, isConfirmed: boolean) => Promise<Result<Billed | null>>,
) {
	const { form, fields, read } = posted;
	if (fields['change']) return shownForm(form, fields, {});
	if ('errors' in read) return fail(422, shownForm(form, fields, { errors: read.errors }));
	const isConfirmed = fields['confirmed'] === 'yes';
	const done = await run(read.value, isConfirmed);
	if (!done.ok) return refused(form, fields, done);
	if (isConfirmed) redirect(303, `${event.url.pathname}?did=${did[form]}`);
	return shownForm(form, fields, { asked: true, outcome: outcomeOf(done.value) });
}

function outcomeOf(billed: Billed | null): ChargeFormState['outcome'] {
	if (billed === null || billed.energyWh === null) return null;
	const { energyWh, costMinor: amountMinor, currency } = billed;
	return { energyWh, cost: { amountMinor, currency } };
}

/** What was made of a held session, within a sentence. */
const decisionWords: Readonly<Record<string, () => string>> = {
	accepted: m.charges_word_accepted,
	corrected: m.charges_word_corrected,
	voided: m.charges_word_voided,
};

function refused(form: ChargeForm, fields: ChargeFields, refusal: Refusal) {
	const { code, params } = refusal;
	const word = decisionWords[String(params['decision'])]?.();
	const message = refusalText({ code, params: word === undefined ? params : { ...params, decision: word } });
	const isField = code === 'CHARGE_ENERGY_INVALID' || code === 'CHARGE_ENERGY_UNCHANGED';
	return fail(
		chargeStatus(refusal),
		shownForm(form, fields, isField ? { errors: { energy: message } } : { refusal: message }),
	);
}
