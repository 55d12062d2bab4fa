import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { parseCsv } from '../fixtures/parse_csv.ts';
import { test } from '../fixtures/journey.ts';
import { promptOf } from '../fixtures/recovery_prompt.ts';
import { enterShift, startAttendant } from '../fixtures/sign_in.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, payCash, startSwap } from '../fixtures/swap_steps.ts';

/** The lines of an export by the names of its first. */
function records(csv: string): Record<string, string>[] {
	const [names = [], ...lines] = parseCsv(csv.replace(/^\ufeff/, ''));
	return lines.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
}

const sum = (of: readonly Record<string, string>[], column: string) =>
	of.reduce((total, record) => total + Number(record[column]), 0);

test('a manager filters the sessions, downloads exactly those, and looks at one', async ({
	page,
	scene,
	otherDevice,
}) => {
	const attendant = await otherDevice();
	await startAttendant(attendant, scene);
	const paid = await reviewTypedSwap(attendant, scene, { usedWh: 100_000 });
	await attendant.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await payCash(attendant);
	await expectStep(attendant, 'done');
	const covered = await reviewTypedSwap(attendant, scene);
	await attendant.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(attendant, 'done');
	await attendant.goto('/');
	await startSwap(attendant);

	await enterShift(page, scene, await scene.person('manager'));
	await promptOf(page).getByRole('button', { name: 'Later' }).click();
	await page.getByRole('link', { name: 'Sessions', exact: true }).click();
	const total = (label: string) =>
		page.getByLabel('Totals').getByRole('term').filter({ hasText: label }).locator('xpath=following-sibling::dd');
	await expect(total('Sessions')).toHaveText('3');
	await page.getByLabel('Status').selectOption('Completed');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(total('Sessions')).toHaveText('2');
	await expect(total('Energy')).toHaveText('4.8 kWh');
	await expect(total('Paid in KES')).toContainText('288.00');
	await expect(page.getByRole('row')).toHaveCount(3);

	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Export CSV (2 rows)' }).click();
	const lines = records(await readFile(await (await download).path(), 'utf8'));
	await expect(page.getByText(/^Saved .+\.csv, 2 rows$/)).toBeVisible();
	expect(lines.map((line) => line['session_id']).sort()).toEqual([paid.sessionId, covered.sessionId].sort());
	expect(sum(lines, 'energy_kwh')).toBeCloseTo(4.8, 10);
	expect(sum(lines, 'amount')).toBe(288);
	expect(new Set(lines.map((line) => line['station_id']))).toEqual(new Set([scene.station.id]));

	await page.getByLabel('Search').fill(paid.planId);
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(total('Sessions')).toHaveText('1');
	await page.getByRole('row').nth(1).getByRole('link').click();
	await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
	await expect(page.getByRole('main')).toContainText(paid.sessionId);
	await expect(page.getByText('Battery handed over')).toBeVisible();
	await page.getByRole('link', { name: 'Sessions' }).last().click();
	await expect(total('Sessions')).toHaveText('1');
});

test('a text that could be a formula leaves as text', async ({ page, scene, pitlane }) => {
	const customer = await scene.customer();
	await pitlane.store.client.execute({
		sql: 'UPDATE customers SET name = ? WHERE id = (SELECT customer_id FROM plans WHERE id = ?)',
		args: ['=HYPERLINK("https://evil.example")', customer.planId],
	});
	await enterShift(page, scene, await scene.person('manager'));
	await startSwap(page);
	await page.getByLabel('Subscription ID').fill(customer.planId);
	await page.getByRole('button', { name: 'Find customer' }).click();
	await expectStep(page, 'takeBack');
	const csv = await (await page.request.get('/manage/sessions/export.csv')).text();
	expect(records(csv).map((line) => line['customer'])).toEqual([`'=HYPERLINK("https://evil.example")`]);
});
