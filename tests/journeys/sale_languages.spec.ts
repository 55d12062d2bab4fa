import { expect } from '@playwright/test';
import { m } from '#lib/words/generated/messages.js';
import { formatMoney } from '#lib/ui/format.ts';
import { choose } from '../fixtures/choose.ts';
import { englishTexts } from '../fixtures/english_texts.ts';
import { test } from '../fixtures/journey.ts';
import { newRider } from '../fixtures/sale_steps.ts';
import { startSalesperson } from '../fixtures/sign_in.ts';

type Text = (inputs: Record<never, never>, options: { locale: 'sw' }) => string;

const sw = (text: Text) => text({}, { locale: 'sw' });
const money = (amountMinor: number) => formatMoney({ amountMinor, currency: 'KES' }, 'sw').replace('\u00a0', ' ');

test('a sale in Swahili, from the form to its order', async ({ page, scene }) => {
	const rider = newRider();
	const english = await englishTexts('sw');
	const press = (text: Text) => page.getByRole('button', { name: sw(text), exact: true }).click();
	const type = (text: Text, value: string) => page.getByLabel(sw(text)).fill(value);
	const expectStep = async (heading: Text) => {
		await expect(page.getByRole('heading', { name: sw(heading) })).toBeVisible();
		const lines = (await page.locator('body').innerText()).split('\n').map((line) => line.trim());
		expect(lines.filter((line) => english.has(line))).toEqual([]);
	};
	await startSalesperson(page, scene);
	await page.getByLabel('Menu').first().click();
	await page.getByRole('button', { name: 'Kiswahili' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'sw');

	await page.goto('/');
	await press(m.sale_new);
	await expectStep(m.sale_heading_customer);
	await type(m.sale_first_name, rider.firstName);
	await type(m.sale_last_name, rider.lastName);
	await type(m.sale_phone, '0733');
	await press(m.sale_continue);
	await expect(page.getByText(sw(m.issues_phone_missing))).toBeVisible();
	await type(m.sale_phone, rider.phone);
	await type(m.sale_email, rider.email);
	await press(m.sale_continue);
	await expectStep(m.sale_heading_package);
	await choose(page, 'E-Bike Standard Package');
	await expect(page.getByText(money(1_500_000), { exact: true })).toBeVisible();
	await press(m.sale_package_continue);
	await expectStep(m.sale_heading_plan);
	await choose(page, 'Monthly Subscription');
	await expect(page.getByText(sw(m.sale_monthly), { exact: true })).toBeVisible();
	await press(m.sale_plan_continue);
	await expectStep(m.sale_heading_preview);
	await expect(page.getByText(money(1_550_000), { exact: true })).toBeVisible();
	await press(m.sale_place_order);
	await expectStep(m.sale_heading_pay);
	await expect(page.getByText(money(1_550_000), { exact: true }).first()).toBeVisible();
});
