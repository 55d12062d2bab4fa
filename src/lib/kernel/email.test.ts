import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { emailAddress, maskEmail } from './email.ts';

describe('an e-mail address', () => {
	test('is kept in lower case and without spaces around it', () =>
		expect(v.parse(emailAddress, ' Jane.Smith@Example.ORG ')).toBe('jane.smith@example.org'));
	test.each([
		'',
		'jane',
		'jane@',
		'@example.org',
		'a@b.example, c@d.example',
		'Jane <jane@example.org>',
		'j\n@example.org',
	])('is not %j', (text) => expect(v.is(emailAddress, text)).toBe(false));
	test('has at most 254 characters', () =>
		expect(v.is(emailAddress, `${'x'.repeat(60)}@${'y.'.repeat(100)}example.org`)).toBe(false));
	test('shows its first letter and its domain where it is masked', () => {
		expect(maskEmail('jane.smith@example.org')).toBe('j••••@example.org');
		expect(maskEmail('no address')).toBe('••••');
	});
});
