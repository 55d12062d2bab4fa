import { expect, test } from 'vitest';
import { formatPhone } from './format_phone.ts';

test.each([
	['254712345678', '+254 712 345678'],
	['+255712345678', '+255 712 345 678'],
	['33612345678', '+33 6 12 34 56 78'],
	['8613812345678', '+86 138 1234 5678'],
	['•••• 678', '•••• 678'],
])('%s → %s', (digits, shown) => {
	expect(formatPhone(digits)).toBe(shown.startsWith('+') ? shown.replaceAll(' ', '\u00a0') : shown);
});
