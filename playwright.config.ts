import { defineConfig } from '@playwright/test';
import { findProgram } from './scripts/bootstrap.mjs';
import { withoutAddressBar } from './tests/fixtures/address_bar.ts';
import { bluetoothLaunchArgs } from './tests/fixtures/gatt.ts';
import type { WorkerFixtures } from './tests/fixtures/journey.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 900 } };
const journeys = 'tests/journeys';

/** What runs in a browser. Each worker has its own browser and, for the journeys, broker, database, agent and web app. */
export default defineConfig<object, WorkerFixtures>({
	testMatch: '**/*.spec.ts',
	outputDir: 'test-results',
	globalSetup: './tests/fixtures/global_setup.ts',
	workers: 2,
	fullyParallel: true,
	forbidOnly: true,
	// A second try tells what depends on the machine's pace; scripts/test.mjs names it and fails where it is often.
	retries: process.env['CI'] ? 1 : 0,
	// Limits for a machine that is slow and busy: where all is well they cost nothing.
	timeout: 180_000,
	expect: { timeout: 20_000 },
	use: {
		browserName: 'chromium',
		launchOptions: {
			executablePath: findProgram('chromium') ?? '',
			args: [...bluetoothLaunchArgs, withoutAddressBar],
		},
		locale: 'en-GB',
		timezoneId: 'Africa/Nairobi',
		actionTimeout: 20_000,
		// To be asked for when a journey is looked into: tracing all of them costs time.
		trace: process.env['PITLANE_TRACE'] ? 'retain-on-failure' : 'off',
		screenshot: 'only-on-failure',
	},
	projects: [
		{
			name: 'phone',
			testDir: journeys,
			testIgnore: '**/{manager,manager_agent,manage_charging,money_to_settle}.spec.ts',
			use: phone,
		},
		{
			name: 'desktop',
			testDir: journeys,
			testMatch: '**/{manager,manager_agent,manage_charging,money_to_settle,accessibility}.spec.ts',
			use: desktop,
		},
		{
			name: 'database server',
			testDir: journeys,
			testMatch: '**/{covered_by_quota,paying}.spec.ts',
			use: { ...phone, database: 'server' },
		},
		{ name: 'bluetooth', testDir: 'tests/ble', fullyParallel: false },
	],
});
