import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type LaunchOptions } from '@playwright/test';
import * as spec from '#lib/kinds/swap/spec_documents.ts';
import { demoEmail } from '#lib/server/demo/seed_demo.ts';
import { battery } from '../fixtures/gatt_peripherals.ts';
import { test as base } from '../fixtures/journey.ts';
import { writeQrCamera } from '../fixtures/qr_camera.ts';
import { scriptAtWork } from '../fixtures/script_at_work.ts';
import { documentOf, withoutTimes } from '../fixtures/session_document.ts';
import { openShift, signIn, startAttendant } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { connectBattery, expectStep, payMobile, startSwap } from '../fixtures/swap_steps.ts';

/** A browser whose camera looks at the QR code of seeds/000 §2. */
const test = base.extend<object, { launchOptions: LaunchOptions }>({
	launchOptions: [
		async ({ launchOptions }, use) => {
			const folder = await mkdtemp(join(tmpdir(), 'pitlane-camera-'));
			const film = join(folder, 'qr.y4m');
			await writeQrCamera(film, 'SUB-8847-KE');
			const camera = [
				'--use-fake-ui-for-media-stream',
				'--use-fake-device-for-media-stream',
				`--use-file-for-fake-video-capture=${film}`,
			];
			await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...camera] });
			await rm(folder, { recursive: true });
		},
		{ scope: 'worker' },
	],
});

test('the swap of seeds/000 §2: code by camera, batteries by Bluetooth, and the documents that it prints', async ({
	page,
	request,
	bring,
	pitlane,
}) => {
	const rack = await bring(
		battery({ id: 'B0723025100042', energyWh: 450, chargePercent: 12 }),
		battery({ id: 'B0723025100049', energyWh: 2850, chargePercent: 95 }),
	);
	await signIn(page, { email: demoEmail('attendant') });
	await openShift(page, 'Nairobi Westlands');
	const sessionId = await startSwap(page);
	await scriptAtWork(page);
	await page.getByRole('button', { name: 'Scan QR code' }).click();
	await expectStep(page, 'takeBack');
	expect(await documentOf(request, pitlane, sessionId)).toMatchObject(withoutTimes(spec.afterCustomerIdentified));

	await connectBattery(page, rack, { bleName: 'OVES BATT 100042' });
	await expectStep(page, 'issue');
	expect(await documentOf(request, pitlane, sessionId)).toMatchObject(withoutTimes(spec.afterOldBatteryScanned));

	await connectBattery(page, rack, { bleName: 'OVES BATT 100049' });
	await expectStep(page, 'review');
	const reviewed = await documentOf(request, pitlane, sessionId);
	expect(reviewed).toMatchObject(withoutTimes(spec.afterNewBatteryScanned));
	const { ble_state: _, customer_identification, ...whole } = withoutTimes(spec.completeDocument);
	expect(reviewed).toEqual({
		...whole,
		session_id: sessionId,
		// One event a version: created, identified, returned, issued.
		version: 4,
		device_info: expect.objectContaining({ locale: 'en-GB' }),
		customer_identification: { ...customer_identification, mqtt_correlation_id: expect.any(String) },
		// The Web Bluetooth device's id: a browser never sees the address.
		old_battery: { ...whole.old_battery, mac_address: expect.any(String) },
		new_battery: { ...whole.new_battery, mac_address: expect.any(String) },
		ble_state: expect.any(Object),
		metadata: { ...whole.metadata, session_duration_seconds: expect.any(Number) },
	});

	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	const { payment_state } = spec.afterQuotaUsed;
	expect(await documentOf(request, pitlane, sessionId)).toMatchObject({
		...spec.afterQuotaUsed,
		payment_state: { ...payment_state, payment_receipt: expect.stringMatching(/^QUOTA_\d+$/) },
	});
	await expectSwapped(pitlane.store, {
		sessionId,
		planId: 'SUB-8847-KE',
		stationId: 'STATION_002',
		oldBatteryId: 'B0723025100042',
		newBatteryId: 'B0723025100049',
		energyLeftWh: 43_100,
		swapsLeft: 5,
		paidMinor: [],
	});
});

test('the documents of seeds/000 §2 where 288 KES are paid', async ({ page, request, scene, pitlane }) => {
	await startAttendant(page, scene);
	const { sessionId } = await reviewTypedSwap(page, scene, { usedWh: 100_000 });
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	const { payment_state } = spec.afterPaymentRequired;
	expect(await documentOf(request, pitlane, sessionId)).toMatchObject({
		...spec.afterPaymentRequired,
		payment_state: { ...payment_state, payment_request_order_id: expect.any(Number) },
	});

	await payMobile(page, { amount: 288, receipt: 'MPESA_REF_789012' });
	await expectStep(page, 'done');
	expect(await documentOf(request, pitlane, sessionId)).toMatchObject(withoutTimes(spec.afterPaymentConfirmed));
});
