import { expect, type Page } from '@playwright/test';
import type { Store } from '#lib/server/store/store.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { test } from '../fixtures/journey.ts';
import type { Person, Scene } from '../fixtures/scene.ts';
import { signIn, startAttendant } from '../fixtures/sign_in.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, payCash } from '../fixtures/swap_steps.ts';
import { cancelPaidSwap } from '../fixtures/unsettled_swap.ts';

/** A rider of the scene who is the customer of a plan. */
async function riderOf(scene: Scene, store: Store, planId: string): Promise<Person> {
	const rider = await scene.person('rider');
	const sql = 'UPDATE users SET customer_id = (SELECT customer_id FROM plans WHERE id = ?) WHERE id = ?';
	await store.writer.commit([{ sql, args: [planId, rider.id] }]);
	return rider;
}

/** An attendant swaps a rider's battery for 288 KES in cash. */
async function paidSwap(page: Page, scene: Scene): Promise<string> {
	await startAttendant(page, scene);
	const { planId } = await reviewTypedSwap(page, scene, { usedWh: 100_000 });
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await payCash(page);
	await expectStep(page, 'done');
	return planId;
}

/** Waits until this device has a copy of the page of plans. */
async function expectKept(page: Page): Promise<void> {
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.reload();
	const isKept = () => page.evaluate(async () => (await caches.match('/plan', { ignoreVary: true })) !== undefined);
	await expect.poll(isKept).toBe(true);
}

/** How far the page's parts have moved by themselves since it was opened. */
const layoutShift = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				let sum = 0;
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
				}).observe({ type: 'layout-shift', buffered: true });
				requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
			}),
	);

test('a rider sees the plan, shows its code without network, and reads payment, swap and receipt', async ({
	page,
	scene,
	pitlane,
	otherDevice,
	context,
}) => {
	const planId = await paidSwap(await otherDevice(), scene);
	await signIn(page, await riderOf(scene, pitlane.store, planId));
	await page.getByRole('link', { name: 'Open my plan' }).click();
	await expect(page.getByRole('heading', { name: 'Monthly Swap Plan' })).toBeVisible();
	await expect(page.getByText('Active', { exact: true })).toBeVisible();
	await expect(page.getByText('5 of 21', { exact: true })).toBeVisible();
	await expect(page.getByRole('progressbar', { name: 'Electricity Service' })).toHaveAttribute(
		'aria-valuetext',
		/^0\skWh of 102\.4\skWh left$/,
	);
	const swap = page.getByRole('listitem').filter({ hasText: scene.station.name });
	await expect(swap).toContainText('0.45 kWh');
	await expect(swap).toContainText('2.85 kWh');
	await expect(swap).toContainText('KES 288.00');
	await expect(page.getByRole('listitem').filter({ hasText: 'Cash' })).toContainText('Used for your swaps and plan');
	await expectAccessible(page);
	expect(await layoutShift(page)).toBeLessThan(0.01);

	await expectKept(page);
	await context.setOffline(true);
	await page.reload();
	const dialog = page.getByRole('dialog', { name: 'Monthly Swap Plan' });
	await expect(async () => {
		// The script of the page that was kept may not be at work yet.
		if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Show full screen' }).press('Enter');
		await expect(dialog).toBeVisible({ timeout: 2000 });
	}).toPass();
	await expect(dialog.getByRole('img', { name: `QR code of subscription QR-${planId}` })).toBeInViewport({ ratio: 1 });
	await expect(dialog.getByText(`QR-${planId}`, { exact: true })).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(page.getByRole('button', { name: 'Show full screen' })).toBeFocused();
	await context.setOffline(false);

	await swap.getByRole('link', { name: /^Receipt/ }).click();
	await expect(page.getByRole('heading', { name: 'Receipt' }).first()).toBeVisible();
	await expect(page.getByText(scene.station.name)).toBeVisible();
	await page.getByRole('link', { name: 'My plan' }).first().click();
	await expect(page).toHaveURL('/plan');
});

test('a rider without a plan is told what to do, and another rider’s plan is not there', async ({ page, scene }) => {
	const { planId } = await scene.customer();
	await signIn(page, await scene.person('rider'));
	await page.goto('/plan');
	await expect(page.getByText('You have no plan yet')).toBeVisible();
	await expectAccessible(page);
	for (const id of [planId, 'SUB-NOWHERE'])
		for (const list of ['payments', 'swaps']) expect((await page.goto(`/plan/${id}/${list}`))?.status()).toBe(404);
});

test('a rider chooses a clock and a vehicle, beginning with the zone of the browser', async ({
	page,
	scene,
	pitlane,
}) => {
	const { planId } = await scene.customer();
	await signIn(page, await riderOf(scene, pitlane.store, planId));
	await page.goto('/plan');
	await page.getByRole('link', { name: 'Settings' }).last().click();
	await expect(page.getByLabel('Time zone')).toHaveValue('Africa/Nairobi');
	await expectAccessible(page);
	await page.getByLabel('Time zone').selectOption('Europe/Paris');
	await page.getByLabel('Vehicle').fill('Red bike');
	await page.getByLabel('Capacity of its battery (kWh)').fill('0');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('Enter a number from 1 to 500')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('Capacity of its battery (kWh)').fill('4.5');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
	await page.reload();
	await expect(page.getByLabel('Vehicle')).toHaveValue('Red bike');
	await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Paris');
	await page.goto('/plan');
	await expect(page.getByText('Times are those of Europe/Paris')).toBeVisible();
});

test('without script more payments are shown page by page, what is to be given back among them', async ({
	page: attendant,
	scene,
	pitlane,
	browser,
	baseURL,
}) => {
	await startAttendant(attendant, scene);
	const { planId } = await cancelPaidSwap(attendant, scene);
	const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
	const page = await plain.newPage();
	const older = Array.from({ length: 25 }, (_, i) => ({
		sql: `INSERT INTO payments (id, key, method, reference, payment_type, amount_minor, currency, plan_id, verification, actor_id, at)
			VALUES (?, ?, 'MPESA', ?, 'TOP_UP', 100, 'KES', ?, 'receipt', 'journey', ?)`,
		args: [`${planId}-${i}`, `${planId}-${i}`, `${planId}-${i}`, planId, 1_700_000_000_000 + i],
	}));
	await pitlane.store.writer.commit(older);
	await signIn(page, await riderOf(scene, pitlane.store, planId));
	await page.goto('/plan');
	await expect(page.getByText('To be given back to you')).toBeVisible();
	await expect(page.getByText(`QR-${planId}`, { exact: true }).first()).toBeVisible();
	await page.getByRole('link', { name: 'Show more payments' }).click();
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(20);
	await page.getByRole('link', { name: 'Next' }).click();
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6);
	await page.getByRole('link', { name: 'Previous' }).click();
	await expect(page.getByText('To be given back to you')).toBeVisible();
	await plain.close();
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('settings are saved', async ({ page, scene, pitlane }) => {
		const { planId } = await scene.customer();
		await signIn(page, await riderOf(scene, pitlane.store, planId));
		await page.goto('/settings');
		await expect(page.getByLabel('Time zone')).toHaveValue('');
		await page.getByLabel('Vehicle').fill('Blue bike');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		await expect(page.getByLabel('Vehicle')).toHaveValue('Blue bike');
	});
});
