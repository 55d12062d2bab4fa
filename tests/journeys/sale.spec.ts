import { expect } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { test } from '../fixtures/journey.ts';
import { choosePassword, linkMailedTo } from '../fixtures/mailed_link.ts';
import { saleDocuments } from '../fixtures/sale_documents.ts';
import { expectSold } from '../fixtures/sale_effects.ts';
import {
	expectSaleStep,
	newRider,
	sendRider,
	startSale,
	takePackage,
	takePlan,
	typeRider,
} from '../fixtures/sale_steps.ts';
import { documentOf } from '../fixtures/session_document.ts';
import { startSalesperson } from '../fixtures/sign_in.ts';
import { countEvents } from '../fixtures/swap_effects.ts';
import { connectBattery, valueOf } from '../fixtures/swap_steps.ts';

test('a rider is sold a bicycle, a subscription and the first battery; each document is that of seeds/000 §1', async ({
	page,
	request,
	scene,
	bring,
	otherDevice,
	pitlane,
}) => {
	test.slow();
	const rider = newRider();
	const battery = await scene.battery();
	const rack = await bring(battery);
	pitlane.mpesa.script('*', [{ resultCode: '2001' }, { resultCode: '0', callbacks: 2 }]);
	const seller = await startSalesperson(page, scene);
	const sessionId = await startSale(page);
	const phone = `254${rider.phone.slice(1).replaceAll(' ', '')}`;
	const expected = saleDocuments({ sessionId, rider, phone, seller, station: scene.station, battery });
	const expectDocument = async (step: keyof typeof expected) =>
		expect(await documentOf(request, pitlane, sessionId)).toEqual(expected[step]);

	await expectDocument('begun');
	await typeRider(page, { ...rider, phone: '0733', email: 'jane.smith' });
	await sendRider(page);
	await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/one that exists in its country/);
	await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/should look like name@example.com/);
	await expectAccessible(page);
	await typeRider(page, rider);
	await expect(page.getByText(/^Read as \+254\s733/)).toBeVisible();
	await page.getByLabel('Street').fill('123 Main Street');
	await page.getByLabel('Town').fill('Nairobi');
	await page.getByLabel('Postcode').fill('00100');
	await sendRider(page);
	await expectSaleStep(page, 'package');
	await expectDocument('registered');
	await expectAccessible(page);

	await takePackage(page, 'E-Bike Standard Package');
	await expectDocument('packaged');
	await expectAccessible(page);
	await takePlan(page, 'Weekly Freedom Nairobi');
	await page.getByRole('button', { name: 'Change subscription' }).click();
	await takePlan(page, 'Monthly Subscription');
	await expectDocument('planned');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Place order' }).click();
	await expectSaleStep(page, 'pay');
	await expectDocument('ordered');
	await expectAccessible(page);

	await page.getByRole('button', { name: 'Ask for KES 15,500.00' }).click();
	await expect(page.getByRole('alert')).toContainText('The PIN was wrong');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Ask again for KES 15,500.00' }).click();
	await expectSaleStep(page, 'battery');
	await expectDocument('paid');
	await expectAccessible(page);
	await connectBattery(page, rack, battery);
	await expectSaleStep(page, 'hand_over');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Hand over', exact: true }).click();
	await expectSaleStep(page, 'done');
	await expect(valueOf(page, 'Registration')).toHaveText(expected.done.completion_data.registration_id);
	await expectDocument('done');
	await expectAccessible(page);

	await pitlane.mpesa.settled();
	expect(pitlane.mpesa.pushes().at(-1)?.callbackStatuses).toEqual([200, 200]);
	expect(await countEvents(pitlane.store, sessionId, 'push_failed')).toBe(1);
	await expectSold(pitlane.store, {
		sessionId,
		batteryId: battery.id,
		totalMinor: 1_550_000,
		paidMinor: [1_550_000],
	});

	const riderPage = await otherDevice();
	await riderPage.goto(await linkMailedTo(pitlane, rider.email));
	await choosePassword(riderPage, 'four words in a row');
	await expect(riderPage.getByText('Hello, Jane Smith')).toBeVisible();
});
