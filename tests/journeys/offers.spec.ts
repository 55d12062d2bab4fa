import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { test } from '../fixtures/journey.ts';
import { enter } from '../fixtures/sign_in.ts';

/** A product number of the ERP that nothing else in the journeys has. */
let numbers = 70_000;

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

test('a manager sells something new, changes its price, undoes that and takes it off', async ({ page, scene }) => {
	const number = String(++numbers);
	const name = `Cargo bike ${number}`;
	await enter(page, scene, await scene.person('manager'));
	await page.getByLabel('Menu').first().click();
	await page.getByRole('link', { name: 'Offers' }).click();
	await expectAccessible(page);

	await page.getByRole('link', { name: 'Add a package' }).click();
	await page.getByLabel('Name').first().fill(name);
	await page.getByLabel('Product number').first().fill(number);
	const part = (index: number) => page.getByRole('group', { name: `Part ${index}` });
	await part(1).getByLabel('Name').fill('Bike');
	await part(1).getByLabel('Product number').fill('901');
	await part(1).getByLabel('Price of one').fill('12000');
	await page.getByRole('button', { name: 'Add a part' }).click();
	await part(2).getByLabel('Name').fill('Box');
	await part(2).getByLabel('Sort').selectOption('Accessory');
	await part(2).getByLabel('Product number').fill('902');
	await part(2).getByLabel('Price of one').fill('abc');
	await part(2).getByLabel('How many').fill('2');
	await page.getByRole('button', { name: 'Put on offer' }).click();
	await expect(part(2).getByText('Enter an amount, for example 250 or 250.50')).toBeVisible();
	await expectAccessible(page);
	await part(2).getByLabel('Price of one').fill('750.50');
	await expect(page.getByText('The package costs')).toContainText('13,501.00');
	await page.keyboard.press('Enter');
	await expect(page.getByText(`«${name}» is on offer`)).toBeVisible();
	await expect(rowOf(page, name)).toContainText('Bike, 2 × Box');

	await rowOf(page, name).getByRole('link', { name: 'Change' }).click();
	await page.getByRole('button', { name: 'Remove part 2' }).click();
	await expect(part(2)).toHaveCount(0);
	await page.getByRole('button', { name: 'Save the change' }).click();
	await expect(page.getByText(`«${name}» is changed`)).toBeVisible();
	await expect(rowOf(page, name).first()).toContainText('12,000.00');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText(`«${name}» is on offer again`)).toBeVisible();
	await expect(rowOf(page, name).first()).toContainText('13,501.00');

	const withdraw = rowOf(page, name).getByRole('button', { name: 'Withdraw' });
	await withdraw.click();
	await page.getByRole('button', { name: 'Keep it' }).click();
	await expect(withdraw).toBeFocused();
	await withdraw.click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
	await expect(page.getByText(`«${name}» is withdrawn`)).toBeVisible();
	await expect(withdraw).toHaveCount(0);
	await expect(rowOf(page, name).getByRole('button', { name: 'Put back on offer' }).first()).toBeVisible();
});

test('without script a subscription is added and taken off', async ({ browser, baseURL, scene }) => {
	const number = String(++numbers);
	const name = `Weekly ${number}`;
	const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
	const page = await context.newPage();
	await enter(page, scene, await scene.person('manager'));
	await page.goto('/manage/offers');
	await page.getByRole('link', { name: 'Add a subscription' }).click();
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Product number').fill(number);
	await page.getByLabel('Price of one period').fill('1000');
	await page.getByLabel('Paid').selectOption('every week');
	await page.getByRole('button', { name: 'Put on offer' }).click();
	await expect(page.getByText('Choose what its plans are made from')).toBeVisible();
	await page.getByLabel('Its plans are made from').selectOption('Monthly Swap Plan');
	await page.getByRole('button', { name: 'Put on offer' }).click();
	await expect(rowOf(page, name)).toContainText('every week, Monthly Swap Plan');
	await rowOf(page, name).getByRole('button', { name: 'Withdraw' }).click();
	await expect(page.getByText(`«${name}» is withdrawn`)).toBeVisible();
	await context.close();
});
