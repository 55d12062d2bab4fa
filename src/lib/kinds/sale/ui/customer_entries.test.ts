import { expect, test } from 'vitest';
import { entryError } from './customer_entries.ts';

const invalid = (params: Record<string, string>) => ({ code: 'INPUT_INVALID', message: '', params });
const missing = 'Type the name, at most 80 characters';

test('each wrong field of the form has its own issue, and the others none', () => {
	const refusal = invalid({ path: 'first_name', issue: missing, first_name: missing, zip: 'This is too long' });
	expect(entryError(refusal, 'first_name')).toBe(missing);
	expect(entryError(refusal, 'zip')).toBe('This is too long');
	expect(entryError(refusal, 'phone')).toBeUndefined();
});

test('what the step refuses stands at its field too', () => {
	const refusal = invalid({ path: 'firstName', issue: missing });
	expect(entryError(refusal, 'first_name')).toBe(missing);
	expect(entryError(refusal, 'last_name')).toBeUndefined();
});

test('an address that somebody else has is told at the address', () => {
	const refusal = { code: 'EMAIL_TAKEN', message: '', params: { email: 'jane@example.com' } };
	expect(entryError(refusal, 'email')).toContain('Somebody else signs in with this e-mail address');
	expect(entryError(refusal, 'phone')).toBeUndefined();
});
