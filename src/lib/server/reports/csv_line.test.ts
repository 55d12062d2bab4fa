import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvDecimal, csvLine, csvText } from './csv_line.ts';
import { parseCsv } from '../../../../tests/fixtures/parse_csv.ts';

describe('a text cell', () => {
	test.each([
		['Jane Smith', 'Jane Smith'],
		['Smith, Jane', '"Smith, Jane"'],
		['Jane "JJ" Smith', '"Jane ""JJ"" Smith"'],
		['two\nlines', '"two\nlines"'],
		['Zoë 🛵', 'Zoë 🛵'],
		['', ''],
	])('%j is %j', (text, cell) => expect(csvText(text)).toBe(cell));

	test.each(['=1+1', '+254', '-2', '@SUM(A1)', '\tx', '\rx'])('%j is no formula', (text) => {
		expect(parseCsv(csvText(text))).toEqual([[`'${text}`]]);
	});

	test('guards and quotes at once', () => expect(csvText('=A1,"x"')).toBe(`"'=A1,""x"""`));

	test('is empty for null', () => expect(csvText(null)).toBe(''));
});

describe('a decimal cell', () => {
	test.each([
		[2405, '2.405'],
		[2400, '2.40'],
		[2000, '2.00'],
		[-500, '-0.50'],
		[5, '0.005'],
		[0, '0.00'],
	])('%i Wh in kWh, with at least 2 decimals, is %s', (wh, cell) => expect(csvDecimal(wh, 3, 2)).toBe(cell));

	test.each([
		[252_900, '252.9'],
		[252_000, '252'],
		[0, '0'],
	])('%i ms in s, with as many decimals as it takes, is %s', (ms, cell) => expect(csvDecimal(ms, 3, 0)).toBe(cell));

	test.each([
		[28_800, 2, '288.00'],
		[-5, 2, '-0.05'],
		[1500, 0, '1500'],
	])('%i minor units of %i digits is %s', (minor, digits, cell) => expect(csvDecimal(minor, digits)).toBe(cell));

	test('is empty for null', () => expect(csvDecimal(null, 2)).toBe(''));

	test('loses nothing', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (units) => {
				expect(BigInt(csvDecimal(units, 3).replace('.', ''))).toBe(BigInt(units));
			}),
		);
	});
});

test('lines read back cell by cell, whatever is in them', () => {
	const lines = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), { minLength: 1 });
	fc.assert(
		fc.property(lines, (rows) => {
			const csv = rows.map((cells) => csvLine(cells.map(csvText))).join('');
			const guarded = rows.map((cells) => cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)));
			expect(parseCsv(csv)).toEqual(guarded);
		}),
	);
});
