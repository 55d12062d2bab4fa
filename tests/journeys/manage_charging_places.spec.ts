import { expect } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { makeRider } from '../fixtures/charging.ts';
import { test } from '../fixtures/journey.ts';
import { signIn } from '../fixtures/sign_in.ts';
import { rowsOf } from '../fixtures/test_store.ts';

test('a manager gives a station its price and a connector, which a rider finds by its code', async ({
	page,
	browser,
	baseURL,
	scene,
	pitlane,
}) => {
	const { station } = scene;
	const code = `${station.id}-1`;
	await signIn(page, await scene.person('manager'));
	await page.goto('/manage/charging');
	await page.getByRole('link', { name: 'Stations and connectors' }).click();
	await expectAccessible(page);
	await page.getByRole('row').filter({ hasText: station.name }).getByRole('link').click();
	await expect(page.getByText('It has no connector yet')).toBeVisible();

	await page.getByLabel('Price of a kWh').fill('55.50');
	await page.getByLabel('Street and number').fill('Moi Avenue 1');
	await page.getByLabel('City').fill('Nairobi');
	await page.getByLabel('Country').fill('ken');
	await page.getByLabel('Latitude').fill('-1.2996');
	await page.getByLabel('Longitude').fill('361');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Enter degrees from -180 to 180')).toBeVisible();
	await expect(page.getByLabel('City')).toHaveValue('Nairobi');
	await page.getByLabel('Longitude').fill('36.8126');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('The site is saved')).toBeVisible();

	await page.getByLabel('Name of the connector').fill('connector-1');
	await page.getByLabel('Code', { exact: true }).fill(code.toLowerCase());
	await page.getByLabel('Rated power').fill('7.4');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Add a connector' }).click();
	await expect(page.getByText('The connector is added')).toBeVisible();
	const row = page.getByRole('row').filter({ hasText: code });
	await expect(row).toContainText('7.4 kW');
	await expectAccessible(page);

	await row.getByRole('link').click();
	await expect(page.getByRole('img', { name: `QR code of ${code}` })).toBeVisible();
	await page.getByLabel('Rated power').fill('22');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('The connector is changed')).toBeVisible();
	await expectAccessible(page);
	const connectors = `SELECT rated_power_w AS w, status FROM connectors WHERE code = '${code}'`;
	expect(await rowsOf(pitlane.store, connectors)).toEqual([{ w: 22_000, status: 'Available' }]);

	const context = await browser.newContext({ ...(baseURL && { baseURL }) });
	const phone = await context.newPage();
	await signIn(phone, await makeRider(scene, pitlane.store));
	await phone.goto(`/charge?code=${code}`);
	await expect(phone.getByText('Type 2, 22 kW')).toBeVisible();
	await context.close();

	await page.getByRole('button', { name: 'Take it out of use' }).click();
	await page.getByRole('alert').getByRole('button', { name: 'Take it out of use' }).click();
	await expect(page.getByText('The connector is out of use')).toBeVisible();
	await expectAccessible(page);
	expect(await rowsOf(pitlane.store, connectors)).toEqual([{ w: 22_000, status: 'Unavailable' }]);
	await page.getByRole('button', { name: 'Put it back into use' }).click();
	await expect(page.getByText('The connector is in use again')).toBeVisible();
});

test('a price that another manager set meanwhile is not set back by a form that was mended', async ({
	page,
	context,
	scene,
	pitlane,
}) => {
	const { station } = scene;
	await pitlane.store.client.execute({
		sql: `INSERT INTO charging_sites (station_id, price_minor_per_kwh, address, city, country, latitude, longitude) VALUES (?, 5550, 'Moi Avenue 1', 'Nairobi', 'KEN', -1.3, 36.8)`,
		args: [station.id],
	});
	await signIn(page, await scene.person('manager'));
	const path = `/manage/charging/places/${station.id}`;
	await page.goto(path);
	const other = await context.newPage();
	await other.goto(path);
	await other.getByLabel('Price of a kWh').fill('60');
	await other.getByRole('button', { name: 'Save' }).click();
	await expect(other.getByText('The site is saved')).toBeVisible();

	await page.getByLabel('Longitude').fill('361');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Enter degrees from -180 to 180')).toBeVisible();
	await page.getByLabel('Longitude').fill('36.8');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Somebody was faster')).toBeVisible();
	const prices = `SELECT price_minor_per_kwh AS price FROM charging_sites WHERE station_id = '${station.id}'`;
	expect(await rowsOf(pitlane.store, prices)).toEqual([{ price: 6000 }]);
});
