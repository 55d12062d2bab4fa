import { describe, expect, test } from 'vitest';
import {
	chargingListPage,
	createChargerFromForm,
	handleOrphanFromForm,
	renewSecretFromForm,
} from '#lib/server/actions/manage_charging.ts';
import {
	answerFromForm,
	chargePage,
	correctFromForm,
	decideFromForm,
} from '#lib/server/actions/manage_charging_session.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { ann, ben, openChargeWorld, other, type ChargeWorld } from './charge_decisions_world.ts';
import { chargingEvent, chargingList, disputeBy, leadsTo, outcomeOf, type Fields } from './manage_charging_world.ts';
import { notFound, somebody, strangers } from './manage_world.ts';

const admin = somebody('admin', []);

const confirmed = { confirmed: 'yes' };

describe.each(databases)('the page of a charging session on a %s', (kind) => {
	const page = (world: ChargeWorld, id: string, person: SignedIn = ann) => chargePage(chargingEvent(world, person), id);
	const decide = (world: ChargeWorld, form: Fields, person: SignedIn = ann) =>
		outcomeOf(decideFromForm(chargingEvent(world, person, { form })));

	test('shows why it is held with the figures, and asks before it decides', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		const shown = await page(world, id);
		expect(shown).toMatchObject({
			customer: { name: 'The rider', phone: '•••• 000' },
			session: { energyWh: 4200, cost: { amountMinor: 69_300, currency: 'KES' }, price: { amountMinor: 16_500 } },
			openHold: { reasons: [{ code: 'ENERGY_JUMP', value: 4200, limit: 1000 }], isSettled: false },
			...{ billed: null, records: [], canBeCorrected: false },
		});
		expect(shown.readings.map(({ energyWh, raised }) => [energyWh, raised])).toEqual([
			[0, []],
			[4200, ['ENERGY_JUMP']],
		]);
		const form = { hold: `${id}/1`, decision: 'corrected', energy: '4,1', reason: 'Read at the meter', key: 'form' };
		expect(await decide(world, form)).toMatchObject({
			asked: true,
			outcome: { energyWh: 4100, cost: { amountMinor: 67_650, currency: 'KES' } },
		});
		expect(await world.records(id)).toEqual([]);
		const sent = { ...form, ...confirmed };
		expect(await Promise.all([decide(world, sent), decide(world, sent)])).toMatchObject([
			leadsTo('decided'),
			leadsTo('decided'),
		]);
		expect(await world.records(id)).toEqual([['original', 4100, 67_650]]);
		expect(await page(world, id)).toMatchObject({ openHold: null, billed: { energyWh: 4100 }, canBeCorrected: true });
		const late = await decide(world, { ...sent, key: 'late' }, ben);
		expect(late).toMatchObject({ status: 409, data: { refusal: 'Somebody was faster: this session is corrected' } });
	});

	test('tells beside its field what was typed wrong, and changes nothing', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		const form = { hold: `${id}/1`, decision: 'corrected', energy: '4.1', reason: 'x' };
		for (const [change, field] of [
			[{ decision: '' }, 'decision'],
			[{ energy: '-1' }, 'energy'],
			[{ energy: '1.2345' }, 'energy'],
			[{ energy: '1001', ...confirmed }, 'energy'],
			[{ reason: ' ' }, 'reason'],
		] as const)
			expect(await decide(world, { ...form, ...change })).toMatchObject({
				status: 422,
				data: { errors: { [field]: expect.any(String) } },
			});
		expect(await decide(world, { ...form, change: 'yes' })).toMatchObject({ asked: false, values: { energy: '4.1' } });
		expect(await world.records(id)).toEqual([]);
	});

	test('answers a dispute with a correction, which the rider can read', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end();
		const disputeId = await disputeBy(world, id);
		expect((await chargingList(world, ann, 'show=disputes')).charges).toMatchObject([
			{ reasons: ['energy'], text: 'Too much' },
		]);
		const form = {
			dispute: disputeId,
			verdict: 'corrected',
			energy: '4',
			seen: '1',
			answer: 'You are right',
			key: 'f',
		};
		const answer = (fields: Fields, person: SignedIn = ann) =>
			outcomeOf(answerFromForm(chargingEvent(world, person, { form: fields })));
		expect(await answer({ ...form, answer: '' })).toMatchObject({ status: 422 });
		expect(await answer(form)).toMatchObject({ asked: true, outcome: { energyWh: 4000 } });
		expect(await answer({ ...form, ...confirmed }, other)).toMatchObject(notFound);
		expect(await answer({ ...form, ...confirmed })).toMatchObject(leadsTo('answered'));
		expect(await page(world, id)).toMatchObject({
			billed: { energyWh: 4000 },
			disputes: [{ answer: { outcome: 'upheld', text: 'You are right', by: 'ann' } }],
			names: { ann: 'Ann' },
		});
		expect((await chargingList(world, ann, 'show=disputes')).charges).toEqual([]);
	});

	test('corrects what was billed, upon what was seen', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end();
		const correct = (fields: Fields, person: SignedIn = ann) =>
			outcomeOf(
				correctFromForm(chargingEvent(world, person, { form: { energy: '4', seen: '1', reason: 'r', ...fields } }), id),
			);
		expect(await correct({ energy: '4.2' })).toMatchObject({ data: { errors: { energy: expect.any(String) } } });
		expect(await correct({})).toMatchObject({ asked: true });
		expect(await correct(confirmed, other)).toMatchObject(notFound);
		expect(await correct(confirmed)).toMatchObject(leadsTo('corrected'));
		expect(await correct({ energy: '3', ...confirmed }, ben)).toMatchObject({ status: 409 });
		expect(await world.records(id)).toHaveLength(3);
	});

	test('is there for nobody but the managers of its station', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		const open = (person: SignedIn) => page(world, id, person);
		expect(await open(admin)).toMatchObject({ session: { id } });
		await expect(open(other)).rejects.toMatchObject(notFound);
		await expect(page(world, 'chg-none')).rejects.toMatchObject(notFound);
		const form = { hold: `${id}/1`, decision: 'accepted', reason: 'x', ...confirmed };
		expect(await decide(world, form, other)).toMatchObject(notFound);
		for (const person of strangers) {
			const asked = chargingEvent(world, person, { form });
			for (const answer of [
				chargingListPage(asked),
				chargePage(asked, id),
				decideFromForm(asked),
				answerFromForm(asked),
				correctFromForm(asked, id),
				handleOrphanFromForm(asked),
				createChargerFromForm(asked),
				renewSecretFromForm(asked),
			])
				await expect(answer).rejects.toMatchObject(notFound);
		}
		await expect(chargingListPage(chargingEvent(world, null))).rejects.toMatchObject({ status: 303 });
		expect(await world.records(id)).toEqual([]);
		const reads = await rowsOf(world.store, "SELECT DISTINCT actor_id FROM audit WHERE action = 'session.read'");
		expect(reads).toEqual([{ actor_id: admin.id }]);
	});
});
