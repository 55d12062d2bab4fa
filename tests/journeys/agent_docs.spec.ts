import { expect } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { test } from '../fixtures/journey.ts';

/** The page that tells developers how to speak to the agent, and the document behind it; nobody has to sign in. */

test('a developer finds an operation, its fields, examples and command line', async ({ page }) => {
	await page.goto('/docs/agent');
	await expect(page.getByRole('heading', { level: 1, name: 'Speaking to the agent' })).toBeVisible();
	await page.getByText('Contents', { exact: true }).click();
	await page.getByRole('link', { name: 'Validate the quota' }).click();
	const quota = page.getByRole('article', { name: 'Validate the quota' });
	await expect(quota.getByRole('heading', { level: 3 })).toBeInViewport();
	await expect(quota).toContainText('call/uxi/attendant/plan/{plan_id}/validate_quota');
	await expect(quota).toContainText('QUOTA_EXHAUSTED');
	await quota.getByText('From a shell').click();
	await expect(quota.getByRole('region', { name: 'Ask: Validate the quota' })).toContainText('mosquitto_pub -V 5 -q 1');
	await quota.getByText('Example request and reply').click();
	await expect(quota.getByRole('region', { name: 'Reply: Validate the quota' })).toContainText('"quota_available"');
});

test('on a phone nothing is wider than the screen, and axe finds nothing', async ({ page }) => {
	await page.goto('/docs/agent');
	const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
	expect(needed).toBe(there);
	await page.getByText('Contents', { exact: true }).click();
	await page.getByRole('article', { name: 'Report payment and service' }).getByText('From a shell').click();
	await expectAccessible(page);
});

test.describe('on a desktop', () => {
	test.use({ viewport: { width: 1280, height: 900 }, isMobile: false });

	test('the contents stay in view, and axe finds nothing', async ({ page }) => {
		await page.goto('/docs/agent');
		await page.getByRole('link', { name: 'Report usage to Odoo' }).click();
		await expect(page.getByRole('article', { name: 'Report usage to Odoo' })).toBeInViewport();
		await expect(page.getByRole('navigation', { name: 'Contents' })).toBeInViewport();
		await expectAccessible(page);
	});
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('all of it can be read', async ({ page }) => {
		await page.goto('/docs/agent');
		const setup = page.getByRole('article', { name: 'Prepare a plan for service' });
		await setup.getByText('From a shell').click();
		await expect(setup.getByRole('region', { name: 'Ask: Prepare a plan for service' })).toBeVisible();
		await expect(page.getByRole('button', { name: 'Copy' })).toHaveCount(0);
	});
});

test('the document is served to strangers, and not twice to the same', async ({ page }) => {
	const first = await page.request.get('/api/asyncapi.json');
	expect(await first.json()).toMatchObject({ asyncapi: '3.0.0', info: { title: 'Pitlane agent' } });
	const again = await page.request.get('/api/asyncapi.json', {
		headers: { 'if-none-match': first.headers()['etag'] ?? '' },
	});
	expect(again.status()).toBe(304);
});
