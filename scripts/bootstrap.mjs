/**
 * Makes a bare machine ready, with nothing but Node: packages, programs of the system, the built app.
 *
 * `node scripts/bootstrap.mjs [program…]`. Asks nothing, and says everything on standard error.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where programs of the system lie. */
const systemFolders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** Debian packages of programs that are not named like them. */
const packages = { mosquitto_pub: 'mosquitto-clients', mosquitto_sub: 'mosquitto-clients' };

/** Runs `npm ci` where packages are missing or are not those of the lock file; throws if that fails. */
export function ensureNodeModules() {
	if (hasPackages()) return;
	say('Installing packages (npm ci), about a minute');
	run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
}

/** Installs the named programs with apt-get where it may, and throws one line on what to install where it may not. */
export function ensureSystem(programs) {
	const missing = programs.filter((program) => findProgram(program) === undefined);
	if (missing.length === 0) return;
	const wanted = [...new Set(missing.map((program) => packages[program] ?? program))];
	const should = `should be: apt-get install ${wanted.join(' ')}`;
	const prefix = asRoot();
	if (prefix === undefined) throw new Error(`${missing.join(' and ')} not installed, ${should}`);
	say(`Installing ${missing.join(' and ')} (apt-get)`);
	const options = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=120'];
	try {
		run(...prefix, 'env', ...options, 'update');
		run(...prefix, 'env', ...options, 'install', '--yes', '--no-install-recommends', ...wanted);
	} catch (error) {
		throw new Error(`${missing.join(' and ')} could not be installed (${error.message}), ${should}`, { cause: error });
	}
}

/** Builds the app where the last build is missing or was made from other sources. */
export function ensureBuild() {
	if (isBuilt()) return;
	say('Building the app');
	build();
}

/** The path of a program, or nothing where the system has none. */
export function findProgram(name) {
	return systemFolders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Each package of the lock file stands in node_modules with its version; those of other platforms may be absent. */
function hasPackages() {
	const installedLock = join(root, 'node_modules/.package-lock.json');
	if (!existsSync(installedLock) || !existsSync(join(root, 'node_modules/.bin/deno'))) return false;
	const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
	const locked = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
	return locked.every(([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version);
}

function asRoot() {
	if (findProgram('apt-get') === undefined) return undefined;
	if (process.getuid?.() === 0) return [];
	return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function run(command, ...args) {
	const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
	if (result.status === 0) return;
	throw new Error(
		result.error?.message ?? `${[command, ...args].join(' ')} ended with ${result.status ?? result.signal}`,
	);
}

function say(line) {
	process.stderr.write(`${line}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	try {
		ensureNodeModules();
		ensureSystem(process.argv.slice(2));
		ensureBuild();
	} catch (error) {
		say(error.message);
		process.exitCode = 1;
	}
}
