import { baseLocale, isLocale, locales, type Locale } from '#lib/words/generated/runtime.js';

/** A language that the pages speak. */
export type Language = Locale;

/** The cookie that holds a person's choice. */
export const languageCookie = 'language';

/** Each language by its own name, in the order of choice. */
export const languageNames: Readonly<Record<Language, string>> = {
	en: 'English',
	sw: 'Kiswahili',
	fr: 'Français',
	zh: '中文',
};

/** A cookie's or a form's text as a language; undefined for anything else. */
export function parseLanguage(text: unknown): Language | undefined {
	return isLocale(text) ? text : undefined;
}

/** The language of an answer: the one chosen, else the first of `Accept-Language` (RFC 9110) that there is, else English. */
export function languageOf(chosen: string | undefined, accepted: readonly string[]): Language {
	const known = accepted.map((tag) => tag.toLowerCase().split('-')[0]);
	return parseLanguage(chosen) ?? known.map(parseLanguage).find((language) => language !== undefined) ?? baseLocale;
}

/** Every language, in the order of choice. */
export const languages: readonly Language[] = locales;
