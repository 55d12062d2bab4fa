/** The definition of done, as far as it needs no broker and no browser: `npm run check`. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runSteps } from './run_steps.mjs';
import { resultFile } from './test_results.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const unit = [
	'run',
	'--project',
	'unit',
	'--reporter=default',
	'--reporter=json',
	`--outputFile.json=${resultFile('unit')}`,
];
const steps = [
	// Apart, and first, because each takes as long as most of the others together: a component that is opened makes the types of
	// all other files be found anew.
	{ name: 'lint of components', command: 'eslint', args: ['**/*.svelte', '--max-warnings', '0'] },
	{ name: 'lint', command: 'eslint', args: ['.', '--ignore-pattern', '**/*.svelte', '--max-warnings', '0'] },
	{ name: 'svelte-check', command: 'svelte-check', args: ['--tsconfig', './tsconfig.json', '--fail-on-warnings'] },
	// The service worker has globals of its own.
	{ name: 'worker types', command: 'tsc', args: ['--project', 'tsconfig.worker.json'] },
	{ name: 'unit tests', command: 'vitest', args: unit },
	{ name: 'build', command: 'node', args: ['scripts/build.mjs'] },
	{ name: 'deno check', command: 'deno', args: ['check', ...denoPrograms()] },
	{ name: 'format', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
	{ name: 'unused code', command: 'knip', args: ['--no-progress'] },
	{ name: 'import table', command: 'depcruise', args: ['--config', '.dependency-cruiser.cjs', 'src'] },
	{ name: 'import rules fail', command: 'node', args: ['scripts/check_import_rules.mjs'] },
];

/** What Deno runs: the server, the agent and the benchmarks. */
function denoPrograms() {
	const folders = ['scripts', 'src/lib/server/agent', 'bench'].filter((folder) => existsSync(root + folder));
	return folders.flatMap((folder) => {
		const files = readdirSync(root + folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
		return files.map((file) => `${folder}/${file}`);
	});
}

const failed = [
	// First alone: the others read what they write.
	...(await runSteps([{ name: 'words', command: 'node', args: ['scripts/compile_words.mjs'] }])),
	...(await runSteps([{ name: 'types of the routes', command: 'svelte-kit', args: ['sync'] }])),
	...(await runSteps(steps, { atOnce: 2 })),
];
if (failed.length > 0) process.stdout.write(`Check failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
