/** What the rows of `.dependency-cruiser.cjs` are made of: the patterns of folders and packages, and the shape of a row. */

/** Tests wire what they test: the rows hold for the code that is shipped. */
const tests = '[.]test[.]ts$';
/** Packages, as they resolve from the root or from a linked copy. */
const npm = (names) => `(^|/)node_modules/(${names})/`;
const anyPackage = '(^|/)node_modules/';
const lib = (folders) => `^src/lib/(${folders})/`;
const server = (folders) => `^src/lib/server/(${folders})/`;
const ports = '^src/lib/server/ports(_erp|_charging)?[.]ts$';
const appFile = '^src/lib/server/app[.]ts$';
const env = '^src/lib/server/env[.]ts$';
const framework = '^[$]';

/** What the build or Vite makes of an import, and no rule is about. */
const generated = ['[.]svelte-kit/', '[$]types', '[?](url|raw|worker)$'];

/** A folder that may import its own files and `may`, and nothing else; `node:` modules with `onNode`, types of anything with `typesOfAll`. */
function row(name, { from, fromNot = [], may, onNode = false, typesOfAll = false, comment }) {
	const dependencyTypesNot = [...(onNode ? ['core'] : []), ...(typesOfAll ? ['type-only'] : [])];
	return {
		name,
		severity: 'error',
		comment,
		from: { path: from, pathNot: [tests, ...fromNot] },
		to: { pathNot: [...generated, ...may], ...(dependencyTypesNot.length > 0 && { dependencyTypesNot }) },
	};
}

module.exports = { tests, npm, anyPackage, lib, server, ports, appFile, env, framework, generated, row };
