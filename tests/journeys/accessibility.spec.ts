import { expect, type Page } from '@playwright/test';
import { demoEmail } from '#lib/server/demo/seed_demo.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { deadLetterRow, refusalRow, reportRow, stuckRow } from '../fixtures/agent_rows.ts';
import { test } from '../fixtures/journey.ts';
import { enter, enterShift, openShift, signIn, startAttendant } from '../fixtures/sign_in.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import {
	connectBattery,
	expectStep,
	payCash,
	startSwap,
	typeBattery,
	typeSubscription,
} from '../fixtures/swap_steps.ts';
import { cancelPaidSwap } from '../fixtures/unsettled_swap.ts';

/** Sends the focus on with the Tab key until it is on what is named. */
async function tabTo(page: Page, role: 'button' | 'textbox' | 'radio', name: string): Promise<void> {
	const target = page.getByRole(role, { name, exact: true });
	for (let presses = 0; presses < 40; presses++) {
		await page.keyboard.press('Tab');
		if (await target.evaluate((element) => element === document.activeElement)) return;
	}
	await expect(target).toBeFocused();
}

test('what is planted is found, and in dark what is amiss there alone', async ({ page }) => {
	await page.goto('/sign-in');
	await page.getByRole('main').evaluate((main) => main.append(document.createElement('img')));
	await expect(expectAccessible(page)).rejects.toThrow('image-alt');
	await page.getByRole('main').evaluate((main) => {
		const text = document.createElement('p');
		text.append('Planted');
		text.style.cssText = 'color-scheme: light dark; color: #000; background: light-dark(#fff, #222)';
		main.lastElementChild?.replaceWith(text);
	});
	await expect(expectAccessible(page)).rejects.toThrow(/in dark[^]*color-contrast: <p.*Planted/);
});

test('axe finds nothing from sign-in to the first step', async ({ page, scene }) => {
	const attendant = await scene.person('attendant');
	await page.goto('/sign-in');
	await expectAccessible(page);
	await page.getByLabel('E-mail address').fill(attendant.email);
	await page.getByLabel('Password', { exact: true }).fill('not the password');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expectAccessible(page);
	await signIn(page, attendant);
	await expectAccessible(page);
	await page.goto('/shift');
	await expectAccessible(page);
	await openShift(page, scene.station.name);
	await expectAccessible(page);
	await page.goto('/shift');
	await expectAccessible(page);
	await page.goto('/swap');
	await expectAccessible(page);
	await page.goto('/nowhere');
	await expectAccessible(page);
	await page.goto('/');
	await page.getByLabel('Menu').first().click();
	await expectAccessible(page);
});

