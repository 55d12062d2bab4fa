import { acceptedTags } from '#lib/words/accepted_tags.ts';
import { getLocale } from '#lib/words/generated/runtime.js';
import type { Language } from '#lib/words/languages.ts';

/**
 * Where a browser names no region for the language of the page. English and Swahili are read at the operator's own stations, in Kenya;
 * of French and Chinese it is the region that CLDR itself assumes, whose ways of writing numbers and dates the others inherit.
 */
const regions: Readonly<Record<Language, string>> = { en: 'en-KE', sw: 'sw-KE', fr: 'fr-FR', zh: 'zh-CN' };

/**
 * The locale in which numbers, money and dates are told: the page's language, with the region that the browser prefers it in
 * (`Accept-Language`). Pages print with it on the server and again in the browser, so that both print the same.
 */
export function preferredLocale(header: string | null, language: Language = getLocale()): string {
	const regional = acceptedTags(header).filter((tag) => tag.toLowerCase().startsWith(`${language}-`));
	return regional.map(known).find((tag) => tag !== undefined) ?? regions[language];
}

function known(tag: string): string | undefined {
	try {
		return Intl.NumberFormat.supportedLocalesOf(tag)[0];
	} catch {
		return undefined;
	}
}
