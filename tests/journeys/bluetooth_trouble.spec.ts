import { expect, type Page } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import type { Customer, Scene } from '../fixtures/scene.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { connectBattery, expectStep, startSwap, typeBattery, typeSubscription } from '../fixtures/swap_steps.ts';

/** A swap of a new customer whose battery has to come back. */
async function takeBackStep(page: Page, scene: Scene): Promise<Customer> {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	return customer;
}

test('a connection that drops in mid-read is taken up where it was', async ({ page, scene, bring }) => {
	const { battery } = await takeBackStep(page, scene);
	const rack = await bring(battery);
	rack.dropAfterReads(battery.bleName, 3);
	await connectBattery(page, rack, battery);
	await expectStep(page, 'issue');
});

test('one that drops again and again says so, and the battery is read again', async ({ page, scene, bring }) => {
	const { battery } = await takeBackStep(page, scene);
	const rack = await bring(battery);
	rack.dropAfterReads(battery.bleName, 1, 3);
	await connectBattery(page, rack, battery);
	await expect(page.getByRole('alert')).toContainText('BLE_DISCONNECTED');
	await page.getByRole('button', { name: 'Read it again' }).click();
	await expectStep(page, 'issue');
});

test('a battery that does not connect is tried again', async ({ page, scene, bring }) => {
	const { battery } = await takeBackStep(page, scene);
	const rack = await bring(battery);
	rack.failConnections(battery.bleName, 0x3e);
	await connectBattery(page, rack, battery);
	await expect(page.getByRole('alert')).toContainText('BLE_CONNECTION_FAILED');
	rack.failConnections(battery.bleName, 0);
	await page.getByRole('button', { name: 'Read it again' }).click();
	await expectStep(page, 'issue');
});

test('reading shows its progress and can be stopped', async ({ page, scene, bring }) => {
	const { battery } = await takeBackStep(page, scene);
	const rack = await bring(battery);
	rack.stall(battery.bleName, 'rcap');
	await page.clock.install();
	await connectBattery(page, rack, battery);
	await expect(page.getByRole('progressbar', { name: 'Reading the battery' })).toBeVisible();
	// The read is not given up by itself meanwhile.
	await page.clock.pauseAt(Date.now() + 1000);
	await page.getByRole('button', { name: 'Stop reading' }).click();
	await expect(page.getByRole('alert')).toContainText('BLE_CANCELLED');
	await expectStep(page, 'takeBack');
});

test('a chooser that is closed leaves everything open', async ({ page, scene, bring }) => {
	const { battery } = await takeBackStep(page, scene);
	const rack = await bring(battery);
	await rack.cancelNext(page);
	await page.getByRole('button', { name: `Connect battery ${battery.shortId}` }).click();
	await expect(page.getByRole('alert')).toContainText('BLE_NO_DEVICE_CHOSEN');
	await typeBattery(page, battery);
	await expectStep(page, 'issue');
});

test('where Bluetooth is off, the display is typed', async ({ page, scene, bring }) => {
	const rack = await bring((await scene.customer()).battery);
	await rack.powerOff();
	const { battery } = await takeBackStep(page, scene);
	await expect(page.getByRole('alert')).toContainText('Bluetooth is off');
	await typeBattery(page, battery);
	await expectStep(page, 'issue');
	await expect(page.getByText('typed by hand')).toBeVisible();
});

test('where the browser has no Bluetooth, typing is what is offered', async ({ page, scene }) => {
	await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'bluetooth'));
	const { battery } = await takeBackStep(page, scene);
	await expect(page.getByText('This browser has no Bluetooth')).toBeVisible();
	await expect(page.getByRole('button', { name: /^Connect / })).toBeHidden();
	await expect(page.getByLabel('Battery ID')).toBeVisible();
	await typeBattery(page, battery);
	await expectStep(page, 'issue');
});
