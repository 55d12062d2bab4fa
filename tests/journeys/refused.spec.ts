import { expect } from '@playwright/test';
import { battery } from '../fixtures/gatt_peripherals.ts';
import { test } from '../fixtures/journey.ts';
import { promptOf, startAnew } from '../fixtures/recovery_prompt.ts';
import { makeScene } from '../fixtures/scene.ts';
import { scriptAtWork } from '../fixtures/script_at_work.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectNoEffects, expectSwapped } from '../fixtures/swap_effects.ts';
import { connectBattery, expectStep, startSwap, typeBattery, typeSubscription } from '../fixtures/swap_steps.ts';

test('a code that no plan answers to', async ({ page, scene }) => {
	await startAttendant(page, scene);
	await startSwap(page);
	await typeSubscription(page, 'SUB-NOBODY');
	await expect(page.getByRole('alert')).toContainText('No plan answers to this code');
	await expectStep(page, 'identify');

	const customer = await scene.customer();
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
});

test('an overdue plan, before a battery is touched', async ({ page, scene, pitlane }) => {
	const customer = await scene.customer({ paymentState: 'OVERDUE' });
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expect(page.getByRole('alert')).toContainText(`The plan ${customer.planId} is overdue`);
	await expectStep(page, 'identify');
	await expectNoEffects(pitlane.store, sessionId);
});

test('a customer with an open swap is sent to it', async ({ page, scene }) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	const first = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');

	const next = await startAnew(page);
	await promptOf(next).getByRole('button', { name: 'Later' }).click();
	await startSwap(next);
	await typeSubscription(next, customer.planId);
	await next.getByRole('alert').getByRole('link', { name: 'Resume that swap' }).click();
	await expect(next).toHaveURL(`/sessions/${first}`);
	await expectStep(next, 'takeBack');
});

test('a battery that is not on the plan: chosen, disguised, or typed; then the right one', async ({
	page,
	scene,
	bring,
	pitlane,
}) => {
	const customer = await scene.customer();
	const stranger = (await scene.customer()).battery;
	const charged = await scene.battery();
	// Bears the expected short id in its name, and says who it is when it is read.
	const disguised = battery({ ...stranger, name: `OVES BATT 45AH ${customer.battery.shortId}` });
	const rack = await bring(customer.battery, stranger, disguised);
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await scriptAtWork(page);

	await connectBattery(page, rack, stranger);
	await expect(page.getByRole('alert')).toContainText(stranger.shortId);
	await expect(page.getByRole('alert')).toContainText('BLE_OTHER_BATTERY_CHOSEN');
	await rack.chooseNext(page, disguised.name);
	await page.getByRole('button', { name: 'Choose another battery' }).click();
	const mismatch = `Battery ${stranger.shortId} was read, ${customer.battery.shortId} is on this plan`;
	await expect(page.getByRole('alert')).toContainText(mismatch);
	await expectStep(page, 'takeBack');
	await typeBattery(page, stranger);
	await expect(page.getByRole('alert')).toContainText(mismatch);
	await expectNoEffects(pitlane.store, sessionId);

	await connectBattery(page, rack, customer.battery);
	await expectStep(page, 'issue');
	await typeBattery(page, { ...charged, shortId: charged.id });
	await expectStep(page, 'review');
});

test('a new battery that is the old one, another rider’s, another station’s, or nobody’s', async ({
	page,
	scene,
	bring,
	pitlane,
}) => {
	const customer = await scene.customer();
	const issued = (await scene.customer()).battery;
	const elsewhere = await makeScene(pitlane.store);
	const foreign = await elsewhere.battery();
	const charged = await scene.battery();
	const rack = await bring(customer.battery, issued, foreign, charged);
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await scriptAtWork(page);
	await connectBattery(page, rack, customer.battery);
	await expectStep(page, 'issue');

	const refused = page.getByRole('alert');
	await connectBattery(page, rack, customer.battery);
	await expect(refused).toContainText(`Battery ${customer.battery.id} is the one that came back`);
	await connectBattery(page, rack, issued);
	await expect(refused).toContainText(`Battery ${issued.id} has already been issued`);
	await connectBattery(page, rack, foreign);
	await expect(refused).toContainText(`Battery ${foreign.id} belongs to ${elsewhere.station.id}`);
	await typeBattery(page, { ...charged, shortId: 'B0723025999999' });
	await expect(refused).toContainText('Battery B0723025999999 is not one of ours');
	await typeBattery(page, { ...charged, shortId: charged.id, energyWh: 9000 });
	await expect(page.getByText('Type the energy in Wh, from 0 to 6000')).toBeVisible();

	await connectBattery(page, rack, charged);
	await expectStep(page, 'review');
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
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
