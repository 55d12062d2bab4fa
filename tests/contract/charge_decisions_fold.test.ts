import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costMinor } from '#lib/charging/figures.ts';
import { correctCharge } from '#lib/server/engine/charge_corrections.ts';
import { decideHold } from '#lib/server/engine/charge_decisions.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { actor, ann, ben, openChargeWorld, type ChargeWorld } from './charge_decisions_world.ts';
import { now } from './manage_world.ts';

const dayMs = 24 * 3_600_000;

/** What happens to the sessions: they are sealed or held as they end, and managers decide, together or again. */
const action = fc.oneof(
	fc.record({
		type: fc.constant('end' as const),
		energyWh: fc.integer({ min: 0, max: 50_000 }),
		isHeld: fc.boolean(),
		isCancelled: fc.boolean(),
		station: fc.constantFrom('NAIROBI' as const, 'KIGALI' as const),
		daysAgo: fc.integer({ min: 0, max: 60 }),
	}),
	fc.record({ type: fc.constant('late' as const), session: fc.nat(), proposedWh: fc.integer({ min: 0, max: 60_000 }) }),
	fc.record({
		type: fc.constant('decide' as const),
		hold: fc.nat(),
		decision: fc.constantFrom('accepted' as const, 'corrected' as const, 'voided' as const),
		energyWh: fc.integer({ min: 0, max: 60_000 }),
		times: fc.integer({ min: 1, max: 3 }),
	}),
	fc.record({
		type: fc.constant('correct' as const),
		session: fc.nat(),
		energyWh: fc.integer({ min: 0, max: 60_000 }),
		times: fc.integer({ min: 1, max: 3 }),
	}),
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

const managers = [ann, ben].map((person) => actor({ ...person, stations: '*' }));

/** Runs one action; `times` requests at once, of which those of the same manager repeat each other. */
async function run(world: ChargeWorld, asked: Action, key: string): Promise<void> {
	const { engine, store } = world;
	const pick = async (sql: string, index: number) => {
		const rows = await rowsOf(store, sql);
		return rows.length === 0 ? null : String(rows[index % rows.length]?.['id']);
	};
	const many = (times: number, one: (manager: (typeof managers)[number]) => Promise<unknown>) =>
		Promise.all(
			Array.from({ length: times }, (_, index) => managers[index % 2]).flatMap((by) => (by ? [one(by)] : [])),
		);
	switch (asked.type) {
		case 'end': {
			const flags = asked.isHeld ? (['ENERGY_JUMP'] as const) : [];
			const { energyWh, isCancelled: cancelled, station } = asked;
			await world.end({ energyWh, flags, cancelled, station, startedAt: now - asked.daysAgo * dayMs });
			return;
		}
		case 'late': {
			const unheld = 'SELECT session_id FROM charge_holds WHERE decided_at IS NULL';
			const id = await pick(
				`SELECT DISTINCT session_id AS id FROM charge_records WHERE session_id NOT IN (${unheld})`,
				asked.session,
			);
			if (id) await world.holdAgain(id, asked.proposedWh);
			return;
		}
		case 'decide': {
			const holdId = await pick('SELECT id FROM charge_holds ORDER BY opened_at, id', asked.hold);
			const { decision, energyWh } = asked;
			if (holdId)
				await many(asked.times, (by) =>
					decideHold(engine, { holdId, actor: by, decision, energyWh, reason: 'r', key }),
				);
			return;
		}
		case 'correct': {
			const sessionId = await pick('SELECT id FROM sessions ORDER BY id', asked.session);
			const seen = await world.count(`charge_records WHERE session_id = '${sessionId}'`);
			const { energyWh } = asked;
			if (sessionId)
				await many(asked.times, (by) =>
					correctCharge(engine, { sessionId, actor: by, energyWh, seen, reason: 'r', key }),
				);
		}
	}
}

/** The running figures as they follow from all records of completed sessions. */
const folded = `SELECT r.month, r.currency, sum(r.kind = 'original') AS sessions, sum(r.energy_wh) AS energy_wh, sum(r.cost_minor) AS spent_minor,
	sum((r.kind = 'original') * (r.ended_at - r.started_at)) AS duration_ms
	FROM charge_records r JOIN sessions ON sessions.id = r.session_id
	WHERE sessions.status = 'completed' GROUP BY r.month, r.currency ORDER BY r.month, r.currency`;

test('running figures are the fold of the records of completed sessions, whoever decides what, again or at once', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
			const world = await openChargeWorld('libSQL file');
			const sealed = 'SELECT * FROM charge_records ORDER BY at, session_id, seq';
			let before: Record<string, unknown>[] = [];
			for (const [index, asked] of actions.entries()) {
				await run(world, asked, `k${index}`);
				const after = await rowsOf(world.store, sealed);
				expect(after).toEqual(expect.arrayContaining(before));
				before = after;
			}
			expect(await world.months()).toEqual(await rowsOf(world.store, folded));
			const sums = await rowsOf(
				world.store,
				`SELECT session_id, sum(cost_minor) AS cost, sum(energy_wh) AS energy, max(price_minor_per_kwh) AS price, count(*) - 2 * sum(kind = 'credit') AS standing
				FROM charge_records GROUP BY session_id`,
			);
			for (const { cost, energy, price, standing } of sums) {
				expect(cost).toBe(costMinor(Number(energy), { priceMinorPerKwh: Number(price) }));
				expect([0, 1]).toContain(standing);
			}
			const visits = await rowsOf(
				world.store,
				'SELECT station_id AS id, sessions FROM charge_stations ORDER BY station_id',
			);
			const originals = await rowsOf(
				world.store,
				`SELECT r.station_id AS id, count(*) AS sessions FROM charge_records r JOIN sessions ON sessions.id = r.session_id
				WHERE r.kind = 'original' AND sessions.status = 'completed' GROUP BY r.station_id ORDER BY r.station_id`,
			);
			expect(visits).toEqual(originals);
		}),
		{ numRuns: 25 },
	);
});
