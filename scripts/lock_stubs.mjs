/**
 * Completes package-lock.json with version-only entries for optional packages of other platforms.
 *
 * A registry that lacks some of them makes npm write a lock file that `npm ci` then refuses ("Missing: … from lock file").
 * Run it after a change of dependencies: `node scripts/lock_stubs.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
let added = 0;

for (const [parent, entry] of Object.entries(lock.packages)) {
	for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
		const candidates = [`${parent}/node_modules/${name}`, `node_modules/${name}`];
		if (candidates.some((candidate) => candidate in lock.packages)) continue;
		lock.packages[`node_modules/${name}`] = { version: range.replace(/^[\^~]/, ''), optional: true };
		added++;
	}
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, JSON.stringify(lock, null, '\t') + '\n');
process.stderr.write(`${added} entries added\n`);
