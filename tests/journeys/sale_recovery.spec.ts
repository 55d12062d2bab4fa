import { expect } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { expectCopy, openTab, promptOf, resumeAt, startAnew } from '../fixtures/recovery_prompt.ts';
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
import { scriptAtWork } from '../fixtures/script_at_work.ts';
import { startSalesperson } from '../fixtures/sign_in.ts';
import { countEvents } from '../fixtures/swap_effects.ts';
import { payCash, typeBattery } from '../fixtures/swap_steps.ts';

test('closed at every step of a sale, the tab or all of the browser, the app goes on at the exact step, with what was typed', async ({
	lastingBrowser,
	scene,
	pitlane,
}) => {
	test.slow();
	const rider = newRider();
	const battery = await scene.battery();
	let page = await (await lastingBrowser.start()).newPage();
	await startSalesperson(page, scene);
	const sessionId = await startSale(page);
	let restarts = 0;
	const restartAt = async (state: string, step: string) => {
		await expectCopy(page, sessionId, state);
		// All of the browser takes seconds to start: it is ended at every third step, and its tab at those between.
		page = restarts++ % 3 === 0 ? await openTab(await lastingBrowser.start()) : await startAnew(page);
		await expect(promptOf(page)).toContainText(state === 'customer' ? 'Customer not known yet' : 'Jane Smith');
		await resumeAt(page, step);
	};

	await scriptAtWork(page);
	await typeRider(page, rider);
	await restartAt('customer', 'Step 1 of 7');
	await expect(page.getByLabel('First name')).toHaveValue('Jane');
	await expect(page.getByLabel('Phone number')).toHaveValue(rider.phone);
	await sendRider(page);
	await expectSaleStep(page, 'package');

	await restartAt('package', 'Step 2 of 7');
	await takePackage(page, 'Battery Swap Privilege only');
	await restartAt('plan', 'Step 3 of 7');
	await takePlan(page, 'Monthly Subscription');
	await restartAt('preview', 'Step 4 of 7');
	await page.getByRole('button', { name: 'Place order' }).click();
	await expectSaleStep(page, 'pay');

	await restartAt('pay', 'Step 5 of 7');
	await payCash(page);
	await expectSaleStep(page, 'battery');
	await restartAt('battery', 'Step 6 of 7');
	await expectSaleStep(page, 'battery');
	await typeBattery(page, { ...battery, shortId: battery.id });
	await expectSaleStep(page, 'hand_over');
	await restartAt('hand_over', 'Step 6 of 7');
	await page.getByRole('button', { name: 'Hand over', exact: true }).click();
	await expectSaleStep(page, 'done');

	expect(await countEvents(pitlane.store, sessionId, 'session_recovered')).toBe(7);
	await expectSold(pitlane.store, {
		sessionId,
		batteryId: battery.id,
		totalMinor: 350_000,
		paidMinor: [350_000],
	});
});
