import { expect } from '@playwright/test';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import { openShift, signIn, signOut, startAttendant } from '../fixtures/sign_in.ts';
import { countEvents, expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, payCash, typeSubscription, startSwap, valueOf } from '../fixtures/swap_steps.ts';

test.use({ javaScriptEnabled: false });

test('a whole swap by plain forms, from sign-in to sign-out', async ({ page, scene, pitlane }) => {
	await signIn(page, await scene.person('attendant'));
	await openShift(page, scene.station.name);
	const swap = await reviewTypedSwap(page, scene, { usedWh: 100_000 });
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	await payCash(page, 100);
	await expect(valueOf(page, 'Still to pay')).toContainText('188.00');
	await payCash(page);
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [10_000, 18_800] });
	await signOut(page);
});

test('what is typed wrong is said beside it, and a form that is sent twice counts once', async ({
	page,
	context,
	scene,
	pitlane,
}) => {
	await startAttendant(page, scene);
	await page.goto('/');
	await startSwap(page);
	await typeSubscription(page, '');
	await expect(page.getByText('Type the subscription id, as on the rider’s card or app')).toBeVisible();
	await typeSubscription(page, 'SUB-NOBODY');
	await expect(page.getByRole('alert')).toContainText('No plan answers to this code');
	await expect(page.getByLabel('Subscription ID')).toHaveValue('SUB-NOBODY');

	const swap = await reviewTypedSwap(page, scene);
	const second = await context.newPage();
	await second.goto(page.url());
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	await second.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(second, 'done');
	await expect(second.getByText('This swap has moved on')).toBeVisible();
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 43_100, swapsLeft: 5, paidMinor: [] });
});

test('a swap is given up with its reason', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	await page.getByRole('link', { name: 'Cancel swap' }).click();
	const confirm = page.getByRole('button', { name: 'Cancel swap' });
	await confirm.click();
	await expect(page.getByText('Choose why')).toBeVisible();
	await choose(page, 'The customer cannot pay now');
	await confirm.click();
	await expectStep(page, 'cancelled');
	expect(await countEvents(pitlane.store, swap.sessionId, 'session_cancelled')).toBe(1);
});
