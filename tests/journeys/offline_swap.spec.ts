import { expect, type Page } from '@playwright/test';
import { openFrontDoor, type FrontDoor } from '../fixtures/front_door.ts';
import { test as journey } from '../fixtures/journey.ts';
import { expectPageKept } from '../fixtures/kept_pages.ts';
import type { Pitlane } from '../fixtures/pitlane.ts';
import { promptOf } from '../fixtures/recovery_prompt.ts';
import type { Customer, Scene, SceneBattery } from '../fixtures/scene.ts';
import { openShift, signIn, startAttendant } from '../fixtures/sign_in.ts';
import { countEvents, expectSwapped } from '../fixtures/swap_effects.ts';
import { connectBattery, expectStep, startSwap, typeBattery, typeSubscription } from '../fixtures/swap_steps.ts';

const test = journey.extend<{ door: FrontDoor }>({
	door: async ({ pitlane }, use) => {
		const door = await openFrontDoor(pitlane.origin);
		await use(door);
		await door.shut();
	},
	baseURL: ({ door }, use) => use(door.origin),
});

const covered = { energyLeftWh: 43_100, swapsLeft: 5, paidMinor: [] };
const confirm = 'Confirm swap';

/** A swap whose customer is known, with its page kept on the device. */
async function identifiedSwap(page: Page, scene: Scene): Promise<{ sessionId: string; customer: Customer }> {
	const customer = await scene.customer();
	await page.goto('/');
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.reload();
	await expectStep(page, 'takeBack');
	await expectPageKept(page, `/sessions/${sessionId}`);
	return { sessionId, customer };
}

/** Types a battery by its whole id, as an attendant does who has no Bluetooth. */
const typeWhole = (page: Page, battery: SceneBattery) => typeBattery(page, { ...battery, shortId: battery.id });

const waiting = (page: Page) => page.getByRole('heading', { name: /^(Waiting to be sent|Sending)/ });
const queued = (page: Page) =>
	page.getByRole('region', { name: /^(Waiting to be sent|Sending)/ }).getByRole('listitem');

const waitingAtHome = (page: Page) => page.getByRole('status').filter({ hasText: 'Waiting to be sent' });

async function expectBatteriesOnce(pitlane: Pitlane, sessionId: string): Promise<void> {
	expect(await countEvents(pitlane.store, sessionId, 'return_bound')).toBe(1);
	expect(await countEvents(pitlane.store, sessionId, 'issue_bound')).toBe(1);
}

test('batteries are read without a network, kept over a reload, sent in order once it is back, and the swap completes', async ({
	page,
	scene,
	pitlane,
	bring,
}) => {
	await startAttendant(page, scene);
	const { sessionId, customer } = await identifiedSwap(page, scene);
	const charged = await scene.battery();
	const rack = await bring(customer.battery, charged);

	await page.context().setOffline(true);
	await connectBattery(page, rack, customer.battery);
	await expectStep(page, 'issue');
	await expect(waiting(page)).toHaveText('Waiting to be sent (1)');
	await connectBattery(page, rack, charged);
	await expectStep(page, 'review');
	await expect(waiting(page)).toHaveText('Waiting to be sent (2)');
	await expect(queued(page)).toContainText([customer.battery.shortId, charged.shortId]);
	await expect(page.getByText('Prices, payments and the hand-over need the server')).toBeVisible();
	await expect(page.getByRole('button', { name: confirm })).toBeDisabled();

	await page.reload();
	await expectStep(page, 'review');
	await expect(waiting(page)).toHaveText('Waiting to be sent (2)');
	await expect(page.getByRole('button', { name: confirm })).toBeDisabled();
	expect(await countEvents(pitlane.store, sessionId, 'return_bound')).toBe(0);

	await page.context().setOffline(false);
	await expect(page.getByText('Everything was sent and accepted (2)')).toBeVisible({ timeout: 30_000 });
	await expectBatteriesOnce(pitlane, sessionId);
	await page.getByRole('button', { name: confirm }).click();
	await expectStep(page, 'done');
	const parts = { sessionId, planId: customer.planId, stationId: scene.station.id };
	await expectSwapped(pitlane.store, {
		...parts,
		oldBatteryId: customer.battery.id,
		newBatteryId: charged.id,
		...covered,
	});
});

