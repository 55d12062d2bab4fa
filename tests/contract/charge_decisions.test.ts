import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { correctCharge, type ChargeCorrection } from '#lib/server/engine/charge_corrections.ts';
import { decideHold, rehearseHold, type HoldDecision } from '#lib/server/engine/charge_decisions.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { actor, ann, ben, openChargeWorld, other, type ChargeWorld } from './charge_decisions_world.ts';
import { address, now } from './manage_world.ts';

const kes = (energyWh: number | null, costMinor: number) => ({
	ok: true,
	value: { energyWh, costMinor, currency: 'KES' },
});

let keys = 0;

function decide({ engine }: ChargeWorld, holdId: string, change: Partial<HoldDecision> = {}) {
	const decision: HoldDecision = {
		...{ holdId, actor: actor(ann), decision: 'accepted', reason: 'Looked at it', key: `k${++keys}` },
		...change,
	};
	return decideHold(engine, decision);
}

function correct({ engine }: ChargeWorld, sessionId: string, change: Partial<ChargeCorrection> = {}) {
	return correctCharge(engine, {
		...{ sessionId, actor: actor(ann), energyWh: 4000, seen: 1, reason: 'The meter was read', key: `k${++keys}` },
		...change,
	});
}

const november = { month: '2026-11', currency: 'KES', sessions: 1, duration_ms: 900_000 };

describe.each(databases)('a held session on a %s', (kind) => {
	test('costs and counts nothing until it is accepted, and then what it was told', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		expect([await world.records(id), await world.months()]).toEqual([[], []]);
		expect(await decide(world, `${id}/1`)).toEqual(kes(4200, 69_300));
		expect(await world.records(id)).toEqual([['original', 4200, 69_300]]);
		expect(await world.months()).toEqual([{ ...november, energy_wh: 4200, spent_minor: 69_300 }]);
		const [record] = await rowsOf(world.store, 'SELECT id, reason, actor_id, at FROM charge_records');
		expect(record).toEqual({ id: `${id}-1`, reason: 'Looked at it', actor_id: 'ann', at: now });
		const [hold] = await rowsOf(world.store, 'SELECT decision, decided_wh, decided_by, decided_at FROM charge_holds');
		expect(hold).toEqual({ decision: 'accepted', decided_wh: 4200, decided_by: 'ann', decided_at: now });
		const [audit] = await rowsOf(
			world.store,
			"SELECT actor_id, subject, origin FROM audit WHERE action = 'charge.decided'",
		);
		expect(audit).toEqual({ actor_id: 'ann', subject: id, origin: address });
	});

	test('is billed with the energy of a manager at the price it began with', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['METER_RESET'] });
		expect(await decide(world, `${id}/1`, { decision: 'corrected', energyWh: 1001 })).toEqual(kes(1001, 16_517));
		expect(await world.records(id)).toEqual([['original', 1001, 16_517]]);
	});

	test('has sold nothing once it is voided, until it is corrected after all', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_ZERO'], energyWh: 0 });
		expect(await decide(world, `${id}/1`, { decision: 'voided' })).toEqual(kes(null, 0));
		expect([await world.records(id), await world.months()]).toEqual([[], []]);
		expect(await correct(world, id, { seen: 0 })).toEqual(kes(4000, 66_000));
		expect(await world.records(id)).toEqual([['original', 4000, 66_000]]);
		expect(await world.months()).toEqual([{ ...november, energy_wh: 4000, spent_minor: 66_000 }]);
	});

	test('costs what a late reading says once a manager follows it, by a credit and a correction', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end();
		const sealed = await rowsOf(world.store, 'SELECT * FROM charge_records');
		const first = await world.holdAgain(id, 5000);
		expect(await decide(world, first)).toEqual(kes(4200, 69_300));
		expect(await world.records(id)).toHaveLength(1);
		const second = await world.holdAgain(id, 5200);
		expect(await decide(world, second, { decision: 'corrected', energyWh: 5200 })).toEqual(kes(5200, 85_800));
		expect(await world.records(id)).toEqual([
			['original', 4200, 69_300],
			['credit', -4200, -69_300],
			['correction', 5200, 85_800],
		]);
		expect(await world.months()).toEqual([{ ...november, energy_wh: 5200, spent_minor: 85_800 }]);
		const third = await world.holdAgain(id, 6000);
		expect(await decide(world, third, { decision: 'voided' })).toEqual(kes(null, 0));
		expect((await world.records(id)).at(-1)).toEqual(['credit', -5200, -85_800]);
		const fourth = await world.holdAgain(id, 7000);
		expect(await decide(world, fourth)).toEqual(kes(null, 0));
		expect(await world.months()).toEqual([{ ...november, energy_wh: 0, spent_minor: 0 }]);
		expect((await rowsOf(world.store, 'SELECT * FROM charge_records ORDER BY seq')).slice(0, 1)).toEqual(sealed);
	});

	test('that was cancelled costs what is accepted, and counts in no statistics', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ cancelled: true, flags: ['CANCELLED_WITH_ENERGY'] });
		expect(await decide(world, `${id}/1`)).toEqual(kes(4200, 69_300));
		await correct(world, id);
		expect(await world.records(id)).toEqual([
			['original', 4200, 69_300],
			['credit', -4200, -69_300],
			['correction', 4000, 66_000],
		]);
		expect([await world.months(), await world.count('charge_stations')]).toEqual([[], 0]);
	});

	test('is decided once: a repeat gets the same answer, of two managers the second is told', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		const both = await Promise.all([
			decide(world, `${id}/1`, { key: 'same' }),
			decide(world, `${id}/1`, { key: 'same' }),
			decide(world, `${id}/1`, { actor: actor(ben), decision: 'voided' }),
		]);
		const accepted = both.filter((answer) => answer.ok && answer.value.energyWh === 4200);
		const refusal = both.find((answer) => !answer.ok);
		const won = accepted.length === 2;
		expect(refusal).toEqual(refuse('HOLD_DECIDED', { decision: won ? 'accepted' : 'voided' }));
		expect(await world.records(id)).toHaveLength(won ? 1 : 0);
		expect(await world.count("audit WHERE action = 'charge.decided'")).toBe(1);
		expect(await decide(world, `${id}/1`, { actor: actor(ben), decision: 'corrected', energyWh: 1 })).toMatchObject({
			code: 'HOLD_DECIDED',
		});
	});

	test('that is voided by several at once is voided once', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		const answers = await Promise.all(
			[ann, ben].map((person) => decide(world, `${id}/1`, { actor: actor(person), decision: 'voided' })),
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await world.count("audit WHERE action = 'charge.decided'")).toBe(1);
	});

	test('is there for no manager of another station, and changes by no impossible energy', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end({ flags: ['ENERGY_JUMP'] });
		expect(await decide(world, `${id}/1`, { actor: actor(other) })).toEqual(refuse('HOLD_NOT_FOUND'));
		expect(await decide(world, `${id}/2`)).toEqual(refuse('HOLD_NOT_FOUND'));
		for (const energyWh of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001, undefined])
			expect(await decide(world, `${id}/1`, { decision: 'corrected', energyWh })).toEqual(
				refuse('CHARGE_ENERGY_INVALID', { limit: 1000 }),
			);
		expect(await correct(world, id, { seen: 0 })).toEqual(refuse('CHARGE_HELD'));
		const asked = { holdId: `${id}/1`, actor: actor(ann), decision: 'accepted', reason: 'x' } as const;
		expect(await rehearseHold(world.engine, asked)).toEqual(kes(4200, 69_300));
		expect([await world.records(id), await world.count("audit WHERE action = 'charge.decided'")]).toEqual([[], 0]);
	});
});

