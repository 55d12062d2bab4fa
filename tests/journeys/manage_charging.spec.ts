import { expect, type Page } from '@playwright/test';
import { openDispute } from '#lib/server/engine/charge_disputes.ts';
import { randomIds } from '#lib/kernel/ids.ts';
import type { Store } from '#lib/server/store/store.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { endedChargeRows, type ChargeTraits } from '../fixtures/ended_charge.ts';
import { test } from '../fixtures/journey.ts';
import type { Scene } from '../fixtures/scene.ts';
import { signIn } from '../fixtures/sign_in.ts';
import { rowsOf } from '../fixtures/test_store.ts';

async function add(store: Store, statements: Parameters<Store['writer']['commit']>[0]): Promise<void> {
	const outcome = await store.writer.commit(statements);
	if (!outcome.ok) throw new TypeError(`There is one ${outcome.conflict.table} twice`);
}

/** A session at the station of the scene that ended an hour ago, 4.2 kWh at 165.00. */
async function endCharge(store: Store, scene: Scene, traits: ChargeTraits = {}) {
	const { planId, name } = await scene.customer();
	const [plan] = await rowsOf(store, `SELECT customer_id AS id FROM plans WHERE id = '${planId}'`);
	const customer = { id: String(plan?.['id']), name };
	const station = { ...scene.station, currency: 'KES', priceMinorPerKwh: 16_500 };
	const id = randomIds('chg');
	await add(store, endedChargeRows(id, { ...traits, customer, station, startedAt: Date.now() - 2 * 3_600_000 }));
	return { id, customer };
}

const countOf = (page: Page, name: string) =>
	page.getByRole('navigation', { name: 'Which' }).getByRole('link', { name }).locator('span');

const recordsOf = (store: Store, sessionId: string) =>
	rowsOf(
		store,
		`SELECT kind, energy_wh AS wh, reason FROM charge_records WHERE session_id = '${sessionId}' ORDER BY seq`,
	);

test('a manager decides what is held, upon the figures', async ({ page, scene, pitlane }) => {
	const { id, customer } = await endCharge(pitlane.store, scene, { flags: ['ENERGY_JUMP', 'METER_RESET'] });
	await signIn(page, await scene.person('manager'));
	await page.goto('/manage/charging');
	await expect(countOf(page, 'To decide')).toHaveText('1');
	const row = page.getByRole('row').filter({ hasText: customer.name });
	await expect(row).toContainText('More energy than the connector can give; Meter began anew');
	await expect(row).toContainText('KES 693.00');
	await expectAccessible(page);
	await row.getByRole('link').click();
	await expect(page.getByText('4.2 kWh more at once; 1 kWh was possible in that time')).toBeVisible();
	await expect(page.getByText('Nothing until it is decided')).toBeVisible();
	await expectAccessible(page);

	await page.getByRole('button', { name: 'Decide' }).click();
	await expect(page.getByText('Choose what is to become of it')).toBeVisible();
	await expect(page.getByText('Say why, in at most 300 characters')).toBeVisible();
	await page.getByText('Bill other energy').first().click();
	await page.getByLabel('Energy that was sold').fill('1.05');
	await page.getByLabel('Reason').fill('Read at the meter');
	await page.getByRole('button', { name: 'Decide' }).click();
	const question = page.getByRole('alert');
	await expect(question).toContainText('Bill this energy?');
	await expect(question).toContainText('The session then costs KES 173.25 for 1.05 kWh. Reason: «Read at the meter»');
	await expectAccessible(page);
	expect(await recordsOf(pitlane.store, id)).toEqual([]);
	await question.getByRole('button', { name: 'Decide' }).click();
	await expect(page.getByText('The session is decided')).toBeVisible();
	await expect(page.getByRole('listitem').filter({ hasText: 'Corrected: 1.05 kWh' })).toContainText(
		'Read at the meter',
	);
	expect(await recordsOf(pitlane.store, id)).toEqual([{ kind: 'original', wh: 1050, reason: 'Read at the meter' }]);
	await page.getByRole('link', { name: 'Charging', exact: true }).first().click();
	await expect(page.getByText('Nothing waits for a decision')).toBeVisible();
});

