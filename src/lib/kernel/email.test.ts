import { expect, test } from 'vitest';
import { maskEmail } from './email.ts';

test('an e-mail address that is masked shows its first letter and its domain', () => {
	expect(maskEmail('jane.smith@example.org')).toBe('j••••@example.org');
	expect(maskEmail('no address')).toBe('••••');
});
