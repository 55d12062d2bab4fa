import * as v from 'valibot';
import { toWh } from '#lib/kernel/energy.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import type { ChargeCorrection } from '../engine/charge_corrections.ts';
import type { HoldDecision } from '../engine/charge_decisions.ts';
import type { DisputeAnswer } from '../engine/charge_disputes.ts';

/** The forms of a charging session's page. */
export type ChargeForm = 'decide' | 'answer' | 'correct';

/** The text fields of a form, the last of each name. */
export type ChargeFields = Readonly<Record<string, string>>;

/** What was wrong with which field. */
export type ChargeFieldErrors = Readonly<Record<string, string>>;

/** A form as it was read, or what is wrong with it. */
type ReadForm<Value> = { readonly value: Value } | { readonly errors: ChargeFieldErrors };

/** Kilowatt-hours with up to three decimals, as 4.2 or 4,205; nothing that could be read in two ways. */
const energyWh = v.pipe(
	v.string(),
	v.trim(),
	v.regex(/^\d{1,6}(?:[.,]\d{1,3})?$/),
	v.transform((text) => toWh(Number(text.replace(',', '.')))),
);
const seen = v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const reason = safeText(300);

const decision = v.variant('decision', [
	v.object({ decision: v.literal('accepted'), hold: id, reason }),
	v.object({ decision: v.literal('corrected'), hold: id, reason, energy: energyWh }),
	v.object({ decision: v.literal('voided'), hold: id, reason }),
]);
const answer = v.variant('verdict', [
	v.object({ verdict: v.literal('declined'), dispute: id, answer: reason }),
	v.object({ verdict: v.literal('upheld'), dispute: id, answer: reason }),
	v.object({ verdict: v.literal('corrected'), dispute: id, answer: reason, energy: energyWh, seen }),
]);
const correction = v.object({ energy: energyWh, seen, reason });

const complaints: Readonly<Record<string, () => string>> = {
	decision: m.charges_issue_decision,
	verdict: m.charges_issue_decision,
	energy: m.charges_issue_energy,
	reason: m.charges_issue_reason,
	answer: m.charges_issue_answer,
};

/** Reads what a manager makes of a held session. */
export function readDecision(
	fields: ChargeFields,
): ReadForm<Pick<HoldDecision, 'holdId' | 'decision' | 'energyWh' | 'reason'>> {
	const read = readFields(decision, fields);
	if ('errors' in read) return read;
	const { hold: holdId, ...rest } = read.value;
	return {
		value: {
			holdId,
			decision: rest.decision,
			reason: rest.reason,
			energyWh: 'energy' in rest ? rest.energy : undefined,
		},
	};
}

/** Reads what a manager answers to a dispute. */
export function readAnswer(
	fields: ChargeFields,
): ReadForm<Pick<DisputeAnswer, 'disputeId' | 'outcome' | 'answer' | 'correction'>> {
	const read = readFields(answer, fields);
	if ('errors' in read) return read;
	const { dispute: disputeId, answer: text, ...rest } = read.value;
	const outcome = rest.verdict === 'declined' ? 'declined' : 'upheld';
	const corrected = 'energy' in rest ? { energyWh: rest.energy, seen: rest.seen } : null;
	return { value: { disputeId, outcome, answer: text, correction: corrected } };
}

/** Reads how a manager corrects a session. */
export function readCorrection(fields: ChargeFields): ReadForm<Pick<ChargeCorrection, 'energyWh' | 'seen' | 'reason'>> {
	const read = readFields(correction, fields);
	if ('errors' in read) return read;
	const { energy, ...rest } = read.value;
	return { value: { energyWh: energy, ...rest } };
}

function readFields<Schema extends v.GenericSchema>(
	schema: Schema,
	fields: ChargeFields,
): ReadForm<v.InferOutput<Schema>> {
	const read = v.safeParse(schema, fields);
	if (read.success) return { value: read.output };
	const names = Object.keys(v.flatten<Schema>(read.issues).nested ?? {});
	return { errors: Object.fromEntries(names.map((name) => [name, (complaints[name] ?? m.charges_issue_reload)()])) };
}
