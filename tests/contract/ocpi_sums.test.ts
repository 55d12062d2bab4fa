import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costMinor } from '#lib/charging/figures.ts';
import { minorDigits } from '#lib/kernel/money.ts';
import type { ChargeMove } from '#lib/ledger/moves.ts';
import { recordRows, type ChargeRecord } from '#lib/server/store/charge_rows.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { ocpiErrors } from './ocpi_tables.ts';
import {
	openOcpiWorld,
	played,
	sampleStart,
	sessionRows,
	type Json,
	type OcpiWorld,
	type Taken,
} from './ocpi_world.ts';

const minute = 60_000;
const t0 = sampleStart.startedAt;

const scenario = fc.record({
	price: fc.integer({ min: 0, max: 60_000 }),
	currency: fc.constantFrom('KES', 'UGX', 'NGN'),
	tag: fc.constantFrom(null, '04A2B3C4D5E680', 'CARD 7'),
	isMetered: fc.boolean(),
	level: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
	readings: fc.array(
		fc.record({
			gapS: fc.integer({ min: 0, max: 4000 }),
			wh: fc.integer({ min: -500, max: 25_000 }),
			powerW: fc.option(fc.integer({ min: -100, max: 30_000 })),
		}),
		{ maxLength: 12 },
	),
	ending: fc.constantFrom('end', 'cancel', 'rule', 'open'),
	decision: fc.constantFrom('none', 'void', 'correct'),
	decidedWh: fc.integer({ min: 0, max: 90_000 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** The session of a scenario, taken through the steps of its kind. */
function play(told: Scenario, n: number): ReturnType<typeof sessionRows> {
	const { isMetered, tag, level } = told;
	const charge = {
		...sampleStart,
		rider: { ...sampleStart.rider, customerId: `customer-${n}` },
		connector: { ...sampleStart.connector, id: 'connector-1', chargerId: isMetered ? 'charger-1' : null },
		tariff: { ...sampleStart.tariff, currency: told.currency, priceMinorPerKwh: told.price },
		levelStart: level,
		authMethod: tag === null ? 'COMMAND' : 'AUTH_REQUEST',
		idTag: tag,
	};
	const transaction = isMetered ? { id: 1, registerWh: 1000, at: t0 } : null;
	let at = t0;
	let wh = 1000;
	const steps = told.readings.map(({ gapS, wh: grown, powerW }): Taken => {
		at += gapS * 1000;
		wh = Math.max(0, wh + grown);
		const reading = { at, registerWh: wh, powerW, socPercent: level };
		return isMetered
			? { at, step: 'read', input: { readings: [reading] } }
			: { at, step: 'report', input: { level: level ?? 50, energyWh: wh - 1000 < 0 ? null : wh - 1000 } };
	});
	const ended = { reason: 'charger', detail: null, endedAt: at, level, rating: null, readings: [] };
	const end: Taken = { at: at + minute, step: 'end', input: ended };
	const last: Record<Scenario['ending'], Taken[]> = {
		end: [end],
		cancel: [isMetered ? end : { at, step: 'cancel', input: { reason: 'By mistake' } }],
		rule: [],
		open: [],
	};
	const events = played([{ at: t0, step: 'start', input: { charge, transaction } }, ...steps, ...last[told.ending]]);
	const closed =
		told.ending === 'rule' ? [...events, { type: 'charging_closed' as const, at: at + 60 * minute }] : events;
	return sessionRows(`chg-${n}`, closed);
}

/** What a manager's decision writes: a held session is sold, a sold one is taken back and perhaps sold anew. */
function decided(moves: readonly ChargeMove[], { decision, decidedWh }: Scenario): Statement[] {
	return moves.flatMap((move) => {
		if (decision === 'none' || (move.held.length > 0 && decision === 'void')) return [];
		const write = (seq: number, change: Pick<ChargeRecord, 'kind' | 'energyWh' | 'costMinor' | 'creditedId'>) =>
			recordRows(
				{ ...move, ...change, seq, key: `${move.sessionId}-${seq}`, reason: 'Decided' },
				{
					actorId: 'user-manager',
					at: t0 + 600 * minute,
					counts: true,
				},
			);
		const sold = { energyWh: decidedWh, costMinor: costMinor(decidedWh, move), creditedId: null };
		if (move.held.length > 0) return write(1, { ...sold, kind: 'original' });
		const taken = { energyWh: 0 - move.energyWh, costMinor: 0 - move.costMinor, creditedId: move.key };
		const credit = write(2, { ...taken, kind: 'credit' });
		return decision === 'void' ? credit : [...credit, ...write(3, { ...sold, kind: 'correction' })];
	});
}

/** What the periods of a CDR come to, by dimension. */
function sumsOf(cdr: Json): { ENERGY: number; TIME: number } {
	const periods = cdr['charging_periods'] as readonly { dimensions: readonly { type: string; volume: number }[] }[];
	const sum = (type: string) =>
		periods.flatMap(({ dimensions }) => dimensions).reduce((so, one) => so + (one.type === type ? one.volume : 0), 0);
	return { ENERGY: Number(sum('ENERGY').toFixed(4)), TIME: Number(sum('TIME').toFixed(4)) };
}

/** Money in minor units and energy in Wh that CDRs come to, credits taken off, by currency. */
function totalsOf(cdrs: readonly Json[]): Record<string, { costMinor: number; energyWh: number }> {
	const totals: Record<string, { costMinor: number; energyWh: number }> = {};
	for (const cdr of cdrs) {
		const currency = String(cdr['currency']);
		const { excl_vat: cost } = cdr['total_cost'] as { excl_vat: number };
		const total = (totals[currency] ??= { costMinor: 0, energyWh: 0 });
		total.costMinor += Math.round(cost * 10 ** minorDigits(currency));
		total.energyWh += (cdr['credit'] ? -1 : 1) * Math.round(Number(cdr['total_energy']) * 1000);
	}
	return totals;
}

async function recordTotals(world: OcpiWorld) {
	const rows = await rowsOf(
		world.store,
		'SELECT currency, sum(cost_minor) AS costMinor, sum(energy_wh) AS energyWh FROM charge_records GROUP BY currency',
	);
	return Object.fromEntries(rows.map(({ currency, ...total }) => [String(currency), total]));
}

test(
	'of any sessions the objects are those of the standard, and their sums are those of the records',
	{ timeout: 120_000 },
	async () => {
		const seen = new Set<string>();
		await fc.assert(
			fc.asyncProperty(fc.array(scenario, { minLength: 1, maxLength: 6 }), async (scenarios) => {
				const world = await openOcpiWorld();
				for (const [n, told] of scenarios.entries()) {
					// One session at a time holds the connector.
					const ending = told.ending === 'open' && n < scenarios.length - 1 ? 'end' : told.ending;
					const { statements, moves } = play({ ...told, ending }, n);
					await world.store.writer.commit([...statements, ...decided(moves, told)]);
				}
				const sessions = await world.crawl('sessions', 2);
				const cdrs = await world.crawl('cdrs', 2);
				for (const session of sessions) {
					expect(ocpiErrors('Session', session)).toEqual([]);
					seen.add(String(session['status']));
				}
				for (const cdr of cdrs) {
					expect(ocpiErrors('CDR', cdr)).toEqual([]);
					expect(sumsOf(cdr)).toEqual({ ENERGY: cdr['total_energy'], TIME: cdr['total_time'] });
					seen.add(cdr['credit'] ? 'credit' : 'CDR');
				}
				expect(sessions).toHaveLength(scenarios.length);
				expect(totalsOf(cdrs)).toEqual(await recordTotals(world));
			}),
			{ numRuns: 20 },
		);
		expect([...seen]).toEqual(expect.arrayContaining(['CDR', 'COMPLETED', 'credit']));
	},
);
