import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import { journeyPassword } from '../fixtures/pitlane.ts';

/** A placeholder that nothing was put into would show its braces. */
const withoutPlaceholder = /^[^{}]*$/;

async function expectLanguage(page: Page, language: string, heading: string): Promise<void> {
	await expect(page.locator('html')).toHaveAttribute('lang', language);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
	await expect(page).toHaveTitle(`${heading} · Pitlane`);
	await expect(page.locator('main')).toHaveText(withoutPlaceholder);
}

for (const script of [true, false]) {
	test.describe(script ? 'with script' : 'without script', () => {
		test.use({ javaScriptEnabled: script });

		test('a language that is chosen at sign-in holds on every page, until another is chosen', async ({
			page,
			scene,
		}) => {
			const attendant = await scene.person('attendant');
			await page.goto('/sign-in?next=%2Fshift');
			await page.getByRole('button', { name: 'Kiswahili' }).click();
			await expectLanguage(page, 'sw', 'Ingia');
			await expect(page.getByRole('button', { name: 'Kiswahili' })).toHaveAttribute('aria-pressed', 'true');
			if (script) await expectAccessible(page);

			await page.getByLabel('Barua pepe').fill(attendant.email);
			await page.getByLabel('Nenosiri', { exact: true }).fill('not the password');
			await page.getByRole('button', { name: 'Ingia' }).click();
			await expect(page.getByRole('alert')).toHaveText('Barua pepe na nenosiri havilingani na akaunti yoyote');
			await page.getByLabel('Nenosiri', { exact: true }).fill(journeyPassword);
			await page.getByRole('button', { name: 'Ingia' }).click();
			await expectLanguage(page, 'sw', 'Anza zamu yako');

			await choose(page, scene.station.name);
			await page.getByRole('button', { name: 'Anza zamu' }).click();
			await expectLanguage(page, 'sw', 'Ubadilishaji');
			await page.getByLabel('Menyu').first().click();
			await page.getByRole('button', { name: '中文' }).click();
			await expectLanguage(page, 'zh', '换电');
			await page.getByLabel('菜单').first().click();
			if (script) await expectAccessible(page);
		});
	});
}

test.describe('a browser that prefers French', () => {
	test.use({ locale: 'fr-CI' });

	test('is answered in French, also where there is no page', async ({ page }) => {
		await page.goto('/sign-in');
		await expectLanguage(page, 'fr', 'Se connecter');
		await page.goto('/nulle-part');
		await expectLanguage(page, 'fr', 'Rien ici');
	});
});

test.describe('a browser that prefers a language that there is not', () => {
	test.use({ locale: 'de-AT' });

	test('is answered in English', async ({ page }) => {
		await page.goto('/sign-in');
		await expectLanguage(page, 'en', 'Sign in');
	});
});
