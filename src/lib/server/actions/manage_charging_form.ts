import * as v from 'valibot';
import { toWh } from '#lib/kernel/energy.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import type { ChargeCorrection } from '../engine/charge_corrections.ts';
import type { HoldDecision } from '../engine/charge_decisions.ts';
import type { DisputeAnswer } from '../engine/charge_disputes.ts';

/** The forms of a charging session's page. */
export type ChargeForm = 'decide' | 'answer' | 'correct' | 'end';

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

const decision = v.object({ decision: v.picklist(['accepted', 'corrected', 'voided']), hold: id, reason });
const answer = v.object({ verdict: v.picklist(['declined', 'upheld', 'corrected']), dispute: id, answer: reason });
const sold = v.object({ energy: energyWh });
const correction = v.object({ ...sold.entries, seen });
const reasonedCorrection = v.object({ ...correction.entries, reason });

/** A part of a form that was not asked for. */
const none = { value: null } as const;

const complaints: Readonly<Record<string, () => string>> = {
	decision: m.charges_issue_decision,
	verdict: m.charges_issue_decision,
	energy: m.charges_issue_energy,
	reason: m.charges_issue_reason,
	answer: m.charges_issue_answer,
};

/** Reads what a manager makes of a held session; its energy only where that is what they chose. */
export function readDecision(
	fields: ChargeFields,
): ReadForm<Pick<HoldDecision, 'holdId' | 'decision' | 'energyWh' | 'reason'>> {
	const isCorrected = fields['decision'] === 'corrected';
	const read = together(readFields(decision, fields), isCorrected ? readFields(sold, fields) : none);
	if ('errors' in read) return read;
	const [{ hold: holdId, ...rest }, corrected] = read.value;
	return { value: { holdId, ...rest, energyWh: corrected?.energy } };
}

/** Reads what a manager answers to a dispute; the energy only where that is what they chose. */
export function readAnswer(
	fields: ChargeFields,
): ReadForm<Pick<DisputeAnswer, 'disputeId' | 'outcome' | 'answer' | 'correction'>> {
	const isCorrected = fields['verdict'] === 'corrected';
	const read = together(readFields(answer, fields), isCorrected ? readFields(correction, fields) : none);
	if ('errors' in read) return read;
	const [{ dispute: disputeId, answer: text, verdict }, corrected] = read.value;
	const outcome = verdict === 'declined' ? 'declined' : 'upheld';
	return {
		value: {
			...{ disputeId, outcome, answer: text },
			correction: corrected && { energyWh: corrected.energy, seen: corrected.seen },
		},
	};
}

/** Reads how a manager corrects a session. */
export function readCorrection(fields: ChargeFields): ReadForm<Pick<ChargeCorrection, 'energyWh' | 'seen' | 'reason'>> {
	const read = readFields(reasonedCorrection, fields);
	if ('errors' in read) return read;
	const { energy, ...rest } = read.value;
	return { value: { energyWh: energy, ...rest } };
}

/** Both parts of a form, or all that is wrong with either. */
function together<One, Other>(
	one: ReadForm<One>,
	other: ReadForm<Other> | typeof none,
): ReadForm<readonly [One, Other | null]> {
	if ('value' in one && 'value' in other) return { value: [one.value, other.value] };
	return { errors: { ...('errors' in one && one.errors), ...('errors' in other && other.errors) } };
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
