/** Where test runs leave their results, and how these are counted. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How many tests of a run may need a second try. */
const flakyLimit = 3;

/** The file into which the named run writes its JSON report. */
export function resultFile(name) {
	return fileURLToPath(new URL(`../node_modules/.cache/pitlane/${name}.json`, import.meta.url));
}

/** Forgets the results of an earlier run, so that none is counted for a run that never wrote any. */
export function clearResults() {
	const folder = dirname(resultFile('any'));
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
}

/** Passed and failed tests of a Vitest run; a file that could not be run counts as one failed test. */
export function countVitest(name) {
	return count(name, (report) => {
		const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
		return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length, flaky: [] };
	});
}

/** Passed, failed and flaky tests of a Playwright run. */
export function countPlaywright(name) {
	return count(name, playwrightOutcome);
}

/**
 * What a JSON report of Playwright says. A test that passed only on its second try is flaky: it has passed, and is named; where more than
 * `flakyLimit` are, all of them have failed, because then it is not chance.
 */
export function playwrightOutcome({ stats, errors, suites }) {
	const flaky = suites.flatMap((suite) => flakyTests(suite, suite.title));
	const [passed, failed] = [stats.expected, stats.unexpected + errors.length];
	return flaky.length > flakyLimit
		? { passed, failed: failed + flaky.length, flaky }
		: { passed: passed + flaky.length, failed, flaky };
}

function flakyTests({ specs = [], suites = [] }, file) {
	const here = specs.flatMap(({ title, tests }) =>
		tests.filter(({ status }) => status === 'flaky').map(({ projectName }) => `[${projectName}] ${file}: ${title}`),
	);
	return [...here, ...suites.flatMap((suite) => flakyTests(suite, file))];
}

function count(name, read) {
	try {
		return read(JSON.parse(readFileSync(resultFile(name), 'utf8')));
	} catch {
		return { passed: 0, failed: 1, flaky: [] };
	}
}
