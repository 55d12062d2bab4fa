import { expect, type Page } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { makeScene } from '../fixtures/scene.ts';
import { openShift, signIn, startAttendant } from '../fixtures/sign_in.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';

/** What a page answers and shows, but for the person who looks at it. */
async function answerOf(page: Page, path: string) {
	const response = await page.goto(path);
	return { status: response?.status(), text: await page.getByRole('main').innerText() };
}

test('whoever is not signed in is asked to, and then gets where they were going', async ({ page, scene }) => {
	const attendant = await scene.person('attendant');
	await page.goto('/');
	await expect(page).toHaveURL('/sign-in');
	for (const path of ['/swap', '/shift', '/sessions/att-sess-1', '/manage/sessions', '/manage/stations', '/tokens']) {
		await page.goto(path);
		await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`);
	}
	await page.goto('/shift');
	await signIn(page, attendant);
	await expect(page).toHaveURL('/shift');
});

test('a wrong password and an unknown person are told the same', async ({ page, scene }) => {
	const { email } = await scene.person('attendant');
	for (const typed of [email, 'nobody@journey.example']) {
		await page.goto('/sign-in');
		await page.getByLabel('E-mail address').fill(typed);
		await page.getByLabel('Password', { exact: true }).fill('not the password');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByRole('alert')).toContainText('E-mail address and password do not match an account');
	}
});

test('what is a manager’s looks to an attendant like what does not exist', async ({ page, scene }) => {
	await startAttendant(page, scene);
	const nothing = await answerOf(page, '/manage/nothing');
	expect(nothing.status).toBe(404);
	const hidden = [
		'sessions',
		'sessions/att-sess-1',
		'stations',
		'stations/STATION_001',
		'outbox',
		'dead-letters',
		'audit',
	];
	for (const path of [...hidden.map((name) => `/manage/${name}`), '/tokens']) {
		expect(await answerOf(page, path), path).toEqual(nothing);
	}
	expect((await page.request.get('/manage/sessions/export.csv')).status()).toBe(404);
	await page.goto('/');
	await page.getByLabel('Menu').first().click();
	await expect(page.getByRole('link', { name: 'Sessions' })).toHaveCount(0);
});

test('a swap of another station looks like one that does not exist', async ({ page, scene, otherDevice, pitlane }) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);

	const elsewhere = await makeScene(pitlane.store);
	const stranger = await otherDevice();
	await startAttendant(stranger, elsewhere);
	for (const path of ['/sessions/', '/api/sessions/', '/manage/sessions/']) {
		const [hidden, missing] = [
			await stranger.request.get(`${path}${swap.sessionId}`),
			await stranger.request.get(`${path}att-sess-0`),
		];
		expect(hidden.status(), path).toBe(404);
		expect(missing.status(), path).toBe(404);
	}
	expect(await answerOf(stranger, `/sessions/${swap.sessionId}`)).toEqual(
		await answerOf(stranger, '/sessions/att-sess-0'),
	);

	const manager = await otherDevice();
	await signIn(manager, await elsewhere.person('manager'));
	await openShift(manager, elsewhere.station.name);
	expect((await manager.goto(`/manage/sessions/${swap.sessionId}`))?.status()).toBe(404);
	await manager.goto('/manage/sessions');
	await expect(manager.getByText(swap.planId)).toHaveCount(0);
});

test('a rider, a salesperson and a mechanic run no swap', async ({ scene, otherDevice }) => {
	for (const role of ['rider', 'salesperson', 'mechanic'] as const) {
		const page = await otherDevice();
		await signIn(page, await scene.person(role));
		await page.goto('/');
		await expect(page.getByRole('button', { name: 'New swap' }), role).toHaveCount(0);
		expect((await page.goto('/manage/sessions'))?.status(), role).toBe(404);
	}
});
