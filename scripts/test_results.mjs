/** Where test runs leave their results, and how these are counted. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

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
		return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
	});
}

/** Passed and failed tests of a Playwright run; one that passed only when tried again has failed. */
export function countPlaywright(name) {
	return count(name, ({ stats, errors }) => {
		return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
	});
}

function count(name, read) {
	try {
		return read(JSON.parse(readFileSync(resultFile(name), 'utf8')));
	} catch {
		return { passed: 0, failed: 1 };
	}
}
