import { expect } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { connectBattery, expectStep, startSwap, typeSubscription, valueOf } from '../fixtures/swap_steps.ts';

test('a customer gets the first battery', async ({ page, scene, bring, pitlane }) => {
	const customer = await scene.customer({ firstTime: true });
	const charged = await scene.battery();
	const rack = await bring(charged);
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'issue');
	await expect(page.getByText('This is the customer’s first battery')).toBeVisible();
	await connectBattery(page, rack, charged);
	await expectStep(page, 'review');
	await expect(valueOf(page, 'Difference')).toHaveText('2.85 kWh');
	await page.getByRole('button', { name: 'Confirm swap' }).click();

	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, {
		sessionId,
		planId: customer.planId,
		stationId: scene.station.id,
		oldBatteryId: null,
		newBatteryId: charged.id,
		energyLeftWh: 42_650,
		swapsLeft: 5,
		paidMinor: [],
	});
});
