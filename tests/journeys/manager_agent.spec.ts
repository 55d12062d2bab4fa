import { expect, type Page } from '@playwright/test';
import { demoEmail } from '#lib/server/demo/seed_demo.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { deadLetterRow, refusalRow, reportRow, stuckRow } from '../fixtures/agent_rows.ts';
import { test } from '../fixtures/journey.ts';
import type { Pitlane } from '../fixtures/pitlane.ts';
import { enter, startAttendant } from '../fixtures/sign_in.ts';
import { startSwap } from '../fixtures/swap_steps.ts';
import { rowsOf } from '../fixtures/test_store.ts';

/** Numbers what is put into the database, which other tests of the worker share. */
let made = 0;

async function add({ store }: Pitlane, ...statements: readonly Statement[]): Promise<void> {
	expect(await store.writer.commit(statements)).toEqual({ ok: true });
}

/** When an effect was delivered, UTC milliseconds; null before. */
async function deliveredAt({ store }: Pitlane, id: string): Promise<unknown> {
	const [found] = await rowsOf(store, `SELECT done_at FROM outbox WHERE id = '${id}'`);
	return found?.['done_at'];
}

/** The number beside the name of a list. */
const countOf = (page: Page, name: string) =>
	page.getByRole('navigation', { name: 'Which' }).getByRole('link', { name }).locator('span');

test('a manager sees at once what happens at the station', async ({ page, scene, pitlane, otherDevice }) => {
	await scene.battery();
	await enter(page, scene, await scene.person('manager'));
	await page.getByRole('link', { name: 'Stations' }).click();
	await expect(page.getByRole('row').filter({ hasText: scene.station.name })).toContainText('None yet');
	await page.getByRole('link', { name: scene.station.name }).click();
	await expect(page.getByText('Live', { exact: true })).toBeVisible();
	await expect(page.getByText('No report has come in from this station yet')).toBeVisible();
	await expect(page.getByText('1 battery, 2.85 kWh')).toBeVisible();
	await page.evaluate(() => Object.assign(window, { isFirstLoad: true }));

	const attendant = await otherDevice();
	const ann = await startAttendant(attendant, scene);
	await expect(page.getByRole('listitem').filter({ hasText: ann.name })).toBeVisible();
	await startSwap(attendant);
	await expect(page.getByRole('link', { name: 'Swap: customer not known yet' })).toBeVisible();
	await add(pitlane, reportRow(scene.station.id, { actorId: ann.id, planId: 'SUB-LIVE' }));
	const report = page.getByRole('listitem').filter({ hasText: 'Battery swap completed' });
	await expect(report).toContainText(ann.name);
	await expect(report).toContainText('Plan SUB-LIVE · Duration: 180');
	expect(await page.evaluate(() => 'isFirstLoad' in window)).toBe(true);
});

test('a station is followed without a stream as well', async ({ page, scene, pitlane }) => {
	await page.route('**/live', (route) => route.fulfill({ status: 429 }));
	await page.clock.install();
	await enter(page, scene, await scene.person('manager'));
	await page.goto(`/manage/stations/${scene.station.id}`);
	await expect(page.getByText(/^Updated \d\d:\d\d:\d\d$/)).toBeVisible();
	await expect(page.getByText('Live', { exact: true })).toHaveCount(0);
	await add(pitlane, reportRow(scene.station.id, { actorId: 'attendant-001', planId: 'SUB-POLL' }));
	// The page looks every ten seconds, from when it knows that there is no stream.
	await expect(async () => {
		await page.clock.fastForward(11_000);
		await expect(page.getByText('Plan SUB-POLL')).toBeVisible({ timeout: 2000 });
	}).toPass();
});

test('what is stuck is tried again, one by one and together', async ({ page, scene, pitlane }) => {
	const ids = [1, 2, 3].map((n) => `stuck-${++made}-${n}`);
	const [first = '', ...others] = ids;
	const stationId = scene.station.id;
	await add(pitlane, ...ids.map((id) => stuckRow(id, { stationId, planId: `SUB-${id}` })));
	await enter(page, scene, await scene.person('manager'));
	await page.getByRole('link', { name: 'Problems' }).click();
	await expect(countOf(page, 'Stuck')).toHaveText('3');
	const article = page.getByRole('article').filter({ hasText: `SUB-${first}` });
	await expect(article).toContainText('The broker did not answer');
	await expect(article).toContainText('Tried 12 times');
	await article.getByRole('button', { name: 'Try again' }).click();
	await expect(page.getByRole('status').filter({ hasText: '1 is being delivered again' })).toBeVisible();
	await expect(countOf(page, 'Stuck')).toHaveText('2');
	await expect.poll(() => deliveredAt(pitlane, first)).toEqual(expect.any(Number));

	await page.getByRole('button', { name: 'Try all 2 shown again' }).click();
	await expect(page.getByText('Nothing is stuck')).toBeVisible();
	for (const id of others) await expect.poll(() => deliveredAt(pitlane, id)).toEqual(expect.any(Number));
});

