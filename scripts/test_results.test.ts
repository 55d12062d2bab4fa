import { expect, test } from 'vitest';
import { playwrightOutcome } from './test_results.mjs';

/** A report of a run in which so many tests passed, failed, and passed only on the second try. */
function report({ passed = 0, failed = 0, flaky = 0 }) {
	const specs = Array.from({ length: flaky }, (_, index) => ({
		title: `waits ${index + 1}`,
		tests: [{ projectName: 'phone', status: 'flaky' }],
	}));
	return {
		stats: { expected: passed, unexpected: failed, flaky },
		errors: [],
		suites: [
			{
				title: 'paying.spec.ts',
				specs: [{ title: 'pays', tests: [{ projectName: 'phone', status: 'expected' }] }],
				suites: [{ title: 'without script', specs }],
			},
		],
	};
}

test('counts what passed and what failed', () =>
	expect(playwrightOutcome(report({ passed: 5, failed: 2 }))).toEqual({ passed: 5, failed: 2, flaky: [] }));

test('a test that passed on its second try has passed, and is named with its project and file', () =>
	expect(playwrightOutcome(report({ passed: 5, flaky: 1 }))).toEqual({
		passed: 6,
		failed: 0,
		flaky: ['[phone] paying.spec.ts: waits 1'],
	}));

test.each([
	[3, { passed: 8, failed: 1 }],
	[4, { passed: 5, failed: 5 }],
])('of %i such tests', (flaky, counts) =>
	expect(playwrightOutcome(report({ passed: 5, failed: 1, flaky }))).toMatchObject(counts),
);

test('an error outside of any test fails the run', () =>
	expect(playwrightOutcome({ ...report({ passed: 1 }), errors: [{ message: 'No build' }] }).failed).toBe(1));
