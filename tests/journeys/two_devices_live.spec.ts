import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import type { Scene } from '../fixtures/scene.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, openSession, payCash, startSwap, typeBattery, typeSubscription } from '../fixtures/swap_steps.ts';

/** Marks the page as it is: a reload would lose the mark. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isFirstLoad: true }));
const isMarked = (page: Page) => page.evaluate(() => 'isFirstLoad' in window);

const said = (page: Page) => page.getByRole('status').filter({ hasText: 'in another tab or on another device' });

/** A second device of the station shows the session of the first one, up to date by the server's word alone. */
async function watch(otherDevice: () => Promise<Page>, scene: Scene, sessionId: string): Promise<Page> {
	const second = await otherDevice();
	await startAttendant(second, scene);
	const stream = second.waitForResponse((response) => response.url().endsWith(`/${sessionId}/live`));
	await second.goto(`/sessions/${sessionId}`);
	expect((await stream).headers()['content-type']).toBe('text/event-stream');
	await mark(second);
	return second;
}

test('what one device does is seen on another at once, which then goes on', async ({
	page,
	scene,
	pitlane,
	otherDevice,
}) => {
	const ann = await startAttendant(page, scene);
	const customer = await scene.customer();
	const charged = await scene.battery();
	await page.goto('/');
	const sessionId = await startSwap(page);
	const second = await watch(otherDevice, scene, sessionId);
	await expectStep(second, 'identify');

	await typeSubscription(page, customer.planId);
	await expectStep(second, 'takeBack');
	await expect(said(second)).toContainText(ann.name);
	await expectAccessible(second);
	await typeBattery(page, customer.battery);
	await expectStep(second, 'issue');
	expect(await isMarked(second)).toBe(true);

	await typeBattery(second, { ...charged, shortId: charged.id });
	await expectStep(second, 'review');
	await expect(said(second)).toBeHidden();
	await expectStep(page, 'review');
	await second.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(second, 'done');
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, {
		...{ sessionId, planId: customer.planId, stationId: scene.station.id },
		...{ oldBatteryId: customer.battery.id, newBatteryId: charged.id },
		...{ energyLeftWh: 43_100, swapsLeft: 5, paidMinor: [] },
	});
});

test('what is being typed stays, and nobody is taken from it', async ({ page, scene, otherDevice }) => {
	const ann = await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene, { usedWh: 100_000 });
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	const second = await watch(otherDevice, scene, sessionId);
	await choose(second, 'Mobile money');
	await second.getByLabel('Receipt number').fill('QGH7XK');

	await payCash(page, 100);
	await expect(second.getByText('KES 188.00').first()).toBeVisible();
	await expect(said(second)).toContainText(ann.name);
	await expect(second.getByLabel('Receipt number')).toHaveValue('QGH7XK');
	await expect(second.getByLabel('Receipt number')).toBeFocused();
	expect(await isMarked(second)).toBe(true);
});

test('without a stream the other device still sees it, later', async ({ page, scene, otherDevice }) => {
	await startAttendant(page, scene);
	const customer = await scene.customer();
	await page.goto('/');
	const sessionId = await startSwap(page);
	const second = await otherDevice();
	await second.route('**/live', (route) => route.fulfill({ status: 429 }));
	await second.clock.install();
	await startAttendant(second, scene);
	await openSession(second, sessionId);
	// However long the first device takes, it is not time for the second one to ask.
	await second.clock.pauseAt(Date.now() + 1000);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await expectStep(second, 'identify');
	await second.clock.fastForward(11_000);
	await expectStep(second, 'takeBack');
});
