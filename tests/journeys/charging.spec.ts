import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import {
	expectGrowth,
	figure,
	makeChargingSite,
	makeRider,
	openQuestion,
	runCharger,
	startRider,
	type ChargingSite,
} from '../fixtures/charging.ts';
import { test } from '../fixtures/journey.ts';
import { parseCsv } from '../fixtures/parse_csv.ts';
import { signIn } from '../fixtures/sign_in.ts';

/** Stops the session that the page shows, by the question that is asked first. */
async function stop(page: Page): Promise<void> {
	const dialog = await openQuestion(page, 'Stop charging');
	await dialog.getByRole('button', { name: 'Stop charging' }).click();
}

/** Begins by the station list at a site's only connector. */
async function startByList(page: Page, site: ChargingSite, level: string): Promise<void> {
	await page.goto('/charge');
	await page.getByRole('link', { name: site.name }).click();
	await page.getByRole('link', { name: 'connector-1' }).click();
	await page.getByLabel('Battery level (%)').fill(level);
	await page.getByRole('button', { name: 'Start charging' }).click();
}

test('a rider starts by the code, watches it grow through a loss of network, stops, rates and finds it again', async ({
	page,
	context,
	scene,
	pitlane,
}) => {
	const site = await makeChargingSite(pitlane);
	const charger = await runCharger(pitlane, site);
	const rider = await makeRider(scene, pitlane.store);

	// The phone's own camera opens the address of the code.
	await page.goto(`/charge?code=${site.code.toLowerCase()}`);
	await signIn(page, rider);
	await expect(page.getByRole('heading', { name: site.name })).toBeVisible();
	await expect(page.getByText('Type 2, 22 kW')).toBeVisible();
	await expect(page.getByText('Free', { exact: true }).first()).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Start charging' }).click();
	await expect(page).toHaveURL('/');
	await expect(page.getByText('Charging', { exact: true }).last()).toBeVisible();
	const before = await expectGrowth(page, 0);
	await expect(page.getByRole('img', { name: /^Energy from/ })).toBeVisible();
	await expect(figure(page, 'Power')).toHaveText(/^22\skW$/);
	await expect(figure(page, 'Cost')).toContainText('KES');
	await expectAccessible(page);

	await context.setOffline(true);
	await expect(page.getByText(/^No network: these are the figures of/)).toBeVisible();
	const held = await expectGrowth(page, 0);
	await context.setOffline(false);
	expect(await expectGrowth(page, held)).toBeGreaterThan(before);
	await expect(page.getByText(/^No network: these are the figures of/)).toBeHidden();

	await stop(page);
	await expect(page.getByText('Charging has ended')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('radio', { name: '4 stars' }).check({ force: true });
	await page.getByRole('button', { name: 'Rate' }).click();
	await expect(page.getByText('Thank you for rating')).toBeVisible();

	await page.goto('/charging');
	await expectAccessible(page);
	await page.getByRole('main').getByRole('link', { name: site.name }).click();
	await expect(page.getByText('Read from the charger’s meter')).toBeVisible();
	await expect(page.getByRole('img', { name: /^Power from/ })).toBeVisible();
	await expect(page.getByRole('radio', { name: '4 stars' })).toBeChecked();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Receipt' }).click();
	await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
	await expectAccessible(page);

	await page.goto('/charging/statistics');
	await expect(page.getByRole('table')).toContainText('KES');
	await expect(page.getByText(site.name)).toBeVisible();
	await expectAccessible(page);
	await charger.stop();
});

test('a session that the charger ends says so by itself', async ({ page, scene, pitlane }) => {
	const site = await makeChargingSite(pitlane);
	const running = await runCharger(pitlane, site);
	await startRider(page, scene, pitlane);
	await page.goto('/charge');
	await page.getByLabel('Code of the connector').fill(site.code);
	await page.getByRole('button', { name: 'Find' }).click();
	await page.getByRole('button', { name: 'Start charging' }).click();
	await expectGrowth(page, 0);
	await running.charger.end({ reason: 'EVDisconnected' });
	await expect(page.getByText('Charging has ended')).toBeVisible();
	await expect(page.getByText('The charger or the vehicle ended it.')).toBeVisible();
	await running.stop();
});

test('two stations in two currencies and zones, one without a meter: totals do not add, the download says the same', async ({
	page,
	scene,
	pitlane,
}) => {
	const metered = await makeChargingSite(pitlane);
	const lagos = await makeChargingSite(pitlane, {
		...{ currency: 'NGN', timeZone: 'Africa/Lagos', priceMinorPerKwh: 16_500, isMetered: false },
	});
	const charger = await runCharger(pitlane, metered);
	await startRider(page, scene, pitlane);

	await startByList(page, lagos, '');
	await expect(page.getByText('Enter a number from 0 to 100')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('Battery level (%)').fill('45');
	await page.getByRole('button', { name: 'Start charging' }).click();
	await expect(figure(page, 'Battery level')).toHaveText('45%');
	await page.getByLabel('Battery level (%)').fill('46');
	await page.getByRole('button', { name: 'Tell the level' }).click();
	await expect(figure(page, 'Battery level')).toHaveText('46%');
	const dialog = await openQuestion(page, 'Stop charging');
	await dialog.getByRole('button', { name: 'Stop charging' }).click();
	await expect(dialog.getByText('Enter a number from 0 to 100')).toBeVisible();
	await dialog.getByLabel('Battery level (%)').fill('46');
	await dialog.getByRole('button', { name: 'Stop charging' }).click();
	await expect(page.getByText('Charging has ended')).toBeVisible();

	await startByList(page, metered, '50');
	await expectGrowth(page, 0);
	await stop(page);
	await expect(page.getByText('Charging has ended')).toBeVisible();

	await page.goto(`/charging?station=${metered.id}`);
	await expect(page.getByRole('main').getByRole('link', { name: lagos.name })).toHaveCount(0);
	await expect(page.getByRole('main').getByRole('link', { name: metered.name })).toHaveCount(1);
	await page.goto('/charging');
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download these as CSV' }).click();
	const file = await (await download).path();
	const [head = [], ...rows] = parseCsv((await readFile(file, 'utf8')).replace('\uFEFF', ''));
	const column = (name: string) => rows.map((row) => row[head.indexOf(name)] ?? '');
	expect(column('station')).toEqual([metered.name, lagos.name]);
	expect(column('currency')).toEqual(['KES', 'NGN']);
	expect(column('time_zone')).toEqual(['Africa/Nairobi', 'Africa/Lagos']);
	expect(column('started_at_local').map((at) => at.slice(-6))).toEqual(['+03:00', '+01:00']);
	const [costKes = ''] = column('cost');
	await expect(page.getByRole('main').getByRole('link', { name: metered.name })).toContainText(`KES ${costKes}`);
	await charger.stop();
});
