import { existsSync } from 'node:fs';
import process from 'node:process';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { builtWordsOptions, wordsOptions } from './scripts/compile_words.mjs';

/**
 * What many pages share is one script instead of fifty small ones: each costs a page some milliseconds of a phone's processor before it
 * answers. Vite's own helper is apart, or it would drag along the first group that it happens to be put in.
 */
const sharedFiles = [
	{ name: 'preload', test: /vite\/preload-helper/, priority: 2 },
	{ name: 'shared', minShareCount: 10, priority: 1 },
];

export default defineConfig(({ command, mode }) => {
	const isDev = command === 'serve' && mode === 'development';
	// As `npm start` does: variables that are set already win.
	if (isDev && existsSync('.env')) process.loadEnvFile('.env');
	if (isDev) developWithDemoData();
	const words = command === 'build' ? builtWordsOptions : wordsOptions;
	return {
		resolve: { alias: { '#lib/words/generated': words.outdir } },
		plugins: [paraglideVitePlugin(words), tailwindcss(), sveltekit()],
		server: { port: Number(process.env['PORT'] || 4173), strictPort: true },
		build: {
			rolldownOptions: {
				checks: { pluginTimings: false },
				// A text goes where it is asked for, and one that nobody asks for is left out.
				treeshake: { moduleSideEffects: [{ test: /\.svelte-kit\/words\/messages/, sideEffects: false }] },
			},
		},
		environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedFiles } } } } } },
		ssr: {
			// Native add-ons stay outside the bundle: they are loaded from node_modules at run time.
			external: ['libsql', '@libsql/client', '@node-rs/argon2'],
		},
		test: {
			projects: [
				{ extends: true, test: { name: 'unit', include: ['{src,scripts}/**/*.test.ts'] } },
				{
					extends: true,
					test: {
						name: 'contract',
						include: ['tests/{contract,property,conformance,faults}/**/*.test.ts'],
						globalSetup: ['tests/fixtures/vitest_setup.ts'],
						testTimeout: 60_000,
						// Limits for a machine that is slow and busy: where all is well they cost nothing.
						expect: { poll: { timeout: 30_000 } },
						hookTimeout: 60_000,
					},
				},
			],
		},
	};
});

/** Without other settings the developer's loop has a database of its own, filled with the demonstration's accounts and plans. */
function developWithDemoData(): void {
	process.env['PITLANE_DATABASE_URL'] ||= 'file:./data/dev/pitlane.db';
	process.env['PITLANE_DEMO'] ||= '1';
}
