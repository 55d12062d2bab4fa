import { expect } from '@playwright/test';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import { expectPageKept } from '../fixtures/kept_pages.ts';
import { expectCopy, openTab, overtake, promptOf, resumeAt, startAnew } from '../fixtures/recovery_prompt.ts';
import { scriptAtWork } from '../fixtures/script_at_work.ts';
import { enterShift, startAttendant } from '../fixtures/sign_in.ts';
import { countEvents, expectNoEffects, expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, payCash, startSwap, typeBattery, typeSubscription } from '../fixtures/swap_steps.ts';

const spent = { usedWh: 100_000 };

test('closed at every step and started anew, the tab or all of the browser, the app goes on at the exact step', async ({
	lastingBrowser,
	scene,
	pitlane,
}) => {
	const customer = await scene.customer(spent);
	const charged = await scene.battery();
	let page = await (await lastingBrowser.start()).newPage();
	const restart = async () => openTab(await lastingBrowser.start());
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await scriptAtWork(page);
	await expectCopy(page, sessionId, 'identify');

	page = await startAnew(page);
	await expect(promptOf(page)).toContainText('Customer not known yet');
	await resumeAt(page, 'Step 1 of 6');
	await expectStep(page, 'identify');
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');

	page = await restart();
	await expect(promptOf(page)).toContainText(customer.name);
	await resumeAt(page, 'Step 2 of 6');
	await expectStep(page, 'takeBack');
	await typeBattery(page, customer.battery);
	await expectStep(page, 'issue');

	page = await startAnew(page);
	await resumeAt(page, 'Step 3 of 6');
	await expectStep(page, 'issue');
	await typeBattery(page, { ...charged, shortId: charged.id });
	await expectStep(page, 'review');

	page = await startAnew(page);
	await expect(promptOf(page)).toContainText('New battery read');
	await resumeAt(page, 'Step 4 of 6');
	await expectStep(page, 'review');
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');

	page = await restart();
	await expect(promptOf(page)).toContainText('The payment is still to come');
	await resumeAt(page, 'Step 5 of 6');
	await expectStep(page, 'pay');
	await payCash(page);
	await expectStep(page, 'done');

	page = await startAnew(page);
	await expect(page.getByText('No swap is open')).toBeVisible();
	await expect(promptOf(page)).toBeHidden();
	expect(await countEvents(pitlane.store, sessionId, 'session_recovered')).toBe(5);
	await expectSwapped(pitlane.store, {
		sessionId,
		planId: customer.planId,
		stationId: scene.station.id,
		oldBatteryId: customer.battery.id,
		newBatteryId: charged.id,
		energyLeftWh: 0,
		swapsLeft: 5,
		paidMinor: [28_800],
	});
});

test('a swap that was just begun is not offered, however late the list comes', async ({ page, scene }) => {
	let release = () => {};
	const isBegun = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/rpc/sessions.open*', async (route) => {
		await isBegun;
		await route.continue();
	});
	await page.route('**/swap', async (route) => {
		const begun = await route.fetch();
		release();
		await expect(promptOf(page)).toBeVisible();
		await route.fulfill({ response: begun });
	});
	await startAttendant(page, scene);
	await scriptAtWork(page);
	await page.getByRole('button', { name: 'New swap' }).click();
	await expectStep(page, 'identify');
	await expect(promptOf(page)).toBeHidden();
});

test('put off for later it is not offered again in this tab, and stands at home', async ({ page, context, scene }) => {
	await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene);
	await scriptAtWork(page);
	await expectCopy(page, sessionId, 'review');
	const next = await startAnew(page);
	await expect(promptOf(next)).toBeVisible();
	await expectAccessible(next);
	await next.keyboard.press('Escape');
	await expect(promptOf(next)).toBeHidden();
	await expect(next.getByRole('main')).toBeFocused();
	const open = next.getByRole('region', { name: 'Go on with' }).getByRole('link');
	await expect(open).toContainText('On this device');
	await next.reload();
	await expect(open).toBeVisible();
	await expect(promptOf(next)).toBeHidden();

	const third = await openTab(context);
	await promptOf(third).getByRole('button', { name: 'Later' }).click();
	await expect(promptOf(third)).toBeHidden();
});

