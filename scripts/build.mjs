/** Builds the app into `.deno-deploy` and remembers from what: `npm run build`. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, '.deno-deploy/sources.sha256');
const files = [
	...['package.json', 'package-lock.json', 'svelte.config.js', 'tsconfig.json', 'vite.config.ts'],
	...['project.inlang/settings.json', 'scripts/compile_words.mjs'],
];
const folders = ['messages', 'src', 'static'];
/** Made from the others by the build itself. */
const generated = 'src/lib/words/generated/';

/** Builds; throws if that fails. What the build says goes to standard error. */
export function build() {
	const sources = sourcesHash();
	// The agent runs from the sources and has its words beside them.
	run(process.execPath, [join(root, 'scripts/compile_words.mjs')]);
	run(join(root, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn']);
	writeFileSync(stamp, sources);
}

/** True if the last build was made from the sources as they are. */
export function isBuilt() {
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesHash();
}

function run(command, args) {
	const env = { ...process.env, NODE_ENV: 'production' };
	const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
	if (status !== 0) throw new Error(`The build failed: ${error?.message ?? `${command} ended with ${status}`}`);
}

function sourcesHash() {
	const hash = createHash('sha256');
	for (const path of [...files, ...folders.flatMap(filesBelow)].sort()) {
		hash.update(`${path}\0`).update(readFileSync(join(root, path)));
	}
	return hash.digest('hex');
}

function filesBelow(folder) {
	const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
	const sources = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
	const paths = sources.map((entry) => join(entry.parentPath, entry.name).slice(root.length));
	return paths.filter((path) => !path.startsWith(generated));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
