import { expect, type Page } from '@playwright/test';
import { openFrontDoor, type FrontDoor } from '../fixtures/front_door.ts';
import { test as journey } from '../fixtures/journey.ts';
import { expectPageKept, keptPaths } from '../fixtures/kept_pages.ts';
import { journeyPassword } from '../fixtures/pitlane.ts';
import type { Customer } from '../fixtures/scene.ts';
import { signIn, signOut, startAttendant } from '../fixtures/sign_in.ts';
import { expectStep, startSwap, typeBattery, typeSubscription } from '../fixtures/swap_steps.ts';

const test = journey.extend<{ door: FrontDoor }>({
	door: async ({ pitlane }, use) => {
		const door = await openFrontDoor(pitlane.origin);
		await use(door);
		await door.shut();
	},
	baseURL: ({ door }, use) => use(door.origin),
});

const notice = 'No network: you see what this device has kept, as it stood then';

/** Waits until the copies of home list the open session of a customer: they are taken anew after those of the session itself. */
async function expectListed(page: Page, name: string): Promise<void> {
	const copies = () =>
		page.evaluate(async () => {
			const kept = await Promise.all(['/', '/__data.json'].map((path) => caches.match(path, { ignoreVary: true })));
			return Promise.all(kept.map(async (copy) => (await copy?.text()) ?? ''));
		});
	const contained: unknown = expect.stringContaining(name);
	await expect.poll(copies).toEqual([contained, contained]);
}

/** Opens a swap and takes it to the returned battery; everything on the way is kept. */
async function openKeptSwap(page: Page, customer: Customer): Promise<string> {
	await page.goto('/');
	await expectPageKept(page, '/');
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');
	await page.reload();
	await expectPageKept(page, `/sessions/${sessionId}`);
	await expectListed(page, customer.name);
	return sessionId;
}

for (const away of ['the network', 'the server'] as const) {
	test(`without ${away} the session and home are there, another page says what waits, and all is fresh afterwards`, async ({
		page,
		door,
		scene,
	}) => {
		const customer = await scene.customer();
		const charged = await scene.battery();
		await startAttendant(page, scene);
		const sessionId = await openKeptSwap(page, customer);
		const leave = () => (away === 'the network' ? page.context().setOffline(true) : door.shut());
		const comeBack = () => (away === 'the network' ? page.context().setOffline(false) : door.open());

		await leave();
		await page.reload();
		await expectStep(page, 'takeBack');
		await expect(page.getByText(customer.name).first()).toBeVisible();
		await expect(page.getByText(notice)).toBeVisible();
		// By its link, which asks for data, and by its address, which asks for the document.
		await page.getByRole('link', { name: 'Pitlane, home' }).click();
		await expect(page.getByRole('link', { name: customer.name })).toBeVisible();
		await page.goto('/');
		await expect(page.getByRole('link', { name: customer.name })).toBeVisible();
		await page.goto('/docs/api');
		await expect(page.getByRole('heading', { name: 'What waits for the network' })).toBeVisible();
		await page.getByRole('link', { name: 'Go to the start' }).click();
		await expect(page.getByRole('link', { name: customer.name })).toBeVisible();

		await comeBack();
		await page.goto(`/sessions/${sessionId}`);
		await typeBattery(page, customer.battery);
		await expectStep(page, 'issue');
		await expect(page.getByText(notice)).toBeHidden();
		await page.reload();
		await expectStep(page, 'issue');
		await typeBattery(page, { ...charged, shortId: charged.id });
		await expectStep(page, 'review');
	});
}

test('a page that was not kept opens by itself once the network is back', async ({ page, scene }) => {
	await startAttendant(page, scene);
	await expectPageKept(page, '/');
	await page.context().setOffline(true);
	await page.goto('/docs/api');
	await expect(page.getByText('This page is not on this device')).toBeVisible();
	await page.context().setOffline(false);
	await expect(page).toHaveURL('/docs/api');
});

