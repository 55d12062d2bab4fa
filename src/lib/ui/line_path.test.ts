import { expect, test } from 'vitest';
import { linePath } from './line_path.ts';

const box = { width: 100, height: 50, top: 10 };

test('a line goes from the left to the right edge, and from nothing at the bottom to the top', () => {
	const { line, area } = linePath(
		[
			{ x: 1000, y: 0 },
			{ x: 1500, y: 10 },
			{ x: 2000, y: 5 },
		],
		box,
	);
	expect(line).toBe('M0 50L50 0L100 25');
	expect(area).toBe('M0 50L50 0L100 25L100 50L0 50Z');
});

test('what is above the top stays in the box', () =>
	expect(
		linePath(
			[
				{ x: 0, y: 20 },
				{ x: 1, y: -5 },
			],
			box,
		).line,
	).toBe('M0 0L100 50'));

test('nothing is drawn of less than two points', () => expect(linePath([{ x: 1, y: 1 }], box).line).toBe(''));
