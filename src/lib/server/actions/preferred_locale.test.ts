import { expect, test } from 'vitest';
import { preferredLocale } from './preferred_locale.ts';

test.each([
	['en', 'en-GB,en;q=0.9', 'en-GB'],
	['en', 'en-US;q=0.5, en-GB;q=0.9', 'en-GB'],
	['en', 'fr-FR, en-US;q=0.4', 'en-US'],
	['en', 'fr-FR', 'en-KE'],
	['sw', 'en-GB,en;q=0.9', 'sw-KE'],
	['sw', 'sw-TZ', 'sw-TZ'],
	['fr', 'fr-CI, fr;q=0.9', 'fr-CI'],
	['fr', 'fr', 'fr-FR'],
	['zh', 'zh-Hant-TW', 'zh-Hant-TW'],
	['zh', 'zh', 'zh-CN'],
	['en', 'en-GB;q=0', 'en-KE'],
	['en', 'en-not a tag, fr', 'en-KE'],
	['en', '', 'en-KE'],
	['en', null, 'en-KE'],
	['en', 'q=nonsense;q=x', 'en-KE'],
] as const)('a page in %s, read by %s → %s', (language, header, locale) => {
	expect(preferredLocale(header, language)).toBe(locale);
});