describe.each(databases)('a billed session on a %s', (kind) => {
	test('is corrected by a credit and a new record, each time upon what was seen', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end();
		expect(await correct(world, id, { key: 'first' })).toEqual(kes(4000, 66_000));
		expect(await correct(world, id, { key: 'first' })).toEqual(kes(4000, 66_000));
		expect(await correct(world, id, { energyWh: 3000 })).toEqual(refuse('CHARGE_CORRECTED'));
		expect(await correct(world, id, { seen: 3 })).toEqual(refuse('CHARGE_ENERGY_UNCHANGED'));
		expect(await correct(world, id, { energyWh: 0, seen: 3 })).toEqual(kes(0, 0));
		expect(await world.records(id)).toEqual([
			['original', 4200, 69_300],
			['credit', -4200, -69_300],
			['correction', 4000, 66_000],
			['credit', -4000, -66_000],
			['correction', 0, 0],
		]);
		expect(await world.months()).toEqual([{ ...november, energy_wh: 0, spent_minor: 0 }]);
		const credits = await rowsOf(
			world.store,
			"SELECT credited_id FROM charge_records WHERE kind = 'credit' ORDER BY seq",
		);
		expect(credits).toEqual([{ credited_id: `${id}-1` }, { credited_id: `${id}-3` }]);
	});

	test('is corrected by one of two managers at once', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end();
		const answers = await Promise.all([
			correct(world, id, { energyWh: 3000 }),
			correct(world, id, { energyWh: 2000, actor: actor(ben) }),
		]);
		expect(answers.filter((answer) => !answer.ok)).toEqual([refuse('CHARGE_CORRECTED')]);
		expect(await world.records(id)).toHaveLength(3);
	});

	test('is there for no manager of another station, nor while it is open, nor without energy', async () => {
		const world = await openChargeWorld(kind);
		const id = await world.end();
		expect(await correct(world, id, { actor: actor(other) })).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await correct(world, 'chg-none')).toEqual(refuse('SESSION_NOT_FOUND'));
		const open = await world.end({ isOpen: true });
		expect(await correct(world, open, { seen: 0 })).toEqual(refuse('CHARGE_NOT_ENDED'));
		const cancelled = await world.end({ cancelled: true, energyWh: 0 });
		expect(await correct(world, cancelled, { seen: 0 })).toEqual(refuse('CHARGE_NOT_SOLD'));
	});
});