test('a battery that was issued elsewhere meanwhile is refused with the ways on, and another one completes the swap', async ({
	page,
	scene,
	pitlane,
	otherDevice,
}) => {
	await startAttendant(page, scene);
	const { sessionId, customer } = await identifiedSwap(page, scene);
	const [contested, another] = [await scene.battery(), await scene.battery()];
	await page.context().setOffline(true);
	await typeBattery(page, customer.battery);
	await expectStep(page, 'issue');
	await typeWhole(page, contested);
	await expectStep(page, 'review');

	const other = await otherDevice();
	await startAttendant(other, scene);
	const rival = await scene.customer();
	await promptOf(other).getByRole('button', { name: 'Later' }).click();
	await startSwap(other);
	await typeSubscription(other, rival.planId);
	await expectStep(other, 'takeBack');
	await typeBattery(other, rival.battery);
	await expectStep(other, 'issue');
	await typeWhole(other, contested);
	await expectStep(other, 'review');
	await other.getByRole('button', { name: confirm }).click();
	await expectStep(other, 'done');

	await page.context().setOffline(false);
	const refused = page.getByRole('alert').filter({ hasText: contested.shortId });
	await expect(refused).toContainText('Not accepted: New battery read', { timeout: 30_000 });
	await expectStep(page, 'issue');
	await page.getByRole('button', { name: 'Try again on the session as it is now' }).click();
	await expect(refused).toContainText('Not accepted: New battery read');
	await page.getByRole('button', { name: 'Drop these steps' }).click();
	await expect(refused).toBeHidden();
	await typeWhole(page, another);
	await expectStep(page, 'review');
	await page.getByRole('button', { name: confirm }).click();
	await expectStep(page, 'done');
	await expectBatteriesOnce(pitlane, sessionId);
	const parts = { sessionId, planId: customer.planId, stationId: scene.station.id };
	await expectSwapped(pitlane.store, {
		...parts,
		oldBatteryId: customer.battery.id,
		newBatteryId: another.id,
		...covered,
	});
});

test('a step that the server took and whose answer was cut off is not taken again', async ({
	page,
	scene,
	pitlane,
	door,
}) => {
	await startAttendant(page, scene);
	const { sessionId, customer } = await identifiedSwap(page, scene);
	// The broker still carries what is asked of the agent, while the web app is away.
	await typeBattery(page, { ...customer.battery, shortId: '999999' });
	await expect(page.getByRole('alert').filter({ hasText: 'BATTERY_MISMATCH' })).toBeVisible();
	await expect(page.getByText('Live: connected to the broker')).toBeVisible();
	await door.shut();
	await typeBattery(page, customer.battery);
	await expectStep(page, 'issue');
	await expect(waiting(page)).toBeVisible();
	await door.open();
	await expect(page.getByText('Everything was sent and accepted (1)')).toBeVisible({ timeout: 60_000 });
	expect(await countEvents(pitlane.store, sessionId, 'return_bound')).toBe(1);
	await expectStep(page, 'issue');
});

test('what waits is sent from home, and to nobody else’s name', async ({ page, scene, pitlane }) => {
	const attendant = await startAttendant(page, scene);
	const { sessionId, customer } = await identifiedSwap(page, scene);
	await page.context().setOffline(true);
	await typeBattery(page, customer.battery);
	await expectStep(page, 'issue');
	await expect(waiting(page)).toHaveText('Waiting to be sent (1)');
	await page.context().clearCookies();
	await page.context().setOffline(false);
	await expect(page).toHaveURL(/sign-in/);

	await page.goto('/sign-in');
	await signIn(page, await scene.person('attendant'));
	await openShift(page, scene.station.name);
	await promptOf(page).getByRole('button', { name: 'Later' }).click();
	await expect(page.getByRole('heading', { name: 'Swaps' })).toBeVisible();
	await expect(waitingAtHome(page)).toHaveCount(0);
	expect(await countEvents(pitlane.store, sessionId, 'return_bound')).toBe(0);

	await page.context().clearCookies();
	await page.goto('/sign-in');
	await signIn(page, attendant);
	await expect.poll(() => countEvents(pitlane.store, sessionId, 'return_bound'), { timeout: 30_000 }).toBe(1);
	await expect(waitingAtHome(page)).toHaveCount(0);
});
