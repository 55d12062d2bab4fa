import { expect, test } from 'vitest';
import { acceptedTags } from './accepted_tags.ts';
import { languageOf } from './languages.ts';

test.each([
	['fr', 'sw-KE', 'fr'],
	['de', 'sw-KE,en;q=0.5', 'sw'],
	[undefined, 'de-AT, en;q=0.5, zh-Hant-TW;q=0.9', 'zh'],
	[undefined, 'FR', 'fr'],
	[undefined, 'fr;q=0, sw;q=0.1', 'sw'],
	[undefined, 'constructor, *', 'en'],
	['', null, 'en'],
])('chosen %s, accepted %s → %s', (chosen, header, language) => {
	expect(languageOf(chosen, acceptedTags(header))).toBe(language);
});
