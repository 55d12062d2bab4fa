import * as v from 'valibot';
import { dialled, phoneNumber } from '#lib/kernel/phone_number.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { emailText, optionalText, safeText } from '#lib/kernel/schemas.ts';
import type { Fields } from '#lib/kinds/parts/fields.ts';
import type { SaleInputs } from './asks.ts';
import { customerFields, someoneNew, type CustomerField } from './customer_fields.ts';

const nameMissing = 'Type the name, at most 80 characters';
const phoneIssue = 'Phone number should be one that exists in its country, for example +254 712 345 678';
const emailIssue = 'E-mail should look like name@example.com';
const tooLong = 'This is too long';

const rules = {
	first_name: [safeText(80), nameMissing],
	last_name: [safeText(80), nameMissing],
	phone: [phoneNumber, phoneIssue],
	email: [v.union([v.literal(''), emailText]), emailIssue],
	street: [optionalText(120), tooLong],
	city: [optionalText(80), tooLong],
	zip: [optionalText(20), tooLong],
} satisfies Record<CustomerField, readonly [v.GenericSchema<string, string>, string]>;

/**
 * Reads who buys; a phone number may be typed as people of `country` dial it. Refuses INPUT_INVALID: `path` and `issue` are those of the first
 * wrong field, and each wrong field has its issue under its own name.
 */
export function readCustomer(fields: Fields): Result<SaleInputs['register_customer']> {
	const text = (field: CustomerField) => typed(fields, field);
	const parsed = customerFields.map((field) => {
		const [schema, issue] = rules[field];
		const read = v.safeParse(schema, text(field));
		return { field, issue: read.success ? null : issue, value: read.success ? read.output : '' };
	});
	const wrong = parsed.filter(({ issue }) => issue !== null);
	const [first] = wrong;
	if (first) {
		const each = Object.fromEntries(wrong.map(({ field, issue }) => [field, issue]));
		return refuse('INPUT_INVALID', { ...each, path: first.field, issue: first.issue });
	}
	const value = Object.fromEntries(parsed.map((one) => [one.field, one.value])) as Record<CustomerField, string>;
	const known = fields['known'] ?? '';
	return ok({
		firstName: value.first_name,
		lastName: value.last_name,
		phone: value.phone,
		email: value.email === '' ? null : value.email,
		street: value.street,
		city: value.city,
		zip: value.zip,
		customerId: known === '' || known === someoneNew ? null : known,
		isNew: known === someoneNew,
	});
}

function typed(fields: Fields, field: CustomerField): string {
	const text = fields[field]?.trim() ?? '';
	return field === 'phone' ? dialled(text, fields['country'] ?? null) : text;
}