test('dead letters are read, replayed and discarded by who looks after all stations', async ({
	page,
	scene,
	pitlane,
}) => {
	const { planId } = await scene.customer();
	const [whole, cut] = [`dead-whole-${++made}`, `dead-cut-${++made}`];
	const request = {
		timestamp: new Date().toISOString(),
		plan_id: planId,
		correlation_id: whole,
		actor: { type: 'attendant', id: 'attendant-001' },
		data: { action: 'VALIDATE_SERVICE_QUOTA', note: '<script>' },
	};
	await add(
		pitlane,
		deadLetterRow(whole, {
			topic: `call/uxi/attendant/plan/${planId}/validate_quota`,
			payload: JSON.stringify(request),
			replayable: true,
		}),
		deadLetterRow(cut, { payload: '{"data":', replayable: false }),
	);
	await enter(page, scene, { email: demoEmail('admin') });
	await page.getByRole('link', { name: 'Problems' }).click();
	await page.getByRole('link', { name: 'Dead letters' }).click();
	await expect(page.getByRole('row').filter({ hasText: planId })).toContainText('No operation answers this topic');
	await page.goto(`/manage/dead-letters/${whole}`);
	await expect(page.getByRole('region', { name: 'Payload', exact: true })).toContainText('"note": "<script>"');
	await page.getByRole('link', { name: 'Replay' }).click();
	const dialog = page.getByRole('alertdialog');
	await dialog.getByRole('button', { name: 'Go back' }).click();
	await expect(page.getByText('Open', { exact: true })).toBeVisible();
	await page.getByRole('link', { name: 'Replay' }).click();
	await dialog.getByRole('button', { name: 'Replay' }).click();
	await expect(page.getByRole('status').filter({ hasText: /^Replayed$/ })).toBeVisible();
	await expect(page.getByText('QUOTA_AVAILABLE')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Replay' })).toHaveCount(0);

	await page.goto(`/manage/dead-letters/${cut}`);
	await expect(page.getByText('It cannot be replayed')).toBeVisible();
	await page.getByRole('link', { name: 'Discard' }).click();
	await dialog.getByRole('button', { name: 'Discard' }).click();
	await expect(page.getByRole('status').filter({ hasText: /^Discarded$/ })).toBeVisible();
});

test('refusals are found by person and station', async ({ page, scene, pitlane }) => {
	const attendant = await scene.person('attendant');
	const stationId = scene.station.id;
	await add(
		pitlane,
		refusalRow(`aud-${++made}`, { stationId, actorId: attendant.id }),
		refusalRow(`aud-${++made}`, { stationId, actorId: 'stranger' }),
		refusalRow(`aud-${++made}`, { stationId: 'STATION_001', actorId: attendant.id }),
	);
	await enter(page, scene, await scene.person('manager'));
	await page.goto('/manage/audit');
	await expect(page.getByRole('row')).toHaveCount(3);
	await page.getByLabel('Person').fill(attendant.name);
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByRole('row')).toHaveCount(2);
	await expect(page.getByRole('row').last()).toContainText('It named another station than that of the shift');
	await page.getByLabel('Person').fill('nobody like that');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByText('Nothing was refused')).toBeVisible();
});

test('what is another station’s, or needs all of them, looks like what does not exist', async ({ page, scene }) => {
	await enter(page, scene, await scene.person('manager'));
	for (const path of ['stations/STATION_001', 'stations/STATION_001/live', 'dead-letters', 'dead-letters/dead-1'])
		expect((await page.request.get(`/manage/${path}`)).status(), path).toBe(404);
	await page.goto('/manage/outbox');
	await expect(page.getByRole('link', { name: 'Dead letters' })).toHaveCount(0);
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('a station is shown, what is stuck is tried again, and a letter is discarded', async ({
		page,
		scene,
		pitlane,
	}) => {
		const [stuck, letter] = [`stuck-plain-${++made}`, `dead-plain-${++made}`];
		const stationId = scene.station.id;
		await add(
			pitlane,
			reportRow(stationId, { actorId: 'attendant-001', planId: 'SUB-PLAIN' }),
			stuckRow(stuck, { stationId, planId: 'SUB-PLAIN' }),
			deadLetterRow(letter, { payload: '{}', replayable: true }),
		);
		await enter(page, scene, { email: demoEmail('admin') });
		await page.goto(`/manage/stations/${stationId}`);
		await expect(page.getByText('Plan SUB-PLAIN')).toBeVisible();
		await expect(page.getByText(/^Updated \d\d:\d\d:\d\d$/)).toBeVisible();
		await page.goto('/manage/outbox');
		await page.getByRole('article').filter({ hasText: 'SUB-PLAIN' }).getByRole('button', { name: 'Try again' }).click();
		await expect(page.getByText('1 is being delivered again')).toBeVisible();
		await page.goto(`/manage/dead-letters/${letter}`);
		await page.getByRole('link', { name: 'Discard' }).click();
		await page.getByRole('button', { name: 'Discard' }).click();
		await expect(page.getByRole('status').filter({ hasText: /^Discarded$/ })).toBeVisible();
	});
});
