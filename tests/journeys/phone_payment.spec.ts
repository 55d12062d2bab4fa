import { expect, type Page } from '@playwright/test';
import type { RiderScript } from '#lib/server/demo/daraja_sandbox/rider_scripts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import { agePush } from '../fixtures/overdue_push.ts';
import type { Pitlane } from '../fixtures/pitlane.ts';
import type { Scene } from '../fixtures/scene.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { countEvents, expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap, type SwapParts } from '../fixtures/swap_flow.ts';
import { expectStep, openSession, payCash, valueOf } from '../fixtures/swap_steps.ts';

/** A swap of which 288 KES are due, at the step where they are paid; each push to a phone is answered by the next of the scripts. */
async function reachPayment(
	{ page, scene, pitlane }: { page: Page; scene: Scene; pitlane: Pitlane },
	...scripts: RiderScript[]
): Promise<SwapParts> {
	pitlane.mpesa.script('*', scripts);
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene, { usedWh: 100_000 });
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	return swap;
}

const ask = (page: Page) => page.getByRole('button', { name: 'Ask for KES 288.00' }).click();
const askAgain = (page: Page) => page.getByRole('button', { name: 'Ask again for KES 288.00' }).click();

/** The money came by phone, and the battery goes out. */
async function handOver(page: Page, pitlane: Pitlane, swap: SwapParts): Promise<void> {
	await expectStep(page, 'complete');
	await page.getByRole('button', { name: 'Hand over', exact: true }).click();
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [28_800] });
}

const lastPush = ({ mpesa }: Pitlane) => mpesa.pushes().at(-1);

test('the rider types the PIN, and the page shows it by itself', async ({ page, scene, pitlane }) => {
	const swap = await reachPayment({ page, scene, pitlane }, { resultCode: null });
	await ask(page);
	await expect(page.getByText(/^KES\s288.00 asked of ••••\s\d{3}$/)).toBeVisible();
	await expect(page.getByText('wait until the rider has typed the PIN')).toBeVisible();
	await expectAccessible(page);

	await pitlane.mpesa.finish(lastPush(pitlane)?.checkoutRequestId ?? '', '0');
	await handOver(page, pitlane, swap);
	await expect(valueOf(page, 'Transaction')).toHaveText(lastPush(pitlane)?.end?.receipt ?? '');
	expect(lastPush(pitlane)?.request).toMatchObject({ Amount: 288, TransactionDesc: 'Battery swap' });
});

test('a wrong PIN is said, and the request sent again', async ({ page, scene, pitlane }) => {
	const swap = await reachPayment({ page, scene, pitlane }, { resultCode: '2001' }, { resultCode: '0' });
	await ask(page);
	await expect(page.getByRole('alert')).toContainText('The PIN was wrong');
	await expectAccessible(page);
	await askAgain(page);
	await handOver(page, pitlane, swap);
	expect(await countEvents(pitlane.store, swap.sessionId, 'push_failed')).toBe(1);
});

test('while it is not known whether it was paid, nothing is suggested that takes the money twice', async ({
	page,
	scene,
	pitlane,
}) => {
	pitlane.mpesa.trouble({ kind: 'lose_answer', endpoint: 'push', times: 1 });
	const swap = await reachPayment({ page, scene, pitlane }, { resultCode: null });
	await ask(page);
	await expect(page.getByRole('alert')).toContainText('It is not known yet whether this was paid');
	await expect(page.getByRole('button', { name: 'Record payment' })).toBeHidden();
	await expectAccessible(page);
	await page.getByText('Take the payment another way').click();
	await page.getByRole('button', { name: 'Record payment' }).click();
	await expect(page.getByText('Choose how it was paid')).toBeVisible();

	await pitlane.mpesa.finish(lastPush(pitlane)?.checkoutRequestId ?? '', '0');
	await handOver(page, pitlane, swap);
	expect(
		pitlane.mpesa
			.pushes()
			.filter(({ request }) => request['PhoneNumber'] === lastPush(pitlane)?.request['PhoneNumber']),
	).toHaveLength(1);
});

test('money of which no callback comes is found by asking', async ({ page, scene, pitlane }) => {
	const swap = await reachPayment({ page, scene, pitlane }, { resultCode: '0', callbacks: 0 });
	await ask(page);
	await expect(page.getByText('wait until the rider has typed the PIN')).toBeVisible();
	await openSession(page, swap.sessionId);
	await expect(page.getByText(/^KES\s288.00 asked of/)).toBeVisible();
	await expect(page.getByRole('progressbar', { name: 'Time to type the PIN' })).toBeVisible();
	await agePush(pitlane.store, swap.sessionId);
	await handOver(page, pitlane, swap);
});

