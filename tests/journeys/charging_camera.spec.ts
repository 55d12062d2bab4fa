import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type LaunchOptions } from '@playwright/test';
import { startRider } from '../fixtures/charging.ts';
import { test as base } from '../fixtures/journey.ts';
import { writeQrCamera } from '../fixtures/qr_camera.ts';

/** A browser whose camera looks at the QR code of a connector, which holds the address that starts there. */
const test = base.extend<object, { launchOptions: LaunchOptions }>({
	launchOptions: [
		async ({ launchOptions }, use) => {
			const folder = await mkdtemp(join(tmpdir(), 'pitlane-camera-'));
			const film = join(folder, 'qr.y4m');
			await writeQrCamera(film, 'https://pitlane.example/charge?code=PL-VI-2');
			const camera = [
				'--use-fake-ui-for-media-stream',
				'--use-fake-device-for-media-stream',
				`--use-file-for-fake-video-capture=${film}`,
			];
			await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...camera] });
			await rm(folder, { recursive: true });
		},
		{ scope: 'worker' },
	],
});

test('the camera reads the code of a connector, and charging begins there', async ({ page, scene, pitlane }) => {
	await startRider(page, scene, pitlane);
	await page.getByRole('link', { name: 'Charge', exact: true }).click();
	await page.getByRole('button', { name: 'Scan the code' }).click();
	await expect(page.getByRole('heading', { name: 'EvLiter Charging Hub - Victoria Island' })).toBeVisible();
	await expect(page.getByText('PL-VI-2')).toBeVisible();
	await page.getByLabel('Battery level (%)').fill('45');
	await page.getByRole('button', { name: 'Start charging' }).click();
	await expect(page).toHaveURL('/');
	await expect(page.getByRole('link', { name: 'Stop charging' })).toBeVisible();
});
