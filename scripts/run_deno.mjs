/**
 * Runs one of Pitlane's programs on Deno with its permissions: `node scripts/run_deno.mjs serve|agent|bench [argument…]`.
 * Reads `.env` where there is one; variables that are set already win. Passes signals on and ends with the program's code.
 * The scripts of package.json begin with `exec`: npm's shell would keep SIGTERM to itself and leave the program running.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { denoCommand } from './deno_flags.mjs';

const dotenv = fileURLToPath(new URL('../.env', import.meta.url));
if (existsSync(dotenv)) process.loadEnvFile(dotenv);

const { command, args, options } = denoCommand(process.argv[2] ?? 'serve', process.env);
const child = spawn(command, [...args, ...process.argv.slice(3)], { ...options, stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
	process.stderr.write(`Deno does not start (${error.message}), should be installed: npm ci\n`);
	process.exitCode = 1;
});
child.on('exit', (code) => {
	process.exitCode = code ?? 1;
});
