import { m } from '#lib/words/generated/messages.js';

/** What the schemas that programs and pages share say of a value, by their English. */
const texts: Readonly<Record<string, () => string>> = {
	'Text contains a broken character': m.issues_broken_character,
	'Text contains a control character': m.issues_control_character,
	'Id has characters that ids do not have': m.issues_id_characters,
	'The calendar has no such day': m.issues_no_such_day,
	'Phone number should have its country code, for example +254 712 345 678': m.issues_phone_country,
	'Phone number should be one that exists in its country, for example +254 712 345 678': m.issues_phone_missing,
	'E-mail should look like name@example.com': m.issues_email,
	'Type the name, at most 80 characters': m.sale_issue_name,
	'This is too long': m.sale_issue_long,
	'Choose one': m.sale_issue_choose,
	'Type the id on the battery’s label, or its last six characters': m.issues_battery_id,
	'Type the energy in Wh, from 0 to 6000': m.issues_energy,
	'Type the charge in percent, from 0 to 100': m.issues_charge,
	'Type what the display shows: energy or charge': m.issues_reading,
	'Choose how it was paid': m.issues_method,
	'Type the receipt number from the payment’s message, for example QGH7XK2M9P': m.issues_receipt,
	'Choose why': m.issues_reason,
	'Type the subscription id, as on the rider’s card or app': m.issues_subscription,
	'Enter an e-mail address, for example name@example.org': m.issues_email_missing,
};

/** How valibot puts it where a schema has no sentence of its own. */
const technical = /^Invalid [\w ]+: (Expected|Received) /;

/** What a payment form says of an amount: its currency, and what is due. */
const wrongAmount = /^Type what was paid in (?<currency>[A-Z]{3}), for example (?<example>[\d.]+)$/;

/** Why a value was refused, in the language of the page; a form's own sentence, which is in that language already, as it is. */
export function issueText(issue: string): string {
	if (technical.test(issue)) return m.issues_unusable();
	const amount = wrongAmount.exec(issue)?.groups;
	if (amount) return m.issues_amount({ currency: amount['currency'] ?? '', example: amount['example'] ?? '' });
	return Object.hasOwn(texts, issue) ? (texts[issue]?.() ?? issue) : issue;
}
