import { expect } from '@playwright/test';
import { randomIds } from '#lib/kernel/ids.ts';
import { startCharge } from '#lib/server/operations/charging/start_charge.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { makeChargingSite, makeRider, runCharger } from '../fixtures/charging.ts';
import { endedChargeRows } from '../fixtures/ended_charge.ts';
import { test } from '../fixtures/journey.ts';
import type { Pitlane } from '../fixtures/pitlane.ts';
import type { Scene } from '../fixtures/scene.ts';
import { signIn } from '../fixtures/sign_in.ts';
import { rowsOf } from '../fixtures/test_store.ts';

/** A manager of a station. */
async function managerOf(scene: Scene, stationId: string) {
	const manager = await scene.person('manager');
	const args = [JSON.stringify([stationId]), manager.id];
	await scene.store.writer.commit([{ sql: 'UPDATE users SET stations_json = ? WHERE id = ?', args }]);
	return manager;
}

/** A rider begins at a site's connector; the session. */
async function startAt({ store }: Pitlane, scene: Scene, stationId: string) {
	const { id, name } = await makeRider(scene, store);
	const [row] = await rowsOf(store, `SELECT customer_id FROM users WHERE id = '${id}'`);
	const customerId = String(row?.['customer_id']);
	const begun = await startCharge(
		{ store, clock: Date.now, ids: randomIds },
		{
			actor: { id, name, role: 'rider', stationId: null, cashLimitMinor: 0 },
			device: { device_id: 'phone-1', app_version: '1', platform: 'web', locale: 'en' },
			...{ customerId, stationId, connectorId: 'connector-1', level: 45, key: randomIds('key') },
		},
	);
	if (!begun.ok) throw new Error(begun.code);
	return { id: begun.value.id, customerId, rider: name };
}

test('a manager ends a session that its charger does not end, and it waits for a decision', async ({
	page,
	scene,
	pitlane,
}) => {
	const site = await makeChargingSite(pitlane);
	const running = await runCharger(pitlane, site);
	try {
		const { id, customerId } = await startAt(pitlane, scene, site.id);
		await expect
			.poll(async () => (await rowsOf(pitlane.store, `SELECT state FROM sessions WHERE id = '${id}'`))[0]?.['state'])
			.toBe('charging');
		running.charger.obeys = 'silently';
		await signIn(page, await managerOf(scene, site.id));
		await page.goto('/manage/charging?show=running');
		const row = page.getByRole('row').filter({ hasText: site.name });
		await expect(row).toContainText('Charging');
		await expectAccessible(page);
		await row.getByRole('link').click();

		await expect(page.getByText('The charger is asked to stop. Its last word ends the session')).toBeVisible();
		await page.getByRole('button', { name: 'Ask the charger to stop' }).click();
		await expect(page.getByText('Say why, in at most 200 characters')).toBeVisible();
		await page.getByLabel('Reason').fill('It never stops');
		await page.getByRole('button', { name: 'Ask the charger to stop' }).click();
		const question = page.getByRole('alert');
		await expect(question).toContainText('Reason: «It never stops»');
		await expectAccessible(page);
		await question.getByRole('button', { name: 'Ask the charger to stop' }).click();
		await expect(page.getByText('and goes on')).toBeVisible({ timeout: 15_000 });
		await expect(page.getByText('nothing is billed until somebody has decided')).toBeVisible();

		await page.getByLabel('Reason').fill('It never stops');
		await page.getByRole('button', { name: 'End it anyway' }).click();
		await expect(page.getByRole('alert')).toContainText('End the session without its charger?');
		await page.getByRole('alert').getByRole('button', { name: 'End it anyway' }).click();
		await expect(page.getByText('The session has ended')).toBeVisible();
		await expect(page.getByText('A manager ended it, and its charger had not stopped')).toBeVisible();
		await expect(page.getByText('Nothing until it is decided')).toBeVisible();
		await expectAccessible(page);
		const active = `SELECT id FROM sessions WHERE customer_id = '${customerId}' AND kind = 'charge' AND status = 'active'`;
		expect(await rowsOf(pitlane.store, active)).toEqual([]);
		expect(await rowsOf(pitlane.store, `SELECT id FROM charge_records WHERE session_id = '${id}'`)).toEqual([]);
	} finally {
		await running.stop();
	}
});

test('without script a session that no charger meters is ended', async ({ browser, baseURL, scene, pitlane }) => {
	const { planId, name } = await scene.customer();
	const [plan] = await rowsOf(pitlane.store, `SELECT customer_id AS id FROM plans WHERE id = '${planId}'`);
	const station = { ...scene.station, currency: 'KES', priceMinorPerKwh: 16_500 };
	const customer = { id: String(plan?.['id']), name };
	const id = randomIds('chg');
	const rows = endedChargeRows(id, { isOpen: true, customer, station, startedAt: Date.now() - 2 * 3_600_000 });
	await pitlane.store.writer.commit(rows);
	const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
	const page = await context.newPage();
	await signIn(page, await scene.person('manager'));
	await page.goto('/manage/charging?show=running');
	await page.getByRole('row').filter({ hasText: name }).getByRole('link').click();
	await expect(page.getByText('No charger meters this session')).toBeVisible();
	await page.getByLabel('Reason').fill('Forgotten');
	await page.getByRole('button', { name: 'End it' }).click();
	await page.getByRole('alert').getByRole('button', { name: 'End it' }).click();
	await expect(page.getByText('The session has ended')).toBeVisible();
	await expect(page.getByText('4.2 kWh was told last')).toBeVisible();
	await context.close();
});
