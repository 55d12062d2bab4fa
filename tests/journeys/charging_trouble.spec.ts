import { expect } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expectGrowth, makeChargingSite, openQuestion, runCharger, startRider } from '../fixtures/charging.ts';
import { test } from '../fixtures/journey.ts';

test('a rider says that something is wrong, and reads that it waits for an answer', async ({
	page,
	scene,
	pitlane,
}) => {
	const site = await makeChargingSite(pitlane, { isMetered: false });
	await startRider(page, scene, pitlane);
	await page.goto(`/charge?code=${site.code}`);
	await page.getByLabel('Battery level (%)').fill('45');
	await page.getByRole('button', { name: 'Start charging' }).click();
	const stopping = await openQuestion(page, 'Stop charging');
	await stopping.getByLabel('Battery level (%)').fill('45');
	await stopping.getByRole('button', { name: 'Stop charging' }).click();
	await page.getByRole('link', { name: 'See details' }).click();
	await page.getByText('Something is wrong with this session').click();
	await page.getByRole('button', { name: 'Send' }).click();
	await expect(page.getByText('Choose what is wrong')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('What is wrong?').selectOption('The energy');
	await page.getByLabel('What happened?').fill('Nothing was charged\nat all');
	await page.getByRole('button', { name: 'Send' }).click();
	await expect(page.getByText('Waiting for an answer')).toBeVisible();
	await expect(page.getByText('Nothing was charged')).toBeVisible();
	await expectAccessible(page);
});

test('a charger that never begins is given up by the rider, and no second session begins beside one', async ({
	page,
	scene,
	pitlane,
}) => {
	const [site, other] = [await makeChargingSite(pitlane), await makeChargingSite(pitlane, { isMetered: false })];
	const running = await runCharger(pitlane, site);
	running.charger.obeys = 'silently';
	await startRider(page, scene, pitlane);
	await page.goto(`/charge?code=${site.code}`);
	await page.getByRole('button', { name: 'Start charging' }).click();
	await expect(page.getByText('Waiting for the charger')).toBeVisible();
	await expectAccessible(page);
	await page.goto(`/charge?code=${other.code}`);
	await page.getByLabel('Battery level (%)').fill('45');
	await page.getByRole('button', { name: 'Start charging' }).click();
	await page.getByRole('link', { name: 'Show the session that goes on' }).click();
	await openQuestion(page, 'Cancel charging');
	await page.getByText('Started by mistake').click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel charging' }).click();
	await expect(page.getByText('Charging was cancelled')).toBeVisible();
	await running.stop();
});

test('a connector out of reach or unknown leads on, and what belongs to another rider is not there', async ({
	page,
	scene,
	pitlane,
	otherDevice,
}) => {
	const [metered, open] = [await makeChargingSite(pitlane), await makeChargingSite(pitlane, { isMetered: false })];
	await startRider(page, scene, pitlane);
	await page.goto(`/charge?code=${metered.code}`);
	await expect(page.getByText('The charger has no connection now')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Start charging' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Other connectors here' }).click();
	await expect(page.getByRole('link', { name: 'connector-1' })).toContainText('Not reachable');
	await expectAccessible(page);
	await page.goto('/charge?code=PL-NOWHERE');
	await expect(page.getByText('No connector has the code PL-NOWHERE')).toBeVisible();

	await page.goto(`/charge?code=${open.code}`);
	await page.getByLabel('Battery level (%)').fill('45');
	await page.getByRole('button', { name: 'Start charging' }).click();
	await expect(page).toHaveURL('/');
	const href = await page.getByRole('link', { name: 'Stop charging' }).getAttribute('href');
	const path = new URL(href ?? '', page.url()).pathname;
	const stranger = await otherDevice();
	await startRider(stranger, scene, pitlane);
	for (const of of [path, `${path}/now`, `${path}/receipt`]) expect((await stranger.goto(of))?.status()).toBe(404);
	await stranger.goto(`/charge?code=${open.code}`);
	await expect(stranger.getByText('Busy', { exact: true }).first()).toBeVisible();
	await stranger.getByLabel('Battery level (%)').fill('45');
	await stranger.getByRole('button', { name: 'Start charging' }).click();
	await expect(stranger.getByRole('alert')).toContainText('Somebody else charges at this connector');
});

test('stations are sorted by distance once the rider asks for it', async ({ page, context, scene, pitlane }) => {
	const [far, near] = [await makeChargingSite(pitlane), await makeChargingSite(pitlane)];
	await context.grantPermissions(['geolocation']);
	const number = Number(near.code.split('-').at(-1));
	await context.setGeolocation({ latitude: -1.2 - number / 100, longitude: 36.8 });
	await startRider(page, scene, pitlane);
	await page.goto('/charge');
	const first = page.getByRole('main').getByRole('listitem').first();
	await page.getByRole('button', { name: 'Show what is near' }).click();
	await expect(page.getByText('The nearest come first')).toBeVisible();
	await expect(first).toContainText(near.name);
	await expect(first).toContainText('0 m');
	await expect(page.getByRole('link', { name: far.name })).toContainText('1.1 km');
	await expectAccessible(page);
});

test('in French', async ({ page, context, scene, pitlane, baseURL }) => {
	const site = await makeChargingSite(pitlane, { isMetered: false });
	await startRider(page, scene, pitlane);
	await context.addCookies([{ name: 'language', value: 'fr', url: baseURL ?? '' }]);
	await page.goto(`/charge?code=${site.code}`);
	await page.getByLabel('Niveau de batterie (%)').fill('45,5');
	await page.getByRole('button', { name: 'Démarrer la recharge' }).click();
	await expect(page.getByText('En charge', { exact: true })).toBeVisible();
	await expectAccessible(page);
	await page.goto('/charging');
	await expect(page.getByRole('heading', { name: 'Recharge', exact: true })).toBeVisible();
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('charging is started, looked at again, stopped and rated', async ({ page, scene, pitlane }) => {
		const site = await makeChargingSite(pitlane);
		const running = await runCharger(pitlane, site);
		await startRider(page, scene, pitlane);
		await page.goto('/charge');
		await page.getByLabel('Code of the connector').fill(site.code);
		await page.getByRole('button', { name: 'Find' }).click();
		await page.getByRole('button', { name: 'Start charging' }).click();
		await expect(async () => {
			await page.getByRole('link', { name: 'Show it as it is now' }).click();
			await expectGrowth(page, 0, 1000);
		}).toPass();
		await page.getByRole('link', { name: 'Stop charging' }).click();
		await expect(page.getByText('Stop charging?')).toBeVisible();
		await page.getByRole('button', { name: 'Stop charging' }).click();
		await expect(page.getByText('Completed', { exact: true })).toBeVisible();
		await page.getByRole('radio', { name: '5 stars' }).check({ force: true });
		await page.getByRole('button', { name: 'Rate' }).click();
		await expect(page.getByRole('radio', { name: '5 stars' })).toBeChecked();
		await running.stop();
	});
});
