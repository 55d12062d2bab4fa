import { expect, test } from 'vitest';
import { preferredLocale } from './preferred_locale.ts';

test.each([
	['en-GB,en;q=0.9', 'en-GB'],
	['en;q=0.5, fr-FR;q=0.9', 'fr-FR'],
	['*, de;q=0.4', 'de'],
	['xx-not a tag, fr', 'fr'],
	['en;q=0, fr', 'fr'],
	['', 'en-KE'],
	[null, 'en-KE'],
	['q=nonsense;q=x', 'en-KE'],
])('%s → %s', (header, locale) => {
	expect(preferredLocale(header)).toBe(locale);
});
