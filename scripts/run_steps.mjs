/** Runs commands, two at a time, and tells of each how it ended and how long it took. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs `{name, command, args, env}` each to its end, whatever the others do, `atOnce` at a time, and returns the names of those
 * that failed. The output of a step is shown when it fails, or as it comes with `isLive`.
 */
export async function runSteps(steps, { atOnce = 1, isLive = false } = {}) {
	const waiting = [...steps];
	const failed = [];
	async function worker() {
		for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
			if (!(await runStep(step, isLive))) failed.push(step.name);
		}
	}
	await Promise.all(Array.from({ length: atOnce }, worker));
	return failed;
}

async function runStep({ name, command, args, env = {} }, isLive) {
	const start = performance.now();
	const path = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', command);
	const child = spawn(path, args, {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', isLive ? 'inherit' : 'pipe', isLive ? 'inherit' : 'pipe'],
	});
	const output = [];
	child.stdout?.on('data', (chunk) => output.push(chunk));
	child.stderr?.on('data', (chunk) => output.push(chunk));
	const code = await new Promise((resolve) => {
		child.on('error', () => resolve(127));
		child.on('close', resolve);
	});
	if (code !== 0) process.stdout.write(Buffer.concat(output));
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(24)} ${seconds.padStart(6)} s\n`);
	return code === 0;
}
