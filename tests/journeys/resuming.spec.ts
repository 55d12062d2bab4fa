import { expect, type Route } from '@playwright/test';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import { putAway } from '../fixtures/put_away.ts';
import { openTab, promptOf, resumeAt } from '../fixtures/recovery_prompt.ts';
import { openWithScript } from '../fixtures/script_at_work.ts';
import { startAttendant, signIn, signOut, openShift } from '../fixtures/sign_in.ts';
import { countEvents, expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import {
	expectStep,
	openSession,
	payCash,
	startSwap,
	typeBattery,
	typeSubscription,
	valueOf,
} from '../fixtures/swap_steps.ts';

const covered = { energyLeftWh: 43_100, swapsLeft: 5, paidMinor: [] };
const spent = { usedWh: 100_000 };

test('a reload at every step loses nothing', async ({ page, scene, pitlane }) => {
	const customer = await scene.customer(spent);
	const charged = await scene.battery();
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	const reload = () => openSession(page, sessionId);

	await reload();
	await expectStep(page, 'identify');
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await reload();
	await expectStep(page, 'takeBack');
	await typeBattery(page, customer.battery);
	await expectStep(page, 'issue');
	await reload();
	await expectStep(page, 'issue');
	await typeBattery(page, { ...charged, shortId: charged.id });
	await expectStep(page, 'review');
	await reload();
	await expect(valueOf(page, 'To pay')).toContainText('288.00');
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	await payCash(page, 100);
	await expect(valueOf(page, 'Still to pay')).toContainText('188.00');
	await reload();
	await expect(page.getByLabel('Amount')).toHaveValue('188');
	await payCash(page);
	await expectStep(page, 'done');
	await reload();
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, {
		sessionId,
		planId: customer.planId,
		stationId: scene.station.id,
		oldBatteryId: customer.battery.id,
		newBatteryId: charged.id,
		energyLeftWh: 0,
		swapsLeft: 5,
		paidMinor: [10_000, 18_800],
	});
});

test('a reload while the hand-over is under way finishes it once', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	await openWithScript(page, `/sessions/${swap.sessionId}`);
	await pitlane.broker.stop();
	let answered: () => void;
	const handedOver = new Promise<void>((resolve) => (answered = resolve));
	// The answer is lost with the page that asked.
	const loseAnswer = async (route: Route) => {
		await route.fetch();
		answered();
	};
	await page.route('**/rpc/agent.request*', loseAnswer, { times: 1 });
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await handedOver;
	await page.reload();
	await expectStep(page, 'done');
	await pitlane.broker.start();
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('the back button changes nothing', async ({ page, context, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	// In a tab of its own nothing but home lies before the session.
	const tab = await openTab(context);
	await resumeAt(tab, 'Step 4 of 6');
	await expectStep(tab, 'review');
	await tab.goBack();
	await expect(tab).toHaveURL('/');
	await tab.goForward();
	await expectStep(tab, 'review');
	await tab.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(tab, 'done');
	await tab.goBack();
	await expect(tab).toHaveURL('/');
	await expect(tab.getByRole('heading', { name: 'Go on with' })).toBeHidden();
	await tab.goForward();
	await expectStep(tab, 'done');
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('two tabs: what one does, the other shows', async ({ page, context, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	const second = await context.newPage();
	await openSession(second, swap.sessionId);
	await expectStep(second, 'review');
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	await expectStep(second, 'done');
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('two devices that confirm at once hand over once', async ({ page, scene, otherDevice, pitlane }) => {
	const attendant = await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	const second = await otherDevice();
	await signIn(second, attendant);
	await openSession(second, swap.sessionId);
	await expectStep(second, 'review');
	// Neither hears of the other before it has confirmed itself.
	await Promise.all([page, second].map(putAway));
	await Promise.all([page, second].map((device) => device.getByRole('button', { name: 'Confirm swap' }).click()));
	await expectStep(page, 'done');
	await expectStep(second, 'done');
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('an attendant who signs out finds the swap at home again', async ({ page, scene, pitlane }) => {
	const attendant = await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	await signOut(page);
	await page.goto(`/sessions/${swap.sessionId}`);
	await expect(page).toHaveURL(/sign-in/);
	await page.goto('/');
	await signIn(page, attendant);
	await promptOf(page).getByRole('button', { name: 'Later' }).click();
	const open = page.getByRole('region', { name: 'Go on with' }).getByRole('link');
	await expect(open).toHaveCount(1);
	await expect(open).toContainText('New battery read');
	await open.click();
	await expectStep(page, 'review');
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('a colleague goes on with it on another device, and the first device hears of it', async ({
	page,
	scene,
	otherDevice,
	pitlane,
}) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene, spent);
	await putAway(page);
	const other = await otherDevice();
	await signIn(other, await scene.person('attendant'));
	await openShift(other, scene.station.name);
	await promptOf(other).getByRole('button', { name: 'Later' }).click();
	await other.getByRole('region', { name: 'Go on with' }).getByRole('link').click();
	await expectStep(other, 'review');
	await other.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(other, 'pay');

	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expect(page.getByText('This swap has moved on')).toBeVisible();
	await expectStep(page, 'pay');
	await payCash(page);
	await expectStep(page, 'done');
	expect(await countEvents(pitlane.store, swap.sessionId, 'payment_requested')).toBe(1);
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [28_800] });
});

test('a swap that is given up can be started anew', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	await openWithScript(page, `/sessions/${swap.sessionId}`);
	await page.getByRole('link', { name: 'Cancel swap' }).click();
	const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Cancel swap' });
	await confirm.click();
	await expect(page.getByText('Choose why')).toBeVisible();
	await choose(page, 'The customer cannot pay now');
	await confirm.click();
	await expectStep(page, 'cancelled');
	expect(await countEvents(pitlane.store, swap.sessionId, 'session_cancelled')).toBe(1);
	await page.getByRole('button', { name: 'Next swap' }).click();
	await expectStep(page, 'identify');
	await typeSubscription(page, swap.planId);
	await expectStep(page, 'takeBack');
});
