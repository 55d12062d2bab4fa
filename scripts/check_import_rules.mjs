/**
 * Sees every rule of `.dependency-cruiser.cjs` fail once, and the imports that the architecture allows pass.
 *
 * Plants one violating file per rule in a temporary tree shaped like src/, cruises it, and compares for each file the rules
 * that it is told to have broken. A rule without a planted violation is an error.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowed, targets, violations } from './import_rule_cases.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = join(root, '.dependency-cruiser.cjs');
const tree = mkdtempSync(join(tmpdir(), 'import-rules-'));

try {
	const problems = [...uncovered(), ...compare(cruise())];
	for (const problem of problems) process.stderr.write(`${problem}\n`);
	const count = Object.keys(violations).length;
	if (problems.length === 0)
		process.stderr.write(`${count} import rules seen to fail, ${allowed.length} imports seen to pass\n`);
	process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
	rmSync(tree, { recursive: true });
}

function uncovered() {
	const names = createRequire(import.meta.url)(config).forbidden.map((rule) => rule.name);
	const missing = names.filter((name) => !(name in violations));
	const unknown = Object.keys(violations).filter((name) => !names.includes(name));
	return [
		...missing.map((name) => `${name}: the rule has no planted violation, should have one in import_rule_cases.mjs`),
		...unknown.map((name) => `${name}: import_rule_cases.mjs breaks it, but there is no such rule`),
	];
}

function cruise() {
	const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	plant({ path: 'package.json', text: JSON.stringify({ type: 'module', imports }) });
	symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
	for (const file of [...Object.values(violations), ...allowed, ...targets]) plant(file);
	const command = join(root, 'node_modules/.bin/depcruise');
	const run = spawnSync(command, ['--config', config, '--output-type', 'json', 'src'], { cwd: tree, encoding: 'utf8' });
	if (!run.stdout) throw new Error(`depcruise printed nothing: ${run.error?.message ?? run.stderr}`);
	return JSON.parse(run.stdout).summary.violations;
}

function plant({ path, text }) {
	mkdirSync(dirname(join(tree, path)), { recursive: true });
	writeFileSync(join(tree, path), text);
}

function compare(found) {
	const broken = (path) =>
		[...new Set(found.filter(({ from }) => from === path).map(({ rule }) => rule.name))].join(', ');
	const expected = [
		...Object.entries(violations).map(([rule, { path }]) => ({ path, rules: rule })),
		...allowed.map(({ path }) => ({ path, rules: '' })),
	];
	return expected
		.filter(({ path, rules }) => broken(path) !== rules)
		.map(({ path, rules }) => `${path}: breaks ${broken(path) || 'no rule'}, should break ${rules || 'none'}`);
}
