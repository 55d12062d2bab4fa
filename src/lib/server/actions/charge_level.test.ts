import { expect, test } from 'vitest';
import { readLevel } from './charge_level.ts';

test.each([
	['45', 45],
	[' 45 % ', 45],
	['7,5', 7.5],
	['0', 0],
	['100', 100],
])('%j is a level', (text, level) => expect(readLevel(text)).toBe(level));

test('nothing typed is no level', () => expect(readLevel('  ')).toBeNull());

test.each(['101', '-1', 'half', '1e1', '100.1'])('%j is refused', (text) => expect(readLevel(text)).toBeUndefined());
