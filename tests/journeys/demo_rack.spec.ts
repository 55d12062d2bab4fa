import { expect, type Page } from '@playwright/test';
import { demoEmail } from '#lib/server/demo/seed_demo.ts';
import { test } from '../fixtures/journey.ts';
import { openShift, signIn } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { expectStep, startSwap, typeSubscription, valueOf } from '../fixtures/swap_steps.ts';

test.use({ demo: true });

/** Reads a battery of the simulated rack. */
async function pick(page: Page, bleName: string): Promise<void> {
	await page.getByRole('button', { name: 'Use the demo rack' }).click();
	await page.getByRole('region', { name: 'Demo rack' }).getByRole('button', { name: bleName }).click();
}

test('the demonstration swaps without hardware: what is less than one shilling is rounded away', async ({
	page,
	pitlane,
}) => {
	await signIn(page, { email: demoEmail('attendant') });
	await openShift(page, 'Nairobi Westlands');
	const sessionId = await startSwap(page);
	await typeSubscription(page, 'SUB-9004-KE');
	await expectStep(page, 'takeBack');
	await pick(page, 'OVES BATT 100053');
	await expectStep(page, 'issue');
	await pick(page, 'OVES BATT 100060');
	await expectStep(page, 'review');
	await expect(valueOf(page, 'Cost')).toContainText('0.60');
	await expect(valueOf(page, 'To pay')).toContainText('less than 1 KES');
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, {
		sessionId,
		planId: 'SUB-9004-KE',
		stationId: 'STATION_002',
		oldBatteryId: 'B0723025100053',
		newBatteryId: 'B0723025100060',
		energyLeftWh: 0,
		swapsLeft: 15,
		paidMinor: [],
	});
});
