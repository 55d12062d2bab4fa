import { expect, test } from 'vitest';
import { inLanguage } from '#lib/words/in_language.server.ts';
import { reportText } from './report_words.ts';

test('a word that kinds use is told in the language of the page', () => {
	expect(inLanguage('fr', () => reportText('Returned battery'))).toBe('Batterie rendue');
	expect(reportText('Returned battery')).toBe('Returned battery');
});

test.each(['Amina', 'toString', ''])('%j, which no kind made up, stays as it is', (text) => {
	expect(inLanguage('zh', () => reportText(text))).toBe(text);
});
