import { expect } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { scriptAtWork } from '../fixtures/script_at_work.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectStep, startSwap, typeSubscription } from '../fixtures/swap_steps.ts';

test('what is opened and typed before the script is at work stays', async ({ page, scene }) => {
	const customer = await scene.customer();
	await startAttendant(page, scene);
	const sessionId = await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack');

	let begin = () => {};
	const mayBegin = new Promise<void>((resolve) => (begin = resolve));
	// Without the service worker, which answers with scripts that it has.
	await page.evaluate(async () => {
		for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
	});
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		await mayBegin;
		await route.continue();
	});
	await page.goto(`/sessions/${sessionId}`, { waitUntil: 'commit' });
	await page.getByText('Type it by hand').click();
	await page.getByLabel('Battery ID').fill(customer.battery.shortId);
	begin();
	await scriptAtWork(page);
	await expect(page.getByLabel('Battery ID')).toBeVisible();
	await expect(page.getByLabel('Battery ID')).toHaveValue(customer.battery.shortId);
});
