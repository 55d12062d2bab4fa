import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Folders whose time, chance and network are parameters, so that browser, web and agent decide alike. */
const pure = ['src/lib/{session,plan,ledger}/**/*.ts', 'src/lib/kinds/*/**/*.ts'];
const tests = ['**/*.test.ts', 'tests/**/*.ts'];
/** Run by Deno and checked by `deno check`: their `Deno` global is unknown to tsc. */
const denoOnly = ['scripts/**/*.ts', 'bench/**/*.ts'];

const parameter = 'It makes the decision unrepeatable: take it as a parameter (Clock, Ids, facts)';

const everywhere = [
	{ selector: 'TSEnumDeclaration', message: 'Enums are not erasable: use a union of literals' },
	{
		selector: "MemberExpression[object.type='MetaProperty'][property.name='env']",
		message: 'Only src/lib/server/env.ts reads the environment: take the value from Env',
	},
];
const noDefaultExport = {
	selector: 'ExportDefaultDeclaration',
	message: 'Name what is exported; only framework files have a default export',
};
const noPresent = [
	{ selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: parameter },
	{ selector: "CallExpression[callee.name='Date']", message: parameter },
];

const imports = [
	{ regex: '^\\$lib(/|$)', message: 'Write #lib/… with the file ending: $lib does not resolve in Deno' },
	{ regex: '^\\$env/', message: 'Only src/lib/server/env.ts reads the environment: take the value from Env' },
	{ regex: '^\\$app/stores$', message: 'Use $app/state' },
	{
		regex: '^(?!.*/\\$types$)(\\.{1,2}/|#lib/)(?!.*\\.(ts|js|mjs|svelte|css|json|svg|wasm)(\\?\\w+)?$)',
		message: 'Write the file ending: Deno does not guess it',
	},
];
const noServerCode = { regex: '^#lib/server/', message: 'Components never see the server: pass props from the page' };

export default defineConfig(
	{
		ignores: [
			'.svelte-kit/',
			'.deno-deploy/',
			'build/',
			'coverage/',
			'data/',
			'drizzle/',
			'test-results/',
			'playwright-report/',
			'src/lib/words/generated/',
		],
	},
	js.configs.recommended,
	ts.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
		},
		rules: {
			'no-undef': 'off',
			'max-lines': ['error', { max: 300 }],
			eqeqeq: 'error',
			'no-restricted-imports': ['error', { patterns: imports }],
			'no-restricted-syntax': ['error', ...everywhere, noDefaultExport],
			'@typescript-eslint/max-params': ['error', { max: 3 }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			// An async function without await still promises to throw nothing synchronously, which ports rely on.
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			// The app is served from the root of its origin, so a plain path is what resolve() would return.
			'svelte/no-navigation-without-resolve': 'off',
		},
	},
	{
		files: ['**/*.svelte'],
		rules: {
			'no-restricted-imports': ['error', { patterns: [...imports, noServerCode] }],
			// Types exported by another component's module script are unknown here; svelte-check knows them.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
		},
	},
	{
		files: ['src/**'],
		ignores: ['src/lib/server/env.ts', ...tests],
		rules: {
			'no-restricted-properties': [
				'error',
				...['process', 'Deno'].map((object) => ({
					object,
					property: 'env',
					message: 'Only src/lib/server/env.ts reads the environment: take the value from Env',
				})),
			],
		},
	},
	{
		files: pure,
		ignores: ['**/*.server.ts', 'src/lib/kinds/*/ui/**', ...tests],
		rules: {
			'no-restricted-syntax': ['error', ...everywhere, noDefaultExport, ...noPresent],
			'no-restricted-globals': [
				'error',
				...['fetch', 'crypto', 'performance', 'process', 'Deno', 'setTimeout', 'setInterval'].map((name) => ({
					name,
					message: parameter,
				})),
			],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: parameter },
				{ object: 'Math', property: 'random', message: parameter },
				...['fetch', 'crypto', 'performance', 'process', 'Deno'].map((property) => ({
					object: 'globalThis',
					property,
					message: parameter,
				})),
			],
		},
	},
	{
		files: ['src/app.d.ts'],
		rules: {
			'@typescript-eslint/no-empty-object-type': 'off',
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
		},
	},
	{
		// Outside the tsconfig that SvelteKit writes, because its globals are a worker's.
		files: ['src/service-worker.ts', 'src/service-worker/**'],
		extends: [ts.configs.disableTypeChecked],
		languageOptions: { parserOptions: { projectService: false } },
	},
	{
		files: tests,
		rules: {
			// Matchers such as expect.objectContaining are typed any.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/unbound-method': 'off',
		},
	},
	{
		files: ['*.config.{js,ts}', 'tests/**/global_setup.ts', 'tests/**/global_teardown.ts'],
		rules: { 'no-restricted-syntax': ['error', ...everywhere] },
	},
	{
		files: ['**/*.{js,mjs,cjs}', '*.config.ts', ...denoOnly],
		extends: [ts.configs.disableTypeChecked],
		languageOptions: { parserOptions: { projectService: false } },
	},
	{
		// CommonJS has no other way to import a file.
		files: ['**/*.cjs'],
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
);
