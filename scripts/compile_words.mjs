/** Compiles `messages/` into functions, one a text: `node scripts/compile_words.mjs`. Needs no network. */
import { compile } from '@inlang/paraglide-js';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * How texts are compiled, by this script and by Vite alike.
 * The language of a page is decided by `src/lib/words/`, so that no strategy of the compiler's own is used but the base language.
 */
export const wordsOptions = {
	project: `${root}project.inlang`,
	outdir: `${root}src/lib/words/generated`,
	outputStructure: /** @type {const} */ ('locale-modules'),
	strategy: /** @type {'baseLocale'[]} */ (['baseLocale']),
	isServer: "import.meta.env?.SSR ?? typeof window === 'undefined'",
	emitGitIgnore: false,
	emitPrettierIgnore: false,
	emitReadme: false,
};

/**
 * The same for the built app: a module a text, so that each page carries its own texts and no others.
 * In a folder of its own, because developing, testing and Deno load faster from few files.
 */
export const builtWordsOptions = {
	...wordsOptions,
	outdir: `${root}.svelte-kit/words`,
	outputStructure: /** @type {const} */ ('message-modules'),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await compile({ ...wordsOptions, cleanOutdir: false });
