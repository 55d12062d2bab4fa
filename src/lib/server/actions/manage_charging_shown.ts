import type { Money } from '#lib/kernel/money.ts';
import type { ChargeFieldErrors, ChargeFields, ChargeForm } from './manage_charging_form.ts';

/** A form as its page shows it again: to be confirmed, to be changed, or with what stands against it. */
export interface ChargeFormState {
	readonly form: ChargeForm;
	readonly values: ChargeFields;
	/** True if all that is left is to confirm it. */
	readonly asked: boolean;
	/** What the session would cost then, energy Wh; null where that does not change, or nothing is sold. */
	readonly outcome: { readonly energyWh: number; readonly cost: Money } | null;
	readonly errors: ChargeFieldErrors;
	readonly refusal: string | null;
}

/** The names of what a person types or chooses, and of what they saw as they did; nothing else is sent back. */
const typedFields = ['decision', 'verdict', 'energy', 'reason', 'answer', 'hold', 'dispute', 'seen', 'forced'];

/** A form as it is shown again, with what was typed. */
export function shownForm(
	form: ChargeForm,
	fields: ChargeFields,
	{ asked = false, outcome = null, errors = {}, refusal = null }: Partial<Omit<ChargeFormState, 'form' | 'values'>>,
): ChargeFormState {
	const values = Object.fromEntries(typedFields.map((name) => [name, fields[name] ?? '']));
	return { form, values, asked, outcome, errors, refusal };
}
