import { expect, test } from 'vitest';
import { pushOutcomes } from '#lib/kernel/push_outcomes.ts';
import { scriptsBySuffix } from '#lib/server/demo/daraja_sandbox/rider_scripts.ts';
import { outcomeOf, resultCodes, stateOf } from './result_codes.ts';

test('money counts for one code alone', () => {
	expect(Object.keys(resultCodes).filter((code) => stateOf(outcomeOf(code)) === 'paid')).toEqual(['0']);
});

test.each(['', '7', '00', 'toString', '__proto__'])(
	'a code that nobody documents, %s, is not taken for a no',
	(code) => {
		expect(outcomeOf(code)).toBe('unknown');
		expect(stateOf('unknown')).toBe('pending');
	},
);

test('every outcome has a code, or is what is not known', () => {
	const told = new Set<string>([...Object.values(resultCodes), 'unknown']);
	expect([...told].toSorted()).toEqual(Object.keys(pushOutcomes).toSorted());
});

test('the sandbox’s phones end with every final code', () => {
	const ended = Object.values(scriptsBySuffix).flatMap((scripts) => scripts.map(({ resultCode }) => resultCode));
	const final = Object.keys(resultCodes).filter((code) => stateOf(outcomeOf(code)) !== 'pending');
	expect(final.filter((code) => !ended.includes(code))).toEqual([]);
});
