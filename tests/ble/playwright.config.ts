import { defineConfig } from '@playwright/test';
import { bluetoothLaunchArgs } from '../fixtures/gatt.ts';

// eslint-disable-next-line no-restricted-syntax -- Playwright reads its configuration from a default export
export default defineConfig({
	testDir: '.',
	outputDir: '../../test-results/ble',
	workers: 1,
	forbidOnly: true,
	use: { launchOptions: { executablePath: '/usr/bin/chromium', args: bluetoothLaunchArgs } },
});
