/**
 * Everything that CI asks for, on a bare machine too: `npm test`.
 * Ends with one line, `N passed, N failed`: the tests of Vitest and Playwright, and each other check that failed. `N flaky: …` before it
 * names what passed only on a second try, which CI alone gives.
 */
import { availableParallelism } from 'node:os';
import { ensureNodeModules, ensureSystem } from './bootstrap.mjs';
import { runSteps } from './run_steps.mjs';
import { clearResults, countPlaywright, countVitest, resultFile } from './test_results.mjs';

const start = performance.now();
try {
	ensureNodeModules();
	ensureSystem(['mosquitto', 'mosquitto_pub', 'mosquitto_sub', 'chromium']);
} catch (error) {
	process.stderr.write(`${error.message}\n`);
	process.stdout.write('0 passed, 1 failed\n');
	process.exit(1);
}

clearResults();
const contract = [
	'run',
	'--project',
	'contract',
	'--reporter=default',
	'--reporter=json',
	`--outputFile.json=${resultFile('contract')}`,
	// These tests wait for processes and timers half of their time; Vitest itself would leave a processor idle.
	`--maxWorkers=${availableParallelism() + 1}`,
];
const journeys = { PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile('journeys') };
const failedSteps = await runSteps(
	[
		{ name: 'check', command: 'node', args: ['scripts/check.mjs'] },
		{ name: 'contract tests', command: 'vitest', args: contract },
		{ name: 'journeys', command: 'playwright', args: ['test', '--reporter=line,json'], env: journeys },
	],
	{ isLive: true },
);

const runs = [countVitest('unit'), countVitest('contract'), countPlaywright('journeys')];
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failedTests = runs.reduce((sum, run) => sum + run.failed, 0);
// A check that fails without a failing test must not end in "0 failed".
const failed = failedTests === 0 ? failedSteps.length : failedTests;
const flaky = runs.flatMap((run) => run.flaky);
if (flaky.length > 0) process.stdout.write(`${flaky.length} flaky: ${flaky.join('; ')}\n`);
process.stdout.write(`Took ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
