import { expect, test } from 'vitest';
import { rowCounter } from './download_csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('counts rows across chunks, wherever they are cut', () => {
	const csv = 'id,name\r\n1,Ann\r\n2,"two\r\nlines"\r\n3,"says ""hi"""\r\n';
	for (let cut = 0; cut <= csv.length; cut++) {
		const count = rowCounter();
		count(bytes(csv.slice(0, cut)));
		expect(count(bytes(csv.slice(cut)))).toBe(3);
	}
});

test('counts no row in a header alone', () => expect(rowCounter()(bytes('id,name\r\n'))).toBe(0));
