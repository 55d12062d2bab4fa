import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from './languages.ts';

type Pattern = string | readonly { readonly match: Readonly<Record<string, string>> }[];

const root = new URL('../../../', import.meta.url);
const settings = JSON.parse(readFileSync(new URL('project.inlang/settings.json', root), 'utf8')) as {
	'plugin.inlang.messageFormat': { pathPattern: string[] };
};
const listed = settings['plugin.inlang.messageFormat'].pathPattern.map((path) => path.replace(/^.*\/|\.json$/g, ''));
const areas = listed.filter((area) => languages.some((language) => existsSync(fileOf(language, area))));

function fileOf(language: string, area: string): URL {
	return new URL(`messages/${language}/${area}.json`, root);
}

function textsOf(language: string, area: string): Record<string, Pattern> {
	const { $schema: _, ...texts } = JSON.parse(readFileSync(fileOf(language, area), 'utf8')) as Record<string, Pattern>;
	return texts;
}

/** The placeholders of each variant of a text, sorted; one list of names for all of them together. */
function parametersOf(text: Pattern): string[] {
	const variants = typeof text === 'string' ? [text] : text.flatMap(({ match }) => Object.values(match));
	return [...new Set(variants.flatMap((variant) => variant.match(/\{\w+\}/g) ?? []))].sort();
}

test.each(languages)('the folder of %s has the files that the settings list, and no others', (language) => {
	const files = readdirSync(new URL(`messages/${language}/`, root)).map((file) => file.replace('.json', ''));
	expect(files.sort()).toEqual([...areas].sort());
});

describe.each(areas)('%s', (area) => {
	const english = textsOf('en', area);

	test('has its area as prefix of every key, so that no two areas define the same', () => {
		expect(Object.keys(english).filter((key) => !new RegExp(`^${area}_[a-z0-9_]+$`).test(key))).toEqual([]);
	});

	test.each(languages.filter((language) => language !== 'en'))(
		'has every text in %s, with the same parameters',
		(language) => {
			const texts = textsOf(language, area);
			expect(Object.keys(texts)).toEqual(Object.keys(english));
			const parameters = (of: Record<string, Pattern>) =>
				Object.fromEntries(Object.entries(of).map(([key, text]) => [key, parametersOf(text)]));
			expect(parameters(texts)).toEqual(parameters(english));
			expect(Object.entries(texts).filter(([, text]) => text.length === 0)).toEqual([]);
		},
	);
});
