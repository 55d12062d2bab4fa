/** The packages that one part of the code alone may import, as rules of `.dependency-cruiser.cjs`. */

const { lib, npm, server, tests } = require('./import_rule_parts.cjs');

/** Packages that only `owners` may import. */
function owned(name, { packages, owners, comment }) {
	return {
		name,
		severity: 'error',
		comment,
		from: { path: '^src/', pathNot: [tests, ...owners] },
		to: { path: npm(packages) },
	};
}

const owners = [
	owned('lucia-owner', {
		packages: 'lucia|@lucia-auth',
		owners: [server('auth')],
		comment: 'Upstream has ended lucia, so that it must stay replaceable: use what server/auth/ exports',
	}),
	owned('database-owner', {
		packages: 'drizzle-orm|@libsql|libsql',
		owners: [server('store|auth')],
		comment: 'Only the store speaks SQL: write a repository function in server/store/',
	}),
	owned('mqtt-owner', {
		packages: 'mqtt|mqtt-packet',
		owners: [lib('mqtt'), server('gateways')],
		comment: 'Only mqtt/ (browser) and server/gateways/ (agent and app) hold a broker connection: use theirs',
	}),
];

module.exports = { owners };
