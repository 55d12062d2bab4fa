import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteServerAsyncLocalStorage } from '#lib/words/generated/runtime.js';
import type { Language } from './languages.ts';

const storage = new AsyncLocalStorage<{ locale?: Language }>();
overwriteServerAsyncLocalStorage(storage);

/** Does some work in a language: every text that it asks for, also after an `await`, is in that language, whatever runs beside it. */
export function inLanguage<T>(language: Language, work: () => T): T {
	return storage.run({ locale: language }, work);
}