test('a callback that comes twice counts once', async ({ page, scene, pitlane }) => {
	const swap = await reachPayment({ page, scene, pitlane }, { resultCode: '0', callbacks: 2 });
	await ask(page);
	await handOver(page, pitlane, swap);
	await pitlane.mpesa.settled();
	expect(lastPush(pitlane)?.callbackStatuses).toEqual([200, 200]);
	expect(await countEvents(pitlane.store, swap.sessionId, 'payment_settled')).toBe(1);
});

test('cash instead while the request waits; what is paid by phone after that is to be given back', async ({
	page,
	scene,
	pitlane,
}) => {
	const swap = await reachPayment({ page, scene, pitlane }, { resultCode: null });
	await ask(page);
	await expect(page.getByText('wait until the rider has typed the PIN')).toBeVisible();
	await page.getByText('Take the payment another way').click();
	await expect(page.getByRole('alert')).toContainText('The rider may still pay on their phone');
	await expectAccessible(page);
	await payCash(page);
	await expectStep(page, 'done');
	await expect(page.getByRole('alert')).toContainText('The rider may still pay on their phone');
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [28_800] });

	await pitlane.mpesa.finish(lastPush(pitlane)?.checkoutRequestId ?? '', '0');
	const refund = {
		sql: "SELECT sum(amount_minor) AS due FROM money_entries WHERE bucket = 'refund_due' AND session_id = ?",
		args: [swap.sessionId],
	};
	await expect.poll(async () => (await pitlane.store.client.execute(refund)).rows[0]?.['due']).toBe(28_800);
});

test('another phone is asked, and what is typed stays when the request fails', async ({ page, scene, pitlane }) => {
	await reachPayment({ page, scene, pitlane }, { resultCode: null });
	await choose(page, 'Another phone');
	await page.getByLabel('Phone number').fill('0733 000 111');
	await ask(page);
	await expect(page.getByText('Phone number should have its country code')).toBeVisible();
	await page.getByLabel('Phone number').fill('+254 733 000 111');
	await ask(page);
	await expect(page.getByText('KES 288.00 asked of •••• 111')).toBeVisible();
	await expect(page.getByText('wait until the rider has typed the PIN')).toBeVisible();
	expect(lastPush(pitlane)?.request['PhoneNumber']).toBe('254733000111');

	await page.getByText('Take the payment another way').click();
	await choose(page, 'Mobile money');
	const receipt = page.getByLabel('Receipt number');
	await receipt.fill('QGH7XK');
	await pitlane.mpesa.finish(lastPush(pitlane)?.checkoutRequestId ?? '', '1032');
	await expect(page.getByRole('alert')).toContainText('The rider cancelled the request');
	await expect(receipt).toHaveValue('QGH7XK');
	await expect(receipt).toBeFocused();
	await choose(page, 'Ask the rider’s phone');
	await expect(page.getByLabel('Phone number')).toHaveValue('+254733000111');
});

test('what is being typed stays before the eyes when the time for the PIN is over', async ({
	page,
	scene,
	pitlane,
}) => {
	await page.clock.install();
	await reachPayment({ page, scene, pitlane }, { resultCode: null });
	await ask(page);
	await expect(page.getByText('wait until the rider has typed the PIN')).toBeVisible();
	await page.getByText('Take the payment another way').click();
	await choose(page, 'Mobile money');
	await page.getByLabel('Receipt number').fill('QGH7XK');
	await page.clock.fastForward('01:40');
	await expect(page.getByText('Ask again, or take it another way')).toBeVisible();
	await expect(page.getByLabel('Receipt number')).toBeVisible();
	await expect(page.getByLabel('Receipt number')).toHaveValue('QGH7XK');
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('the phone is asked, and the page looked at again', async ({ page, scene, pitlane }) => {
		const swap = await reachPayment({ page, scene, pitlane }, { resultCode: null });
		await choose(page, 'Another phone');
		await ask(page);
		await expect(page.getByText('Phone number should have its country code')).toBeVisible();
		await page.getByLabel('Phone number').fill('+254 733 000 112');
		await ask(page);
		await expect(page.getByText('KES 288.00 asked of •••• 112')).toBeVisible();
		await expect.poll(() => lastPush(pitlane)?.request['PhoneNumber']).toBe('254733000112');
		await pitlane.mpesa.finish(lastPush(pitlane)?.checkoutRequestId ?? '', '0');
		const handOverNow = page.getByRole('heading', { name: 'Hand over the battery' });
		await expect(async () => {
			// A look that takes longer than it is waited for has its answer by the next turn.
			if (!(await handOverNow.isVisible()))
				await page.getByRole('link', { name: 'Look again' }).click({ timeout: 2000 });
			await expect(handOverNow).toBeVisible({ timeout: 2000 });
		}).toPass();
		await handOver(page, pitlane, swap);
	});
});