test('a manager answers a dispute by a correction', async ({ page, scene, pitlane }) => {
	const { store } = pitlane;
	const { id, customer } = await endCharge(store, scene);
	await openDispute(
		{ store, clock: Date.now, ids: randomIds },
		{
			...{ sessionId: id, customerId: customer.id, category: 'energy', text: 'My battery took less' },
			...{ by: { id: 'rider', origin: '192.0.2.7' }, key: id },
		},
	);
	await signIn(page, await scene.person('manager'));
	await page.goto('/manage/charging?show=disputes');
	await expect(page.getByRole('row').filter({ hasText: customer.name })).toContainText('«My battery took less»');
	await page.getByRole('row').filter({ hasText: customer.name }).getByRole('link').click();
	await page.getByText('The rider is right, bill other energy').click();
	await page.getByLabel('Energy that was sold').fill('4');
	await page.getByLabel('Your answer').fill('The cable had a fault');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Answer' }).click();
	const question = page.getByRole('alert');
	await expect(question).toContainText(
		'The session then costs KES 660.00 for 4 kWh. The rider reads: «The cable had a fault»',
	);
	await question.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByText('The dispute is answered')).toBeVisible();
	expect(await recordsOf(store, id)).toMatchObject([{ wh: 4200 }, { wh: -4200 }, { wh: 4000 }]);
	await page.getByText('Correct the session').click();
	await page.getByLabel('Energy that was sold').fill('3.9');
	await page.getByLabel('Reason').fill('Weighed again');
	await page.getByRole('button', { name: 'Correct it' }).click();
	await page.getByRole('alert').getByRole('button', { name: 'Correct it' }).click();
	await expect(page.getByText('The session is corrected')).toBeVisible();
	await expect(page.getByText('KES 643.50').last()).toBeVisible();
	await expectAccessible(page);
});

test.describe('without script', () => {
	test('a charger is set up, a transaction without a session is seen to, and a session voided', async ({
		browser,
		baseURL,
		scene,
		pitlane,
	}) => {
		const { store } = pitlane;
		const { id } = await endCharge(store, scene, { flags: ['ENERGY_ZERO'] });
		const charger = `CP-${scene.station.id}`;
		const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
		const page = await context.newPage();
		await signIn(page, await scene.person('manager'));
		await page.goto('/manage/charging?show=chargers');
		await expect(page.getByText('You have no charger yet')).toBeVisible();
		await page.getByLabel('Identity of the charger').fill('not / one');
		await page.getByRole('button', { name: 'Set it up' }).click();
		await expect(page.getByText('Use 1 to 48 letters')).toBeVisible();
		await page.getByLabel('Identity of the charger').fill(charger);
		await page.getByRole('button', { name: 'Set it up' }).click();
		await expect(page.getByText('it is shown this once')).toBeVisible();
		await expect(page.getByRole('definition').filter({ hasText: /^[a-z2-9]{20}$/ })).toBeVisible();
		await expect(page.getByText('Never connected')).toBeVisible();
		await page.getByRole('button', { name: 'Give a new password' }).click();
		await expect(page.getByText(`${charger} has a new password`)).toBeVisible();

		await add(store, [
			{
				sql: "INSERT INTO charger_transactions (key, charger_id, evse_id, stop_register_wh, stopped_at, problem) VALUES (?, ?, 1, 5000, ?, 'START_MISSING')",
				args: [charger, charger, Date.now()],
			},
		]);
		await page.goto('/manage/charging?show=transactions');
		await expect(page.getByRole('heading', { name: 'A stop without a start' })).toBeVisible();
		await page.getByRole('button', { name: 'Seen to' }).click();
		await expect(page.getByText('Say what you did')).toBeVisible();
		await page.getByLabel('What you did about it').fill('The plug was tested');
		await page.getByRole('button', { name: 'Seen to' }).click();
		await expect(page.getByText('Every transaction belongs to a session')).toBeVisible();

		await page.goto(`/manage/charging/${id}`);
		await page.getByText('Bill nothing').check({ force: true });
		await page.getByLabel('Reason').fill('Nobody charged');
		await page.getByRole('button', { name: 'Decide' }).click();
		await page.getByRole('button', { name: 'Go back' }).click();
		await page.getByRole('button', { name: 'Decide' }).click();
		await expect(page.getByRole('alert')).toContainText('The session then costs nothing. Reason: «Nobody charged»');
		await page.getByRole('button', { name: 'Decide' }).click();
		await expect(page.getByText('Voided: nothing sold')).toBeVisible();
		expect(await recordsOf(store, id)).toEqual([]);
		await context.close();
	});
});