test('axe finds nothing on any step of a swap', async ({ page, scene, bring }) => {
	const customer = await scene.customer({ usedWh: 100_000 });
	const charged = await scene.battery();
	const rack = await bring(customer.battery);
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await expectAccessible(page);
	await typeSubscription(page, 'SUB-NOBODY');
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByLabel('Name or phone number').fill(customer.name);
	await expect(page.getByRole('list', { name: 'Found customers' })).toBeVisible();
	await expectAccessible(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	rack.failReads(customer.battery.bleName, 0x02);
	await connectBattery(page, rack, customer.battery);
	await expect(page.getByRole('alert')).toBeVisible();
	await expectAccessible(page);
	await typeBattery(page, customer.battery);
	await expectStep(page, 'issue');
	await typeBattery(page, { ...charged, shortId: '' });
	await expectAccessible(page);
	await typeBattery(page, { ...charged, shortId: charged.id });
	await expectStep(page, 'review');
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Cancel swap' }).click();
	await expect(page.getByRole('alertdialog')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Keep it' }).click();
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	await payCash(page, 100);
	await expect(page.getByText('Still to pay')).toBeVisible();
	await expectAccessible(page);
	await payCash(page);
	await expectStep(page, 'done');
	await expectAccessible(page);
	await page.goto(`/sessions/${sessionId}/receipt`);
	await expectAccessible(page);
});

test('axe finds nothing on what a manager sees', async ({ page, scene, otherDevice }) => {
	const attendant = await otherDevice();
	await startAttendant(attendant, scene);
	const { sessionId } = await reviewTypedSwap(attendant, scene);
	await attendant.goto('/');
	await expectAccessible(attendant);

	const manager = await scene.person('manager');
	await enter(page, scene, manager);
	await expectAccessible(page);
	await enterShift(page, scene, manager);
	await page.goto('/manage/sessions');
	await expectAccessible(page);
	await page.goto('/manage/sessions?q=nothing-like-it');
	await expectAccessible(page);
	await page.goto('/manage/sessions?from=yesterday');
	await expectAccessible(page);
	await page.goto(`/manage/sessions/${sessionId}`);
	await expectAccessible(page);
	await page.goto('/tokens');
	await expectAccessible(page);
});

test('axe finds nothing on what a manager sees of the agent', async ({ page, scene, pitlane }) => {
	const stationId = scene.station.id;
	const attendant = await startAttendant(page, scene);
	await startSwap(page);
	await scene.battery();
	await pitlane.store.writer.commit([
		reportRow(stationId, { actorId: attendant.id, planId: 'SUB-1' }),
		stuckRow(`stuck-${stationId}`, { stationId, planId: 'SUB-1' }),
		deadLetterRow(`dead-${stationId}`, { payload: '{"data":{}}', replayable: true }),
		deadLetterRow(`dead-cut-${stationId}`, { payload: '{"data":', replayable: false }),
		refusalRow(`aud-${stationId}`, { stationId, actorId: attendant.id }),
	]);
	await enter(page, scene, { email: demoEmail('admin') });
	const pages = ['outbox', 'outbox?show=waiting', 'dead-letters', 'dead-letters?show=handled', 'audit', 'audit?from=x'];
	for (const path of ['stations', ...pages, `dead-letters/dead-cut-${stationId}`]) {
		await page.goto(`/manage/${path}`);
		await expectAccessible(page);
	}
	await page.goto(`/manage/stations/${stationId}`);
	await expect(page.getByText('Live', { exact: true })).toBeVisible();
	await expectAccessible(page);
	await page.goto(`/manage/dead-letters/dead-${stationId}`);
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Discard' }).click();
	await expect(page.getByRole('alertdialog')).toBeVisible();
	await expectAccessible(page);
});

test('axe finds nothing on money that is to be settled', async ({ page, scene, otherDevice }) => {
	const attendant = await otherDevice();
	await startAttendant(attendant, scene);
	await cancelPaidSwap(attendant, scene);
	await enter(page, scene, await scene.person('manager'));
	for (const query of ['', '?show=quota', '?station=STATION_NONE']) {
		await page.goto(`/manage/money${query}`);
		await expectAccessible(page);
	}
	await page.goto('/manage/money');
	await page.getByRole('row').last().getByRole('link').first().click();
	await page.getByRole('button', { name: 'Propose the refund' }).click();
	await expect(page.getByText('Choose how the money is paid out')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('Way').selectOption('Cash');
	await page.getByLabel('Reference of the pay-out').fill(`A11Y-${scene.station.id}`);
	await page.getByRole('button', { name: 'Propose the refund' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Propose the refund' }).click();
	await expect(page.getByText('Waits for another person', { exact: true })).toBeVisible();
	await expectAccessible(page);
	await page.goto('/manage/money?show=proposed');
	await expectAccessible(page);

	const second = await otherDevice();
	await enter(second, scene, await scene.person('manager'));
	await second.goto('/manage/money?show=approve');
	await expectAccessible(second);
	await second.getByRole('row').last().getByRole('link').first().click();
	await expectAccessible(second);
});

test('the first step needs no more than a keyboard', async ({ page, scene }) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	await tabTo(page, 'button', 'New swap');
	await page.keyboard.press('Enter');
	await expectStep(page, 'identify');
	await tabTo(page, 'textbox', 'Subscription ID');
	await page.keyboard.type(customer.planId);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Take the battery back' })).toBeFocused();
});
