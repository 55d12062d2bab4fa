import { expect } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { expectSold } from '../fixtures/sale_effects.ts';
import {
	expectSaleStep,
	newRider,
	sendRider,
	startSale,
	takePackage,
	takePlan,
	typeRider,
} from '../fixtures/sale_steps.ts';
import { startSalesperson } from '../fixtures/sign_in.ts';
import { payCash, typeBattery, valueOf } from '../fixtures/swap_steps.ts';

test.use({ javaScriptEnabled: false });

test('a whole sale by plain forms, with what was typed kept where it was refused', async ({ page, scene, pitlane }) => {
	const rider = newRider();
	const battery = await scene.battery();
	await startSalesperson(page, scene);
	const sessionId = await startSale(page);
	await typeRider(page, { ...rider, phone: '0733' });
	await sendRider(page);
	await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/one that exists in its country/);
	await expect(page.getByLabel('First name')).toHaveValue('Jane');
	await typeRider(page, rider);
	await sendRider(page);
	await takePackage(page, 'E-Bike Standard Package');
	await page.getByRole('button', { name: 'Change package' }).click();
	await takePackage(page, 'Battery Swap Privilege only');
	await takePlan(page, 'Monthly Subscription');
	await page.getByRole('button', { name: 'Place order' }).click();
	await expectSaleStep(page, 'pay');
	await payCash(page, 1000);
	await expect(valueOf(page, 'Still to pay')).toContainText('2,500.00');
	await payCash(page);
	await expectSaleStep(page, 'battery');
	await typeBattery(page, { ...battery, shortId: battery.id });
	await expectSaleStep(page, 'hand_over');
	await page.getByRole('button', { name: 'Hand over', exact: true }).click();
	await expectSaleStep(page, 'done');
	await expectSold(pitlane.store, {
		sessionId,
		batteryId: battery.id,
		totalMinor: 350_000,
		paidMinor: [100_000, 250_000],
	});
});
