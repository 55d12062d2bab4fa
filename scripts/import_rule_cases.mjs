/** Files for `check_import_rules.mjs`: what each rule must refuse, and what no rule may refuse. */

function importing(path, ...modules) {
	return {
		path,
		text: modules.map((module, i) => `import { a as a${i} } from '${module}';\nexport const b${i} = a${i};\n`).join(''),
	};
}

function importingType(path, module) {
	return { path, text: `import type { A } from '${module}';\nexport type B = A;\n` };
}

function component(path, module) {
	return {
		path,
		text: `<script lang="ts">\n\timport { a } from '${module}';\n\tlet { b }: { b: string } = $props();\n</script>\n\n{a}{b}\n`,
	};
}

/** One file per rule that breaks this rule and no other. */
export const violations = {
	kernel: importing('src/lib/kernel/planted.ts', '#lib/session/target.ts'),
	'session-plan-charging': importingType('src/lib/plan/planted.ts', '#lib/words/target.ts'),
	ledger: importing('src/lib/ledger/planted.ts', '#lib/session/target.ts'),
	protocol: importing('src/lib/protocol/planted.ts', '#lib/session/target.ts'),
	'kind-pure': importing('src/lib/kinds/swap/steps/planted.ts', '#lib/kinds/sale/target.ts'),
	'kind-parts': importing('src/lib/kinds/parts/planted.ts', '#lib/kinds/swap/target.ts'),
	'kind-server': importing('src/lib/kinds/swap/planted.server.ts', '#lib/server/store/target.ts'),
	'kind-server-ports': importing('src/lib/kinds/swap/calls.server.ts', '#lib/server/ports.ts'),
	'kind-ui': component('src/lib/kinds/swap/ui/Planted.svelte', '#lib/stores/target.svelte.ts'),
	'session-tracking': importing('src/lib/session-tracking/planted.ts', '#lib/stores/target.svelte.ts'),
	'kind-registries': importing('src/lib/kinds/ui.ts', '#lib/stores/target.svelte.ts'),
	ble: importing('src/lib/ble/planted.ts', '#lib/words/target.ts'),
	ui: component('src/lib/ui/Planted.svelte', '#lib/session/target.ts'),
	words: importing('src/lib/words/planted.ts', '#lib/session/target.ts'),
	mqtt: importing('src/lib/mqtt/planted.ts', '#lib/session/target.ts'),
	'rpc-client': importing('src/lib/rpc/planted.ts', '#lib/protocol/target.ts'),
	'rpc-client-type': importing('src/lib/rpc/bundled.ts', '#lib/server/rpc/target.ts'),
	stores: importing('src/lib/stores/planted.svelte.ts', '#lib/kinds/swap/target.ts'),
	store: importing('src/lib/server/store/planted.ts', '#lib/server/engine/target.ts'),
	gateways: importing('src/lib/server/gateways/planted.ts', '#lib/server/store/target.ts'),
	'engine-operations': importing('src/lib/server/operations/planted.ts', '#lib/kinds/swap/target.ts'),
	'reports-auth': importing('src/lib/server/reports/planted.ts', '#lib/server/engine/target.ts'),
	'server-surfaces': importing('src/lib/server/rest/planted.ts', '#lib/words/target.ts'),
	actions: importing('src/lib/server/actions/planted.ts', '#lib/server/store/target.ts'),
	agent: importing('src/lib/server/agent/planted.ts', '#lib/server/rest/target.ts'),
	'agent-without-sveltekit': importing('src/lib/server/agent/start_agent.ts', '#lib/server/actions/page.ts'),
	'server-files': importing('src/lib/server/planted.ts', '#lib/server/store/target.ts'),
	routes: importingType('src/routes/planted/+page.server.ts', '#lib/server/store/target.ts'),
	'known-folder': importing('src/lib/utils/planted.ts', '#lib/kernel/target.ts'),
	'lucia-owner': importing('src/lib/server/actions/lucia.ts', 'lucia'),
	'database-owner': importing('src/lib/server/operations/sql.ts', 'drizzle-orm'),
	'mqtt-owner': importing('src/lib/stores/broker.ts', 'mqtt'),
	'no-circular': importing('src/lib/session/planted.ts', './target_back.ts'),
	resolvable: importing('src/hooks.client.ts', '#lib/session/nowhere.ts'),
};

