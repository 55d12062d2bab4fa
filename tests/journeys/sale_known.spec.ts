import { expect } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { choose } from '../fixtures/choose.ts';
import { test } from '../fixtures/journey.ts';
import { expectSaleStep, newRider, sendRider, startSale, typeRider } from '../fixtures/sale_steps.ts';
import { startAttendant, startSalesperson } from '../fixtures/sign_in.ts';
import { startSwap } from '../fixtures/swap_steps.ts';

test('whoever is known by phone is asked about: it is them, or somebody new with an address of their own', async ({
	page,
	scene,
	pitlane,
}) => {
	const known = await scene.customer();
	const seller = await startSalesperson(page, scene);
	const rider = { ...newRider(), phone: `0${known.phone.slice(3)}` };
	const customerIn = async (sessionId: string) => {
		const found = await pitlane.store.client.execute({
			sql: `SELECT json_extract(snapshot, '$.data.customer.id') AS id FROM sessions WHERE id = ?`,
			args: [sessionId],
		});
		return found.rows[0]?.['id'];
	};
	const first = await startSale(page);
	await typeRider(page, rider);
	await sendRider(page);
	await expect(page.getByRole('alert')).toHaveText('This phone number is known already');
	await expectAccessible(page);
	await sendRider(page);
	// The question is asked anew, and takes the focus from the button.
	await expect(page.getByRole('group', { name: 'Is it this person?' }).getByRole('radio').first()).toBeFocused();
	await choose(page, `Yes, it is ${known.name}`);
	await sendRider(page);
	await expectSaleStep(page, 'package');
	expect(await customerIn(first)).toBe(known.planId.replace(/^SUB-(\d+)-J$/, 'customer-$1'));

	await page.goto('/');
	const second = await startSale(page);
	await typeRider(page, { ...rider, email: seller.email });
	await sendRider(page);
	await choose(page, 'No, this is somebody new');
	await sendRider(page);
	await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Somebody else signs in with this e-mail/);
	await page.getByLabel('E-mail').fill(rider.email);
	await sendRider(page);
	await choose(page, 'No, this is somebody new');
	await sendRider(page);
	await expectSaleStep(page, 'package');
	expect(await customerIn(second)).toBe(`customer-${second}`);
});

test('a salesperson has no swaps, and an attendant no sales', async ({ page, scene, otherDevice }) => {
	const other = await otherDevice();
	await startSalesperson(page, scene);
	const saleId = await startSale(page);
	await startAttendant(other, scene);
	const swapId = await startSwap(other);
	for (const path of [`/sessions/${swapId}`, '/swap'])
		expect((await page.goto(path))?.status(), `a salesperson at ${path}`).toBe(404);
	for (const path of [`/sessions/${saleId}`, '/sale'])
		expect((await other.goto(path))?.status(), `an attendant at ${path}`).toBe(404);
});
