import { expect } from '@playwright/test';
import { randomIds } from '#lib/kernel/ids.ts';
import { answerDispute, openDispute } from '#lib/server/engine/charge_disputes.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { endedChargeRows, type ChargeTraits } from '../fixtures/ended_charge.ts';
import { makeRider } from '../fixtures/charging.ts';
import { test } from '../fixtures/journey.ts';
import type { Pitlane } from '../fixtures/pitlane.ts';
import type { Scene } from '../fixtures/scene.ts';
import { signIn } from '../fixtures/sign_in.ts';
import { rowsOf } from '../fixtures/test_store.ts';

/** A rider of the scene with a session of 4.2 kWh at KES 165.00 that ended an hour ago at its station. */
async function riderWithCharge(scene: Scene, { store }: Pitlane, traits: ChargeTraits = {}) {
	const rider = await makeRider(scene, store);
	const [row] = await rowsOf(store, `SELECT customer_id AS id FROM users WHERE id = '${rider.id}'`);
	const customer = { id: String(row?.['id']), name: rider.name };
	const station = { ...scene.station, currency: 'KES', priceMinorPerKwh: 16_500 };
	const id = randomIds('chg');
	const startedAt = Date.now() - 2 * 3_600_000;
	const outcome = await store.writer.commit(endedChargeRows(id, { ...traits, customer, station, startedAt }));
	if (!outcome.ok) throw new TypeError(`There is one ${outcome.conflict.table} twice`);
	return { rider, customer, id };
}

test('a rider reads what was answered and corrected, and why', async ({ page, scene, pitlane }) => {
	const { rider, customer, id } = await riderWithCharge(scene, pitlane);
	const engine = { store: pitlane.store, clock: Date.now, ids: randomIds };
	const opened = await openDispute(engine, {
		...{ sessionId: id, customerId: customer.id, category: 'energy', text: 'My battery took less' },
		...{ by: { id: rider.id, origin: '192.0.2.7' }, key: id },
	});
	if (!opened.ok) throw new TypeError(`The dispute is refused: ${opened.code}`);
	const answered = await answerDispute(engine, {
		...{ disputeId: opened.value, outcome: 'upheld', answer: 'The cable had a fault', key: id },
		actor: { id: 'manager-001', stations: [scene.station.id], origin: '192.0.2.8' },
		correction: { energyWh: 4000, seen: 1 },
	});
	expect(answered.ok).toBe(true);

	await signIn(page, rider);
	await page.goto('/charging');
	const row = page.getByRole('main').getByRole('link', { name: scene.station.name });
	await expect(row).toContainText('KES 660.00');
	await expect(row).toContainText('Corrected');
	await row.click();
	await expect(page.getByRole('listitem').filter({ hasText: 'Given back' })).toContainText('-KES 693.00');
	await expect(page.getByRole('listitem').filter({ hasText: 'Corrected to' })).toContainText('KES 660.00');
	await expect(page.getByText('You are right')).toBeVisible();
	await expect(page.getByText('The cable had a fault').last()).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Receipt' }).click();
	await expect(page.getByText('These figures were corrected after the session')).toBeVisible();
});

test('a session that is looked at says why, costs nothing until then, and is in no total', async ({
	page,
	scene,
	pitlane,
}) => {
	const { rider, id } = await riderWithCharge(scene, pitlane, { flags: ['ENERGY_JUMP'] });
	await signIn(page, rider);
	await page.goto(`/charging/${id}`);
	await expect(page.getByRole('alert')).toContainText('nothing is charged until then');
	await expect(page.getByText('More energy was told than the connector can give in that time')).toBeVisible();
	await expectAccessible(page);
	await page.goto('/charging');
	await expect(page.getByText('Nothing that counts yet')).toBeVisible();
});
