import { expect } from '@playwright/test';
import type { InvitationMail } from '#lib/server/ports.ts';
import { insertOutbox } from '#lib/server/store/machine_rows.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { test } from '../fixtures/journey.ts';
import { choosePassword, linkMailedTo } from '../fixtures/mailed_link.ts';
import type { Pitlane } from '../fixtures/pitlane.ts';
import type { Scene } from '../fixtures/scene.ts';

const password = 'four words in a row';

/** A rider who was registered at the scene's station and is invited. */
async function inviteRider({ store }: Pitlane, { station }: Scene, locale = 'en'): Promise<{ email: string }> {
	const userId = `rider-${station.id}`;
	const email = `${userId}@journey.example`.toLowerCase();
	const plan = { invitedById: null, stationId: station.id, planId: 'SUB-0001-KE' };
	const mail: InvitationMail = { template: 'invitation', userId, ...plan, locale };
	const at = Date.now();
	await store.writer.commit([
		{
			sql: "INSERT INTO users (id, email, name, role, customer_id, created_at) VALUES (?, ?, 'Asha Otieno', 'rider', ?, ?)",
			args: [userId, email, `customer-${station.id}`, at],
		},
		insertOutbox({ id: `${userId}/1/0`, kind: 'mail', payload: { mail }, subject: userId, stationId: station.id, at }),
	]);
	return { email };
}

test('an invited rider follows the link, chooses a password and is signed in', async ({ page, scene, pitlane }) => {
	const { email } = await inviteRider(pitlane, scene);
	const path = await linkMailedTo(pitlane, email);
	const response = await page.goto(path);
	expect(response?.headers()).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
	await expect(page.getByText(`Asha Otieno, you sign in with this password and the address ${email}`)).toBeVisible();
	await expectAccessible(page);

	await page.getByLabel('New password').evaluate((input: HTMLInputElement) => input.removeAttribute('minlength'));
	await choosePassword(page, 'short');
	await expect(page.getByText('Choose at least 10 characters')).toBeVisible();
	await expectAccessible(page);
	await choosePassword(page, password);
	await expect(page).toHaveURL('/');
	await expect(page.getByText('Hello, Asha Otieno')).toBeVisible();
	expect(pitlane.log()).not.toContain(path);

	await page.goto(path);
	await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
	await expectAccessible(page);
});

test('whoever forgot the password gets a link, and an address that nobody has is answered alike', async ({
	page,
	scene,
	pitlane,
}) => {
	const { email } = await inviteRider(pitlane, scene);
	await linkMailedTo(pitlane, email);
	const sent = page.getByText('If there is an account with this address, a link is on its way');
	for (const address of [`nobody-${email}`, email]) {
		await page.goto('/sign-in');
		await page.getByRole('link', { name: 'Forgot your password?' }).click();
		await expectAccessible(page);
		await page.getByLabel('E-mail address').fill(address);
		await page.getByRole('button', { name: 'Send the link' }).click();
		await expect(sent).toBeVisible();
	}
	await expectAccessible(page);
	await page.goto(await linkMailedTo(pitlane, email, 2));
	await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
	await choosePassword(page, password);
	await expect(page).toHaveURL('/');
	expect(pitlane.mail.mails().filter(({ to }) => to === `nobody-${email}`)).toEqual([]);
});

test('all of it works without scripts', async ({ browser, contextOptions, baseURL, scene, pitlane }) => {
	const { email } = await inviteRider(pitlane, scene);
	const path = await linkMailedTo(pitlane, email);
	const context = await browser.newContext({ ...contextOptions, baseURL: baseURL ?? '', javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(path);
	await choosePassword(page, password);
	await expect(page).toHaveURL('/');
	await page.goto('/forgot-password');
	await page.getByLabel('E-mail address').fill(`nobody-${email}`);
	await page.getByRole('button', { name: 'Send the link' }).click();
	await expect(page.getByText('Look into your mail')).toBeVisible();
	await context.close();
});

test('the mail speaks the language it was asked in, and the page that of the browser', async ({
	page,
	scene,
	pitlane,
	otherDevice,
}) => {
	const { email } = await inviteRider(pitlane, scene, 'sw');
	const path = await linkMailedTo(pitlane, email);
	expect(pitlane.mail.mails().find(({ to }) => to === email)?.subject).toBe('Akaunti yako ya Pitlane iko tayari');
	await page.goto(path);
	await choosePassword(page, password);
	await expect(page).toHaveURL('/');
	const elsewhere = await otherDevice();
	await elsewhere.goto('/sign-in');
	await elsewhere.getByLabel('E-mail address').fill(email);
	await elsewhere.getByLabel('Password', { exact: true }).fill(password);
	await elsewhere.getByRole('button', { name: 'Sign in' }).click();
	await expect(elsewhere).toHaveURL('/');
});
