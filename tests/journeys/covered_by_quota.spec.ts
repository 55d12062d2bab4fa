import { expect } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { connectBattery, expectStep, startSwap, typeSubscription, valueOf } from '../fixtures/swap_steps.ts';

test('a returning customer swaps on quota, both batteries read over Bluetooth', async ({
	page,
	scene,
	bring,
	pitlane,
}) => {
	const customer = await scene.customer();
	const charged = await scene.battery();
	const rack = await bring(customer.battery, charged);
	await startAttendant(page, scene);

	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await expect(valueOf(page, 'Energy left')).toHaveText('45.5 kWh of 100 kWh');
	await expect(valueOf(page, 'Swaps left')).toHaveText('6 of 21');
	await expect(valueOf(page, 'Current battery')).toHaveText(customer.battery.shortId);
	await expect(page.getByText('Live: connected to the broker')).toBeVisible();
	await connectBattery(page, rack, customer.battery);
	await expectStep(page, 'issue');
	await connectBattery(page, rack, charged);
	await expectStep(page, 'review');
	await expect(valueOf(page, 'Difference')).toHaveText('2.4 kWh');
	await expect(valueOf(page, 'From quota')).toContainText('2.4 kWh');
	await expect(valueOf(page, 'To pay')).toContainText('0.00');
	await page.getByRole('button', { name: 'Confirm swap' }).click();

	await expectStep(page, 'done');
	await expect(page.getByRole('status').filter({ hasText: `Hand over battery ${charged.shortId}` })).toBeVisible();
	await expectSwapped(pitlane.store, {
		sessionId,
		planId: customer.planId,
		stationId: scene.station.id,
		oldBatteryId: customer.battery.id,
		newBatteryId: charged.id,
		energyLeftWh: 43_100,
		swapsLeft: 5,
		paidMinor: [],
	});
});

for (const by of ['name', 'phone'] as const) {
	test(`a customer is found by ${by}`, async ({ page, scene }) => {
		const customer = await scene.customer();
		await startAttendant(page, scene);
		await startSwap(page);
		await page.getByLabel('Name or phone number').fill(customer[by]);
		const found = page.getByRole('list', { name: 'Found customers' }).getByRole('button', { name: customer.planId });
		await expect(found).not.toContainText(customer.phone);
		await found.click();
		await expectStep(page, 'takeBack');
	});
}
