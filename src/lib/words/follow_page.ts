import { overwriteGetLocale } from '#lib/words/generated/runtime.js';
import { languageOf } from './languages.ts';

/** Speaks the language that the server printed the page in. Browser only; another language comes with another page. */
export function followPage(): void {
	const language = languageOf(document.documentElement.lang, []);
	overwriteGetLocale(() => language);
}