test('a page that does not come in time is shown as it was, and comes later', async ({ page, door, scene }) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	await openKeptSwap(page, customer);
	const go = door.hold();
	await page.reload();
	await expectStep(page, 'takeBack');
	await expect(page.getByText(notice)).toBeVisible();
	go();
	await expect(page.getByText(notice)).toBeHidden();
});

test('what a person saw is gone once they have signed out, and the next person sees none of it', async ({
	page,
	scene,
}) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	const sessionId = await openKeptSwap(page, customer);
	await signOut(page);
	await expect.poll(() => keptPaths(page)).toEqual([]);
	await page.goBack();
	await expect(page).toHaveURL(/sign-in/);
	await page.context().setOffline(true);
	for (const path of ['/', `/sessions/${sessionId}`]) {
		await page.goto(path);
		await expect(page.getByText('This page is not on this device')).toBeVisible();
	}

	await page.context().setOffline(false);
	// It leads back by itself to the page that was asked for, which wants a sign-in.
	await expect(page).toHaveURL(/sign-in/);
	await page.goto('/sign-in');
	await signIn(page, await scene.person('attendant'));
	await expectPageKept(page, '/');
	await page.context().setOffline(true);
	await page.goto('/');
	await expect(page.getByRole('heading', { name: 'Swaps' })).toBeVisible();
	await expect(page.getByText(customer.name)).toBeHidden();
	await page.goto(`/sessions/${sessionId}`);
	await expect(page.getByText('This page is not on this device')).toBeVisible();
});

test('a person who takes over without a sign-out sees no copies either', async ({ page, context, scene }) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	const sessionId = await openKeptSwap(page, customer);
	await context.clearCookies();
	await page.reload();
	await expect(page).toHaveURL(/sign-in/);
	await expect.poll(() => keptPaths(page)).toEqual([]);
	await signIn(page, await scene.person('attendant'));
	await expect.poll(() => keptPaths(page)).not.toContain(`/sessions/${sessionId}`);
});

test('copies go before somebody signs in by a form that was open all along', async ({ page, context, door, scene }) => {
	const form = await context.newPage();
	await form.goto('/sign-in');
	await form.getByLabel('E-mail address').fill((await scene.person('attendant')).email);
	await form.getByLabel('Password', { exact: true }).fill(journeyPassword);
	await startAttendant(page, scene);
	await page.goto('/');
	await expectPageKept(page, '/');
	const go = door.hold();
	await form.getByLabel('Password', { exact: true }).press('Enter');
	await expect.poll(() => keptPaths(page)).toEqual([]);
	go();
	await expect(form).not.toHaveURL(/sign-in/);
});

test('a new version waits, is taken when the person says so, and goes on without network', async ({
	page,
	door,
	scene,
}) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	const sessionId = await openKeptSwap(page, customer);
	const appVersions = () =>
		page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('pitlane-app-')));
	await door.release('next');
	await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
	const update = page.getByRole('button', { name: 'Reload to update' });
	await expect(update).toBeVisible();
	await expect.poll(appVersions).toHaveLength(2);

	const reloaded = page.waitForEvent('load');
	await update.click();
	await reloaded;
	await expectStep(page, 'takeBack');
	await expect(update).toBeHidden();
	await expect.poll(appVersions).toEqual(['pitlane-app-next']);
	await expectPageKept(page, '/');
	await page.context().setOffline(true);
	await page.goto('/');
	await page.getByRole('link', { name: customer.name }).click();
	await expect(page).toHaveURL(`/sessions/${sessionId}`);
	await expectStep(page, 'takeBack');
});

test('Chromium finds nothing that would keep the app from being installed', async ({ page, scene }) => {
	await startAttendant(page, scene);
	await page.evaluate(() => navigator.serviceWorker.ready);
	const devtools = await page.context().newCDPSession(page);
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
	// A context of the tests is a private window, which installs nothing.
	expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
	const { errors, data } = await devtools.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	expect(JSON.parse(data ?? '')).toMatchObject({ id: '/', display: 'standalone' });
});
