import { expect, test } from 'vitest';
import { m } from '#lib/words/generated/messages.js';
import { inLanguage } from './in_language.server.ts';

test('answers that are made at the same time each keep their language', async () => {
	let open = () => {};
	const gate = new Promise<void>((resolve) => (open = resolve));
	const answer = async () => {
		const before = m.common_home();
		await gate;
		return [before, m.common_home()];
	};
	const answers = [inLanguage('sw', answer), inLanguage('fr', answer), inLanguage('zh', answer), answer()];
	open();
	expect(await Promise.all(answers)).toEqual([
		['Mwanzo', 'Mwanzo'],
		['Accueil', 'Accueil'],
		['首页', '首页'],
		['Home', 'Home'],
	]);
});
