import { expect, type Page } from '@playwright/test';
import type { Store } from '#lib/server/store/store.ts';
import { test } from '../fixtures/journey.ts';
import { enter, startAttendant } from '../fixtures/sign_in.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { cancelPaidSwap } from '../fixtures/unsettled_swap.ts';

/** What became of the money that was paid for a plan; only what is not zero. */
const bucketsOf = (store: Store, planId: string) =>
	rowsOf(
		store,
		`SELECT bucket, sum(money_entries.amount_minor) AS sum FROM money_entries JOIN payments ON payments.id = payment_id
		WHERE plan_id = '${planId}' GROUP BY bucket HAVING sum(money_entries.amount_minor) <> 0 ORDER BY bucket`,
	);

const countOf = (page: Page, name: string) =>
	page.getByRole('navigation', { name: 'Which' }).getByRole('link', { name }).locator('span');

async function openOnlyPayment(page: Page): Promise<void> {
	await page.getByRole('row').last().getByRole('link').first().click();
	await expect(page.getByRole('heading', { name: 'KES 100.00', exact: true })).toBeVisible();
}

test('a cancelled swap that was paid is refunded by two managers', async ({ page, scene, pitlane, otherDevice }) => {
	const attendant = await otherDevice();
	await startAttendant(attendant, scene);
	const { planId } = await cancelPaidSwap(attendant, scene);

	await enter(page, scene, await scene.person('manager'));
	await page.getByRole('link', { name: 'Money' }).click();
	const row = page.getByRole('row').filter({ hasText: planId });
	await expect(row).toContainText('The session was cancelled');
	await expect(row).toContainText('KES 100.00');
	await expect(page.getByRole('definition').last()).toHaveText('KES 100.00');
	await openOnlyPayment(page);
	await page.getByLabel('Amount').first().fill('100.01');
	await page.getByLabel('Way').selectOption('Cash');
	await page.getByLabel('Reference of the pay-out').fill(`v-${planId}`);
	await page.getByRole('button', { name: 'Propose the refund' }).click();
	await expect(page.getByText('Of this payment only 100 KES is left to be settled')).toBeVisible();
	await page.getByLabel('Amount').first().fill('100');
	await page.getByRole('button', { name: 'Propose the refund' }).click();
	await expect(page.getByRole('alert')).toContainText('Propose to pay out KES 100.00?');
	expect(await rowsOf(pitlane.store, `SELECT 1 FROM refund_proposals WHERE reference LIKE '%${planId}'`)).toEqual([]);
	await page.getByRole('button', { name: 'Propose the refund' }).click();
	await expect(page.getByText('Waits for another person', { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Money to settle' }).click();
	await expect(page.getByText('Nothing is to be settled')).toBeVisible();
	await expect(countOf(page, 'Proposed by you')).toHaveText('1');

	const second = await otherDevice();
	await enter(second, scene, await scene.person('manager'));
	await second.getByRole('link', { name: 'Money' }).click();
	await second.getByRole('link', { name: 'Look at what is proposed' }).click();
	await openOnlyPayment(second);
	await second.getByRole('button', { name: 'Approve' }).click();
	await expect(second.getByRole('alert')).toContainText('This cannot be undone');
	await second.getByRole('button', { name: 'Approve' }).click();
	await expect(second.getByText('Nothing of this payment is left to be settled')).toBeVisible();
	await expect(second.getByRole('listitem').filter({ hasText: 'KES 100.00 given back' })).toContainText('cash V-SUB');
	expect(await bucketsOf(pitlane.store, planId)).toEqual([
		{ bucket: 'captured', sum: 10_000 },
		{ bucket: 'refunded', sum: 10_000 },
	]);
	await page.reload();
	for (const state of ['To settle', 'Waits for your approval', 'Proposed by you', 'In quota'])
		await expect(countOf(page, state)).toHaveText('0');
});

test.describe('without script', () => {
	test('money is credited to its plan after all, and a proposal is rejected', async ({
		browser,
		baseURL,
		page,
		scene,
		pitlane,
	}) => {
		await startAttendant(page, scene);
		const { planId } = await cancelPaidSwap(page, scene);
		const plain = async () => {
			const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
			const opened = await context.newPage();
			await enter(opened, scene, await scene.person('manager'));
			return opened;
		};
		const [first, second] = [await plain(), await plain()];
		const propose = async () => {
			await first.goto('/manage/money');
			await openOnlyPayment(first);
			await first.getByRole('button', { name: 'Propose the credit' }).click();
			await first.getByRole('button', { name: 'Go back' }).click();
			await first.getByRole('button', { name: 'Propose the credit' }).click();
			await first.getByRole('button', { name: 'Propose the credit' }).click();
			await expect(first.getByText('Waits for another person', { exact: true })).toBeVisible();
		};
		const openProposal = async () => {
			await second.goto('/manage/money?show=approve');
			await openOnlyPayment(second);
		};
		await propose();
		await openProposal();
		await second.getByRole('button', { name: 'Reject' }).click();
		await expect(second.getByText('Say why')).toBeVisible();
		await second.getByLabel('Why you reject it').fill('The rider wants cash');
		await second.getByRole('button', { name: 'Reject' }).click();
		await second.getByRole('button', { name: 'Reject' }).click();
		await expect(second.getByRole('listitem').filter({ hasText: 'The rider wants cash' })).toBeVisible();
		await propose();
		await openProposal();
		await second.getByRole('button', { name: 'Approve' }).click();
		await second.getByRole('button', { name: 'Approve' }).click();
		await expect(second.getByText('KES 100.00 credited to the plan')).toBeVisible();
		expect(await bucketsOf(pitlane.store, planId)).toEqual([
			{ bucket: 'captured', sum: 10_000 },
			{ bucket: 'quota', sum: 10_000 },
		]);
		await second.goto('/manage/money?show=quota');
		await expect(second.getByText('No money counts as quota without its service')).toBeVisible();
		for (const opened of [first, second]) await opened.context().close();
	});
});
