/**
 * The import table of the architecture, one rule a row: what a folder may import, and where the code belongs instead.
 * `scripts/check_import_rules.mjs` plants a violation of every rule and sees it fail.
 */

const { owners } = require('./import_rule_owners.cjs');
const {
	tests,
	npm,
	anyPackage,
	lib,
	server,
	ports,
	appFile,
	env,
	framework,
	generated,
	row,
} = require('./import_rule_parts.cjs');

/** The texts in every language, compiled from `messages/`. */
const words = '^src/lib/words/generated/';

const wiring = ['^src/hooks[.]server[.]ts$', '^src/lib/server/agent/(main|start_agent)[.]ts$'];
const kindSides = ['[.]server[.]ts$', '^src/lib/kinds/[^/]+/ui/'];
/** What several kinds need, its markup aside. */
const parts = '^src/lib/kinds/parts/(?!ui/)';

/** What surfaces translate to. */
const behindSurfaces = [
	server('engine|operations|reports|auth'),
	lib('protocol|kernel'),
	ports,
	appFile,
	anyPackage,
	framework,
];

const rows = [
	row('kernel', {
		from: lib('kernel'),
		may: [lib('kernel'), npm('valibot|libphonenumber-js')],
		comment: 'kernel knows no domain and no platform: what needs more belongs in the folder that needs it',
	}),
	row('session-plan-charging', {
		from: lib('session|plan|charging'),
		may: ['^src/lib/$1/', lib('kernel'), npm('valibot')],
		comment: 'Pure and independent of each other: what joins them belongs in kinds/<kind>/ or server/engine/',
	}),
	row('ledger', {
		from: lib('ledger'),
		may: [lib('ledger|plan|charging|kernel'), npm('valibot')],
		comment: 'The ledgers move what plans hold (docs/decisions/0002): sessions and kinds come in server/engine/',
	}),
	row('protocol', {
		from: lib('protocol'),
		may: [lib('protocol|kernel'), npm('valibot')],
		comment: 'protocol only describes messages: what acts on them belongs in server/operations/ or mqtt/',
	}),
	row('kind-pure', {
		from: '^src/lib/kinds/([^/]+)/',
		fromNot: [...kindSides, parts],
		may: [
			'^src/lib/kinds/$1/(?!ui/)(?!.*[.]server[.]ts$)',
			parts,
			lib('session|plan|charging|ledger|kernel'),
			npm('valibot'),
		],
		comment:
			'A kind decides without server, browser or other kinds: effects belong in its effects.server.ts, markup in its ui/, what kinds share in kinds/parts/',
	}),
	row('kind-parts', {
		from: parts,
		may: [parts, lib('session|plan|charging|ledger|kernel'), npm('valibot')],
		comment:
			'What kinds share knows none of them: what one kind alone needs belongs in its folder, markup in parts/ui/',
	}),
	row('kind-server', {
		from: '^src/lib/kinds/([^/]+)/.*[.]server[.]ts$',
		may: ['^src/lib/kinds/$1/(?!ui/)', parts, lib('plan|kernel'), ports, npm('valibot')],
		comment:
			'A kind turns its events into outbox rows, no more: queries and commands belong in server/engine/ or server/operations/',
	}),
	{
		name: 'kind-server-ports',
		severity: 'error',
		comment:
			'A kind names the types of ports, it calls none: the call belongs behind an outbox row, in server/gateways/',
		from: { path: '^src/lib/kinds/.*[.]server[.]ts$', pathNot: tests },
		to: { path: ports, dependencyTypesNot: ['type-only'] },
	},
	row('kind-ui', {
		from: '^src/lib/kinds/([^/]+)/ui/',
		may: ['^src/lib/kinds/($1|parts)/(?!.*[.]server[.]ts$)', lib('charging|ui|words|kernel'), anyPackage],
		comment: 'Props in, callback out: stores, requests and navigation belong in stores/ and the wizard page',
	}),
	row('session-tracking', {
		from: lib('session-tracking'),
		may: [lib('session-tracking|kinds|protocol|kernel'), npm('valibot')],
		comment: 'Types for clients, made from schemas: a schema belongs in kinds/<kind>/ or protocol/, code in stores/',
	}),
	row('kind-registries', {
		from: '^src/lib/kinds/[^/]+[.]ts$',
		may: [lib('kinds|session|plan|charging|ledger|kernel'), ports],
		comment: 'One line per kind: anything more belongs in the kind, or in session/',
	}),
	row('ble', {
		from: lib('ble'),
		may: [lib('ble|kernel'), anyPackage],
		comment: 'It could ship in another product: what knows the domain belongs in kinds/<kind>/ui/ or stores/',
	}),
	row('ui', {
		from: lib('ui'),
		may: [lib('ui|words|kernel'), anyPackage],
		comment: 'It knows words and no domain: what does belongs in kinds/<kind>/ui/ or stores/',
	}),
	row('words', {
		from: lib('words'),
		fromNot: [words],
		may: [lib('words|kernel'), anyPackage],
		onNode: true,
		typesOfAll: true,
		comment:
			'Words know codes of refusals by type and decide nothing: what has a text of its own asks for it where it is shown',
	}),
	row('mqtt', {
		from: lib('mqtt'),
		may: [lib('mqtt|protocol|kernel'), anyPackage],
		comment: 'mqtt carries requests and knows no screen: state belongs in stores/',
	}),
	row('rpc-client', {
		from: lib('rpc'),
		may: [lib('rpc|kernel'), '^src/lib/server/rpc/', anyPackage],
		comment: 'The browser client wraps the router: state belongs in stores/, procedures in server/rpc/',
	}),
	{
		name: 'rpc-client-type',
		severity: 'error',
		comment: 'The browser knows the type of the router only: with its value the server would be in the bundle',
		from: { path: lib('rpc'), pathNot: tests },
		to: { path: '^src/lib/server/', dependencyTypesNot: ['type-only'] },
	},
	row('stores', {
		from: lib('stores'),
		may: [
			lib('stores|rpc|mqtt|ble|session|protocol|words|kernel'),
			'^src/lib/kinds/index[.]ts$',
			anyPackage,
			framework,
		],
		comment: 'Stores reach the server by rpc/ or mqtt/ and kinds by their registry: markup belongs in ui/ or routes',
	}),
	row('store', {
		from: server('store'),
		may: [server('store'), lib('session|ledger|plan|charging|kernel'), ports, anyPackage],
		onNode: true,
		comment: 'The store reads and writes rows: rules belong in session/, plan/ or ledger/, commands in server/engine/',
	}),
	row('gateways', {
		from: server('gateways'),
		may: [server('gateways'), lib('kernel|protocol'), ports, env, anyPackage],
		onNode: true,
		comment:
			'A gateway speaks one wire protocol behind a port: decisions belong in server/operations/, rows in server/store/',
	}),
	row('engine-operations', {
		from: server('engine|operations'),
		may: [
			'^src/lib/server/$1/',
			server('engine|store'),
			lib('session|plan|charging|ledger|protocol|kernel'),
			'^src/lib/kinds/index([.]server)?[.]ts$',
			ports,
			anyPackage,
		],
		onNode: true,
		comment:
			'Engine and operations know kinds by the registry and the world by ports: what one kind needs belongs in its folder, the wire in server/gateways/',
	}),
	row('reports-auth', {
		from: server('reports|auth'),
		may: [
			'^src/lib/server/$1/',
			server('store'),
			lib('session|plan|charging|ledger|protocol|kernel'),
			'^src/lib/kinds/index[.]ts$',
			ports,
			env,
			anyPackage,
		],
		onNode: true,
		comment:
			'They read the store and answer: commands belong in server/engine/, translation in server/{rpc,rest,actions}/',
	}),
	row('server-surfaces', {
		from: server('rpc|rest'),
		may: ['^src/lib/server/$1/', ...behindSurfaces],
		comment:
			'Surfaces only translate: rules belong in kinds/, commands in server/engine/, rows in server/store/; programs are answered in English, without words/',
	}),
	row('actions', {
		from: server('actions'),
		may: [server('actions'), lib('words'), ...behindSurfaces],
		comment: 'Actions only translate: rules belong in kinds/, commands in server/engine/, rows in server/store/',
	}),
	row('agent', {
		from: server('agent'),
		fromNot: wiring,
		may: [server('agent|engine|operations|gateways'), lib('protocol|kernel'), ports, env, anyPackage],
		onNode: true,
		comment:
			'The agent subscribes, dispatches and keeps time: work belongs in server/operations/, wiring in agent/start_agent.ts',
	}),
	{
		name: 'agent-without-sveltekit',
		severity: 'error',
		comment:
			'The agent runs on plain Deno: what needs $app, $env or SvelteKit belongs in server/{rpc,rest,actions}/ or routes',
		from: { path: server('agent'), pathNot: tests },
		to: { path: ['^[$](app|env)/', npm('@sveltejs/kit')], reachable: true },
	},
	row('server-files', {
		from: '^src/lib/server/[^/]+[.]ts$',
		may: ['^src/lib/server/[^/]+[.]ts$', lib('session|plan|charging|ledger|protocol|kernel'), anyPackage],
		typesOfAll: true,
		comment:
			'They name what everything hangs on, types of all parts among it: what does something belongs in a folder of server/',
	}),
	row('routes', {
		from: '^src/(routes|params)/',
		may: [
			'^src/(routes|params)/',
			'^src/app[.]css$',
			server('rpc|rest|actions|auth'),
			lib('stores|ui|words|kernel'),
			'^src/lib/kinds/ui[.]ts$',
			anyPackage,
			framework,
		],
		comment: 'A route turns a Request into a Response: reading belongs in server/{rpc,rest,actions}/, state in stores/',
	}),
	{
		name: 'known-folder',
		severity: 'error',
		comment: 'The layout has no such folder: see ARCHITECTURE in the README for where code of this sort belongs',
		from: {
			path: '^src/lib/(?!(kernel|session|session-tracking|kinds|plan|charging|ledger|protocol|ble|mqtt|rpc|stores|ui|words|server)/)',
		},
		to: {},
	},
];

const graph = [
	{
		name: 'no-circular',
		severity: 'error',
		comment: 'Files that need each other are one file, or hide a third that both need',
		from: { path: '^src/' },
		to: { circular: true },
	},
	{
		name: 'resolvable',
		severity: 'error',
		comment: 'An import that does not resolve passes every other rule unseen: mend the path, or list the package',
		from: { path: '^src/' },
		to: { couldNotResolve: true, pathNot: [framework, ...generated] },
	},
];

module.exports = {
	forbidden: [...rows, ...owners, ...graph],
	options: {
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '[.]svelte-kit/' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.svelte', '.js', '.mjs'],
			exportsFields: ['exports'],
			conditionNames: ['import', 'types', 'node', 'default'],
		},
	},
};
