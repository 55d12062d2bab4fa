import { describe, expect, test } from 'vitest';
import { chargeReceiptPage } from '#lib/server/actions/charge_receipt.ts';
import type { RiderEvent } from '#lib/server/actions/rider_event.ts';
import { requireOwnSession } from '#lib/server/actions/session_page.ts';
import { receiptPage } from '#lib/server/actions/session_receipt.ts';
import type { App } from '#lib/server/app.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import {
	correctTo,
	lagos,
	nairobi,
	openChargingWorld,
	otherRider,
	requests,
	rider,
	riderOf,
	type ChargingWorld,
} from './charging_world.ts';
import { person } from './rest_world.ts';

/** Receipts of charging: what stands on them, who reads them, and that the pages of any session lead to those of charging. */

const manager = person('manager', { id: 'user-manager', stations: [lagos], shift: null, customerId: null });
const elsewhere = person('manager', { id: 'user-2', stations: [nairobi], shift: null, customerId: null });
const attendant = person('attendant', { id: 'user-3', stations: [lagos], customerId: null });
const admin = person('admin', { id: 'user-4', stations: '*', shift: null, customerId: null });
const strangers = {
	'another rider': otherRider,
	'a rider of no customer': riderOf('user-9', null),
	elsewhere,
	attendant,
};

function eventOf({ engine }: ChargingWorld, by: SignedIn): RiderEvent {
	return {
		url: new URL('https://pitlane.example/'),
		locals: { app: { engine } as App, person: by },
		getClientAddress: () => '192.0.2.1',
	} as unknown as RiderEvent;
}

/** Where a page leads, or how it refuses. */
async function ledTo(asked: Promise<unknown>): Promise<unknown> {
	return asked.then(
		() => 'shown',
		(thrown: { status: number; location?: string }) => thrown.location ?? thrown.status,
	);
}

describe('a receipt', () => {
	test('says which it is, whose, where, what was sold and for how much', async () => {
		const world = await openChargingWorld();
		const id = String((await world.charge())['id']);
		const receipt = await chargeReceiptPage(eventOf(world, rider), id);
		expect(receipt).toMatchObject({
			number: `${id}-1`,
			issuedAt: world.now(),
			riderName: 'Rider user-123',
			address: { address: '1 Street', postalCode: null, city: 'City' },
			charge: {
				energyWh: 4200,
				priceMinorPerKwh: 16_500,
				costMinor: 69_300,
				currency: 'NGN',
				timeZone: 'Africa/Lagos',
			},
			records: [{ kind: 'original', energyWh: 4200, costMinor: 69_300 }],
			sessionPath: `/charging/${id}`,
		});
	});

	test('keeps the place as it was when charging began', async () => {
		const world = await openChargingWorld();
		const id = String((await world.charge())['id']);
		await world.store.writer.commit([{ sql: "UPDATE charging_sites SET address = '2 Road'", args: [] }]);
		expect(await chargeReceiptPage(eventOf(world, rider), id)).toMatchObject({ address: { address: '1 Street' } });
	});

	test('names no address that was not known when charging began', async () => {
		const world = await openChargingWorld();
		const sites = await rowsOf(world.store, 'SELECT * FROM charging_sites');
		await world.store.writer.commit([{ sql: 'DELETE FROM charging_sites', args: [] }]);
		const id = String((await world.charge())['id']);
		for (const site of sites)
			await world.store.writer.commit([
				{
					sql: `INSERT INTO charging_sites VALUES (${Object.values(site).fill('?').join(', ')})`,
					args: Object.values(site) as string[],
				},
			]);
		expect(await chargeReceiptPage(eventOf(world, rider), id)).toMatchObject({ address: null });
	});

	test('of a corrected session has the number of its last record, and all of them add up to the total', async () => {
		const world = await openChargingWorld();
		const id = String((await world.charge())['id']);
		await correctTo(world, id, 2000);
		const { number, charge, records } = await chargeReceiptPage(eventOf(world, rider), id);
		expect(number).toBe(`${id}-3`);
		expect(charge).toMatchObject({ energyWh: 2000, costMinor: 33_000, isCorrected: true });
		expect(records.map(({ kind, costMinor }) => [kind, costMinor])).toEqual([
			['original', 69_300],
			['credit', -69_300],
			['correction', 33_000],
		]);
		expect(records.reduce((sum, { costMinor }) => sum + costMinor, 0)).toBe(charge.costMinor);
	});

	test('is there only once something was billed', async () => {
		const world = await openChargingWorld();
		const begun = await requests.start(world);
		const id = String(begun.body.data?.['id']);
		expect(await ledTo(chargeReceiptPage(eventOf(world, rider), id))).toBe(`/charging/${id}`);
		world.pass(60_000);
		await requests.update(world, { batteryLevel: 99, energyDelivered: 40 });
		const ended = await requests.end(world, { sessionId: id, batteryLevelEnd: 99 });
		expect(ended.body.data).toMatchObject({ underReview: true });
		expect(await ledTo(chargeReceiptPage(eventOf(world, rider), id))).toBe(`/charging/${id}`);
		expect(await ledTo(chargeReceiptPage(eventOf(world, manager), id))).toBe(`/manage/charging/${id}`);
	});

	test('is read by those who look after its station, whose reading is recorded, and by nobody else', async () => {
		const world = await openChargingWorld();
		const id = String((await world.charge())['id']);
		for (const staff of [manager, admin])
			expect(await chargeReceiptPage(eventOf(world, staff), id)).toMatchObject({
				sessionPath: `/manage/charging/${id}`,
			});
		const audited = await rowsOf(
			world.store,
			`SELECT actor_id FROM audit WHERE subject = '${id}' AND action = 'session.read'`,
		);
		expect(audited.map((row) => row['actor_id'])).toEqual([manager.id, admin.id]);
		for (const by of Object.values(strangers)) expect(await ledTo(chargeReceiptPage(eventOf(world, by), id))).toBe(404);
		expect(await ledTo(chargeReceiptPage(eventOf(world, rider), 'chg-none'))).toBe(404);
	});
});

describe('the pages of any session', () => {
	test('lead a rider and those who manage charging to theirs, going on and ended; to others it is as if there were none', async () => {
		const world = await openChargingWorld();
		const ended = String((await world.charge())['id']);
		const open = String((await requests.start(world)).body.data?.['id']);
		for (const id of [ended, open]) {
			expect(await ledTo(requireOwnSession(eventOf(world, rider), id))).toBe(`/charging/${id}`);
			for (const staff of [manager, admin])
				expect(await ledTo(requireOwnSession(eventOf(world, staff), id))).toBe(`/manage/charging/${id}`);
			for (const by of Object.values(strangers))
				expect(await ledTo(requireOwnSession(eventOf(world, by), id))).toBe(
					await ledTo(requireOwnSession(eventOf(world, by), 'chg-none')),
				);
		}
	});

	test('lead to the receipt of charging', async () => {
		const world = await openChargingWorld();
		const id = String((await world.charge())['id']);
		for (const by of [rider, manager, admin])
			expect(await ledTo(receiptPage(eventOf(world, by), id))).toBe(`/charging/${id}/receipt`);
		for (const by of Object.values(strangers))
			expect(await ledTo(receiptPage(eventOf(world, by), id))).toBe(
				await ledTo(receiptPage(eventOf(world, by), 'chg-none')),
			);
	});
});
