import { expect } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, payCash, payMobile, valueOf } from '../fixtures/swap_steps.ts';

/** Has used up all energy of the plan. */
const spent = { usedWh: 100_000 };

test('a customer without energy left pays 288 KES in cash', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene, spent);
	await expect(valueOf(page, 'To charge')).toHaveText('2.4 kWh');
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	await expect(page.getByLabel('Amount')).toHaveValue('288');
	await payCash(page);

	await expectStep(page, 'done');
	await expect(valueOf(page, 'Paid 1, Cash')).toContainText('288.00');
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [28_800] });
});

test('mobile money in two parts adds up', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene, spent);
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	const receipts = [`QA${swap.planId}`, `QB${swap.planId}`] as const;
	await payMobile(page, { amount: 200, receipt: receipts[0] });
	await expect(valueOf(page, 'Still to pay')).toContainText('88.00');
	await expectStep(page, 'pay');
	await payMobile(page, { amount: 88, receipt: receipts[1] });

	await expectStep(page, 'done');
	await expect(valueOf(page, 'Transaction')).toHaveText(`${receipts[0]}+${receipts[1]}`);
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [20_000, 8800] });
});

test('a receipt number pays once, and never for a second swap', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const first = await reviewTypedSwap(page, scene, spent);
	const payment = { amount: 288, receipt: `QC${first.planId}` };
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await payMobile(page, payment);
	await expectStep(page, 'done');

	const second = await reviewTypedSwap(page, scene, spent);
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await payMobile(page, payment);
	await expect(page.getByRole('alert')).toContainText('has been used for another payment');
	await payCash(page);
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...second, energyLeftWh: 0, swapsLeft: 5, paidMinor: [28_800] });
});

test('less than one shilling is rounded away', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene, { usedWh: 97_605 });
	await expect(valueOf(page, 'Cost')).toContainText('0.60');
	await expect(valueOf(page, 'To pay')).toContainText('less than 1 KES');
	await page.getByRole('button', { name: 'Confirm swap' }).click();

	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [] });
});