/** What the architecture allows, row by row. */
export const allowed = [
	importing('src/lib/kernel/fine.ts', 'valibot', './target.ts'),
	importing('src/lib/kinds/swap/fine.ts', '#lib/session/target.ts', '#lib/plan/target.ts', './target.ts'),
	importingType('src/lib/kinds/swap/fine.server.ts', '#lib/server/ports.ts'),
	importing('src/lib/kinds/sale/fine.ts', '#lib/kinds/parts/target.ts'),
	importing('src/lib/kinds/sale/fine.server.ts', '#lib/kinds/parts/target.ts'),
	importing('src/lib/kinds/parts/fine.ts', '#lib/session/target.ts', '#lib/ledger/target.ts', './target.ts'),
	component('src/lib/kinds/sale/ui/Fine.svelte', '#lib/kinds/parts/ui/target.ts'),
	component('src/lib/kinds/parts/ui/Fine.svelte', '#lib/kinds/parts/target.ts'),
	component('src/lib/kinds/swap/ui/Fine.svelte', '#lib/words/target.ts'),
	component('src/lib/ui/Fine.svelte', '#lib/words/target.ts'),
	importingType('src/lib/words/fine.ts', '#lib/session/target.ts'),
	importing('src/lib/server/actions/fine.ts', '#lib/words/target.ts', '#lib/server/engine/target.ts'),
	importingType('src/lib/rpc/fine.ts', '#lib/server/rpc/target.ts'),
	importing('src/lib/stores/fine.svelte.ts', '#lib/kinds/index.ts', '$app/navigation'),
	importing('src/lib/server/store/fine.ts', 'drizzle-orm', '@libsql/client', 'node:fs', '#lib/ledger/target.ts'),
	importing('src/lib/server/gateways/fine.ts', 'mqtt', '#lib/server/env.ts', '#lib/protocol/target.ts'),
	importing('src/lib/server/operations/fine.ts', '#lib/server/engine/target.ts', '#lib/kinds/index.server.ts'),
	importing('src/lib/server/auth/fine.ts', 'lucia', 'drizzle-orm', '#lib/server/store/target.ts'),
	importing('src/lib/server/rpc/fine.ts', '#lib/server/engine/target.ts', '#lib/server/auth/fine.ts'),
	importing('src/lib/server/rest/fine.ts', '#lib/protocol/target.ts', '#lib/server/operations/target.ts'),
	importing('src/lib/server/agent/fine.ts', '#lib/server/operations/target.ts', '#lib/server/gateways/fine.ts'),
	importing('src/routes/fine/+page.server.ts', '#lib/server/rpc/target.ts', './$types', '#lib/kinds/ui.ts'),
	importing('src/hooks.server.ts', '#lib/server/store/target.ts', '#lib/kinds/swap/target.ts', '@sveltejs/kit'),
	importing('src/lib/kernel/fine.test.ts', 'node:fs', '#lib/session/target.ts'),
];

/** What the files above import. */
export const targets = [
	...[
		'kernel',
		'session',
		'plan',
		'ledger',
		'protocol',
		'ui',
		'words',
		'kinds/swap',
		'kinds/sale',
		'kinds/parts',
		'kinds/parts/ui',
	].map((folder) => leaf(`${folder}/target.ts`)),
	...['store', 'engine', 'operations', 'rpc', 'rest'].map((folder) => leaf(`server/${folder}/target.ts`)),
	...['stores/target.svelte.ts', 'server/ports.ts', 'server/env.ts', 'kinds/index.ts', 'kinds/index.server.ts'].map(
		leaf,
	),
	importing('src/lib/session/target_back.ts', './planted.ts'),
	importing('src/lib/server/actions/page.ts', '$app/navigation'),
];

function leaf(path) {
	return { path: `src/lib/${path}`, text: 'export const a = 1;\nexport type A = 1;\n' };
}
