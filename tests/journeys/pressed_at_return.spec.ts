import { expect } from '@playwright/test';
import { openFrontDoor, type FrontDoor } from '../fixtures/front_door.ts';
import { test as journey } from '../fixtures/journey.ts';
import { expectPageKept } from '../fixtures/kept_pages.ts';
import { scriptAtWork } from '../fixtures/script_at_work.ts';
import { startAttendant } from '../fixtures/sign_in.ts';

const test = journey.extend<{ door: FrontDoor }>({
	door: async ({ pitlane }, use) => {
		const door = await openFrontDoor(pitlane.origin);
		await use(door);
		await door.shut();
	},
	baseURL: ({ door }, use) => use(door.origin),
});

/** Marks when a page's data is asked for: what goes by the service worker is told to a test only once it is answered. */
function markFetches(): void {
	const { fetch } = window;
	window.fetch = (...asked) => {
		const [path] = new URL(asked[0] instanceof Request ? asked[0].url : asked[0], location.href).pathname.split(
			'/__data.json',
		);
		performance.mark(`asked for ${path}`);
		return fetch(...asked);
	};
}

test('a link that is pressed as the network comes back leads where it says', async ({ page, door, scene }) => {
	await page.addInitScript(markFetches);
	await startAttendant(page, scene);
	await page.goto('/');
	await expectPageKept(page, '/');
	await page.context().setOffline(true);
	await page.reload();
	await scriptAtWork(page);
	const notice = page.getByText('No network: you see what this device has kept');
	await expect(notice).toBeVisible();

	let find = () => {};
	const isPressed = new Promise<void>((resolve) => (find = resolve));
	await page.route('**/health', async (route) => {
		await isPressed;
		await route.continue();
	});
	const go = door.hold();
	const asking = page.waitForRequest('**/health');
	await page.context().setOffline(false);
	await asking;
	await page.getByLabel('Menu').first().click();
	await page.getByRole('link', { name: 'Swap', exact: true }).click();
	await expect
		.poll(() => page.evaluate(() => performance.getEntriesByName('asked for /swap').length))
		.toBeGreaterThan(0);
	find();
	await expect(notice).toBeHidden();
	go();
	await expect(page).toHaveURL('/swap');
});