test('discarded with a reason it is cancelled on the server, and gone here', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene);
	const next = await startAnew(page);
	const prompt = promptOf(next);
	await prompt.getByRole('button', { name: /^Discard:/ }).click();
	await expect(prompt.getByRole('heading', { name: /^Discard what was begun for/ })).toBeVisible();
	await prompt.getByRole('button', { name: 'Keep it' }).click();
	await expect(prompt.getByRole('button', { name: /^Resume/ })).toBeVisible();
	await prompt.getByRole('button', { name: /^Discard:/ }).click();
	await prompt.getByRole('button', { name: 'Discard', exact: true }).click();
	await expect(prompt.getByText('Choose why')).toBeVisible();
	await expectAccessible(next);
	await choose(next, 'The customer changed their mind');
	await prompt.getByRole('button', { name: 'Discard', exact: true }).click();
	await expect(prompt).toBeHidden();
	await expect(next.getByText('No swap is open')).toBeVisible();
	const { rows } = await pitlane.store.client.execute({
		sql: `SELECT status, json_extract(snapshot, '$.data.endReason') AS reason FROM sessions WHERE id = ?`,
		args: [sessionId],
	});
	expect({ ...rows[0] }).toMatchObject({ status: 'cancelled', reason: 'The customer changed their mind' });
	await expectNoEffects(pitlane.store, sessionId);
});

test('an expired session says so, and what becomes of its money', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene, spent);
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await payCash(page, 100);
	await expect(page.getByText('Still to pay')).toBeVisible();
	await scriptAtWork(page);
	await expectCopy(page, sessionId, 'pay');
	await page.goto('about:blank');
	await overtake(pitlane.store, sessionId);
	const engine = { store: pitlane.store, clock: Date.now, ids: (prefix: string) => `${prefix}-${crypto.randomUUID()}` };
	await expireSessions(engine);

	const next = await startAnew(page);
	const prompt = promptOf(next);
	await expect(prompt).toContainText('It cannot be resumed: it expired');
	await expect(prompt).toContainText(/KES\s100\.00 paid in it is due for refund/);
	await expect(prompt.getByRole('button', { name: /^Resume/ })).toBeHidden();
	await prompt.getByRole('button', { name: 'Take off this list' }).click();
	await expect(prompt).toBeHidden();
	const third = await startAnew(next);
	await expect(third.getByText('No swap is open')).toBeVisible();
	await expect(promptOf(third)).toBeHidden();
});

test('a colleague resumes it on another device, and this one says who moved it on', async ({
	page,
	scene,
	otherDevice,
}) => {
	await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene, spent);
	await scriptAtWork(page);
	await expectCopy(page, sessionId, 'review');
	await page.goto('about:blank');
	const colleague = await scene.person('attendant');
	const other = await otherDevice();
	await enterShift(other, scene, colleague);
	await resumeAt(other, 'Step 4 of 6');
	await expectStep(other, 'review');
	await other.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(other, 'pay');

	const next = await startAnew(page);
	await expect(promptOf(next)).toContainText(`${colleague.name} has moved it on since this device last showed it`);
	await resumeAt(next, 'Step 5 of 6');
	await expectStep(next, 'pay');
	await payCash(next);
	await expectStep(next, 'done');
});

test('a battery that was handed out elsewhere meanwhile is told of', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	const { newBatteryId } = await reviewTypedSwap(page, scene);
	await pitlane.store.client.execute({
		sql: `UPDATE batteries SET holder_kind = 'workshop', holder_id = 'W1' WHERE id = ?`,
		args: [newBatteryId],
	});
	const next = await startAnew(page);
	await expect(promptOf(next)).toContainText('The new battery has left the station since');
});

test('several sessions are a list, the last touched first', async ({ page, scene }) => {
	await startAttendant(page, scene);
	await reviewTypedSwap(page, scene);
	const { planId } = await scene.customer();
	const second = await startAnew(page);
	await promptOf(second).getByRole('button', { name: 'Later' }).click();
	await startSwap(second);
	await typeSubscription(second, planId);
	await expectStep(second, 'takeBack');
	const next = await startAnew(second);
	await expect(promptOf(next).getByRole('listitem').filter({ hasText: 'Step' })).toContainText([
		'Step 2 of 6',
		'Step 4 of 6',
	]);
});

test('started without network the app offers what the device keeps', async ({ page, context, scene }) => {
	await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene);
	await scriptAtWork(page);
	await expectCopy(page, sessionId, 'review');
	await page.reload();
	await expectPageKept(page, `/sessions/${sessionId}`);
	await page.goto('/');
	await expectPageKept(page, '/');
	await context.setOffline(true);
	const next = await startAnew(page);
	const prompt = promptOf(next);
	await expect(prompt).toContainText('There is no network: this is what this device keeps');
	await prompt.getByRole('button', { name: /^Discard:/ }).click();
	await choose(next, 'Started by mistake');
	await prompt.getByRole('button', { name: 'Discard', exact: true }).click();
	await expect(prompt.getByText('Discarding needs the network')).toBeVisible();
	await prompt.getByRole('button', { name: 'Keep it' }).click();
	await resumeAt(next, 'Step 4 of 6');
	await expectStep(next, 'review');
	await context.setOffline(false);
	await next.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(next, 'done');
});
