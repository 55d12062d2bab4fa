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
	const [row] = await rowsOf(
		store,
		`SELECT c.id, c.name FROM customers c JOIN users u ON u.customer_id = c.id WHERE u.id = '${rider.id}'`,
	);
	const customer = { id: String(row?.['id']), name: String(row?.['name']) };
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
	for (const told of [`${id}-3`, customer.name, scene.station.name, 'KES 165.00', '4 kWh'])
		await expect(page.getByRole('definition').filter({ hasText: told }).first()).toBeVisible();
	await expect(page.getByRole('definition').filter({ hasText: 'KES 660.00' })).toBeVisible();
	await expect(page.getByRole('listitem').filter({ hasText: 'Billed at first' })).toContainText('KES 693.00');
	await expect(page.getByRole('listitem').filter({ hasText: 'Given back' })).toContainText('The cable had a fault');
	await expectAccessible(page);

	// The pages of any session lead to those of charging: there nothing can be cancelled, and every figure is the corrected one.
	await page.goto(`/sessions/${id}/receipt`);
	await expect(page).toHaveURL(`/charging/${id}/receipt`);
	await page.goto(`/sessions/${id}`);
	await expect(page).toHaveURL(`/charging/${id}`);
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

	await page.goto('/charging/statistics');
	await expect(page.getByText('1 session is being looked at and not counted').first()).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'See which' }).first().click();
	await expect(page).toHaveURL(/\/charging\?month=20\d\d-\d\d&status=held$/);
	await expect(page.getByLabel('State')).toHaveValue('held');
	await expect(page.getByRole('main').getByRole('link', { name: scene.station.name })).toContainText('Being looked at');
	await expect(page.getByRole('link', { name: 'Receipt' })).toHaveCount(0);
});

test('a rider orders the history by what was billed', async ({ page, scene, pitlane }) => {
	const { rider, customer } = await riderWithCharge(scene, pitlane);
	const station = { ...scene.station, currency: 'KES', priceMinorPerKwh: 5000 };
	const [later, startedAt] = [randomIds('chg'), Date.now() - 90 * 60_000];
	const outcome = await pitlane.store.writer.commit(endedChargeRows(later, { customer, station, startedAt }));
	expect(outcome.ok).toBe(true);
	await signIn(page, rider);
	await page.goto('/charging');
	const rows = page.getByRole('main').getByRole('link', { name: scene.station.name });
	await expect(rows.first()).toContainText('KES 210.00');
	await page.getByLabel('Order').selectOption('Highest cost first');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/order=cost_desc/);
	await expect(rows).toHaveText([/KES\s693\.00/, /KES\s210\.00/]);
	await expect(page.getByText('Ordered by what was billed')).toBeVisible();
	// A page of another order is none of this one's: the list begins.
	await page.goto('/charging?order=energy_asc&after=WyJjb3N0IiwxLCJhIl0');
	await expect(rows).toHaveCount(2);
	await expectAccessible(page);
});
