import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { answerDispute, openDispute, readDisputes, type DisputeAnswer } from '#lib/server/engine/charge_disputes.ts';
import { rateCharge } from '#lib/server/engine/charge_ratings.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { actor, ann, ben, openChargeWorld, other, type ChargeWorld } from './charge_decisions_world.ts';
import { address, now } from './manage_world.ts';

let keys = 0;

function complain({ engine }: ChargeWorld, sessionId: string, change: { customerId?: string; key?: string } = {}) {
	const by = { id: 'user-rider', origin: address };
	return openDispute(engine, {
		...{ sessionId, customerId: 'rider', category: 'energy', text: 'My battery took less', by, key: `k${++keys}` },
		...change,
	});
}

function answer({ engine }: ChargeWorld, disputeId: string, change: Partial<DisputeAnswer> = {}) {
	return answerDispute(engine, {
		...{ disputeId, actor: actor(ann), outcome: 'declined', answer: 'The meter is right', correction: null },
		...{ key: `k${++keys}`, ...change },
	});
}

async function disputed(world: ChargeWorld) {
	const sessionId = await world.end();
	const opened = await complain(world, sessionId);
	if (!opened.ok) throw new Error(opened.code);
	return { sessionId, id: opened.value };
}

const credited = { outcome: 'upheld', answer: 'You are right', correction: { energyWh: 4000, seen: 1 } } as const;

describe.each(databases)('a dispute on a %s', (kind) => {
	test('is opened once by the rider of an ended session, and read with its answer', async () => {
		const world = await openChargeWorld(kind);
		const sessionId = await world.end();
		const opened = await Promise.all([complain(world, sessionId), complain(world, sessionId)]);
		expect(opened.filter((one) => !one.ok)).toEqual([refuse('DISPUTE_OPEN')]);
		const [dispute] = await readDisputes(world.engine, sessionId);
		expect(dispute).toMatchObject({ category: 'energy', text: 'My battery took less', at: now, answer: null });
		await answer(world, dispute?.id ?? '');
		expect(await readDisputes(world.engine, sessionId)).toMatchObject([
			{ answer: { outcome: 'declined', text: 'The meter is right', by: 'ann', at: now } },
		]);
		expect(await complain(world, sessionId)).toMatchObject({ ok: true });
		expect(await complain(world, sessionId)).toEqual(refuse('DISPUTE_OPEN'));
	});

	test('repeats nothing where it is sent again', async () => {
		const world = await openChargeWorld(kind);
		const sessionId = await world.end();
		const first = await complain(world, sessionId, { key: 'again' });
		expect(await complain(world, sessionId, { key: 'again' })).toEqual(first);
		expect(await world.count('charge_disputes')).toBe(1);
	});

	test('corrects the session in the transaction of its answer', async () => {
		const world = await openChargeWorld(kind);
		const { sessionId, id } = await disputed(world);
		expect(await answer(world, id, credited)).toMatchObject({ ok: true, value: { energyWh: 4000, costMinor: 66_000 } });
		expect(await world.records(sessionId)).toEqual([
			['original', 4200, 69_300],
			['credit', -4200, -69_300],
			['correction', 4000, 66_000],
		]);
		const reasons = await rowsOf(world.store, 'SELECT DISTINCT reason FROM charge_records WHERE seq > 1');
		expect(reasons).toEqual([{ reason: 'You are right' }]);
	});

	test('is answered by one of two managers at once, and corrected once', async () => {
		const world = await openChargeWorld(kind);
		const { sessionId, id } = await disputed(world);
		const answers = await Promise.all([
			answer(world, id, { ...credited, key: 'same' }),
			answer(world, id, { ...credited, key: 'same' }),
			answer(world, id, { ...credited, actor: actor(ben), correction: { energyWh: 3000, seen: 1 } }),
		]);
		expect(answers.some((one) => !one.ok && one.code === 'DISPUTE_ANSWERED')).toBe(true);
		expect(await world.records(sessionId)).toHaveLength(3);
		expect(await world.count("audit WHERE action = 'charge.dispute_answered'")).toBe(1);
	});

	test('stays open where its correction is refused', async () => {
		const world = await openChargeWorld(kind);
		const { sessionId, id } = await disputed(world);
		const unchanged = { ...credited, correction: { energyWh: 4200, seen: 1 } };
		expect(await answer(world, id, unchanged)).toEqual(refuse('CHARGE_ENERGY_UNCHANGED'));
		expect(await answer(world, id, { ...credited, correction: { energyWh: 1, seen: 0 } })).toEqual(
			refuse('CHARGE_CORRECTED'),
		);
		await world.holdAgain(sessionId, 5000);
		expect(await answer(world, id, credited)).toEqual(refuse('CHARGE_HELD'));
		expect(await readDisputes(world.engine, sessionId)).toMatchObject([{ answer: null }]);
		await expect(answer(world, id, { ...credited, outcome: 'declined' })).rejects.toThrow(TypeError);
	});

	test('is about nobody else’s session, none that is open, and there for no manager of another station', async () => {
		const world = await openChargeWorld(kind);
		const { sessionId, id } = await disputed(world);
		expect(await complain(world, sessionId, { customerId: 'neighbour' })).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await complain(world, 'chg-none')).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await complain(world, await world.end({ isOpen: true }))).toEqual(refuse('CHARGE_NOT_ENDED'));
		expect(await answer(world, id, { actor: actor(other) })).toEqual(refuse('DISPUTE_NOT_FOUND'));
		expect(await answer(world, 'dsp-none')).toEqual(refuse('DISPUTE_NOT_FOUND'));
	});
});

describe.each(databases)('a rating on a %s', (kind) => {
	const dayMs = 24 * 3_600_000;

	test('is given by the rider after the end, and changed within a day', async () => {
		const world = await openChargeWorld(kind);
		const sessionId = await world.end();
		const rate = (rating: number, customerId = 'rider') => rateCharge(world.engine, { sessionId, customerId, rating });
		expect(await rate(4, 'neighbour')).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await rate(4)).toEqual({ ok: true, value: 4 });
		world.clock.at = now + dayMs;
		expect(await rate(2)).toEqual({ ok: true, value: 2 });
		world.clock.at += 1;
		expect(await rate(5)).toEqual(refuse('RATING_FINAL'));
		expect(await rate(2)).toEqual({ ok: true, value: 2 });
		const rated = await rowsOf(world.store, 'SELECT * FROM charge_ratings');
		expect(rated).toEqual([{ session_id: sessionId, station_id: 'NAIROBI', rating: 2, at: now }]);
		for (const rating of [0, 6, 1.5]) await expect(rate(rating)).rejects.toThrow(TypeError);
	});

	test('is given to no session that is open', async () => {
		const world = await openChargeWorld(kind);
		const sessionId = await world.end({ isOpen: true });
		expect(await rateCharge(world.engine, { sessionId, customerId: 'rider', rating: 4 })).toEqual(
			refuse('CHARGE_NOT_ENDED'),
		);
	});
});
