import { expect } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { test } from '../fixtures/journey.ts';
import { agePush } from '../fixtures/overdue_push.ts';
import { bucketsOf, expectSold } from '../fixtures/sale_effects.ts';
import { expectSaleStep, orderSale } from '../fixtures/sale_steps.ts';
import { startSalesperson } from '../fixtures/sign_in.ts';
import { payCash, payMobile, typeBattery, valueOf } from '../fixtures/swap_steps.ts';

test('a sale is paid in parts: what is wrong or too much is said, and what is over is to be given back', async ({
	page,
	scene,
	pitlane,
}) => {
	const battery = await scene.battery();
	await startSalesperson(page, scene);
	const sessionId = await orderSale(page, { packageName: 'Battery Swap Privilege only' });
	await payCash(page, 0);
	await expect(page.getByText('Type what was paid in KES')).toBeVisible();
	await payCash(page, 5001);
	await expect(page.getByRole('alert')).toContainText('You may record up to 5000 KES in cash');
	await payCash(page, 4000);
	await expect(page.getByRole('alert')).toContainText('Only 3500 KES are to pay in cash');
	await expectAccessible(page);
	await payCash(page, 1500);
	await expect(valueOf(page, 'Still to pay')).toContainText('2,000.00');
	await payMobile(page, { amount: 2100, receipt: `QGH7${scene.station.id.slice(-6)}` });
	await expectSaleStep(page, 'battery');
	await typeBattery(page, { ...battery, shortId: battery.id });
	await expectSaleStep(page, 'hand_over');
	await page.getByRole('button', { name: 'Hand over', exact: true }).click();
	await expectSaleStep(page, 'done');
	await expectSold(pitlane.store, {
		sessionId,
		batteryId: battery.id,
		totalMinor: 350_000,
		paidMinor: [150_000, 210_000],
	});
});

test('money of which no callback comes is found by asking', async ({ page, scene, pitlane }) => {
	pitlane.mpesa.script('*', [{ resultCode: '0', callbacks: 0 }]);
	await startSalesperson(page, scene);
	const sessionId = await orderSale(page, { packageName: 'Battery Swap Privilege only' });
	await page.getByRole('button', { name: 'Ask for KES 3,500.00' }).click();
	await expect(page.getByText('wait until the rider has typed the PIN')).toBeVisible();
	await agePush(pitlane.store, sessionId);
	await expectSaleStep(page, 'battery');
	expect(await bucketsOf(pitlane.store, sessionId)).toEqual({ captured: 350_000, service: 350_000 });
});
