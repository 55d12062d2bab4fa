import fc from 'fast-check';
import { and, asc, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { exportSessions } from '#lib/server/reports/export_sessions.ts';
import { sessionLinePrinter } from '#lib/server/reports/session_line.ts';
import { sessions } from '#lib/server/store/schema.ts';
import { listedColumns } from '#lib/server/store/session_list_columns.ts';
import { listStations } from '#lib/server/store/session_report_stations.ts';
import { limits, sessionSet, swapOf } from './reports_samples.ts';
import { now, reader, useReports, zones, type Given } from './reports_world.ts';

const world = useReports();
const all = { scope: 'all' } as const;
const days = { from: '2026-01-01', to: '2026-12-31' };

/** Mostly what the database prints by itself, now and then what it leaves to the printer. */
const mostly = <Plain, Rare>(plain: readonly Plain[], rare: readonly Rare[]) =>
	fc.oneof({ arbitrary: fc.constantFrom(...plain), weight: 12 }, { arbitrary: fc.constantFrom(...rare), weight: 1 });

/** Columns that `Given` does not reach, with what spreadsheets, quotes and arithmetic stumble over. */
const odd = fc.record({
	plan_id: mostly(
		['plan-1', '', '9', 'b\u2028', '\u{1F6F5}', null],
		['@plan', 'a,b', 'a"b', 'a\rb', '\t', ':', '\u2028', "'"],
	),
	payment_method: mostly(['cash', 'M-Pesa', null], ['=1', '-1', '+1', '\n']),
	actor_id: mostly(['user-1', '[1]'], ['a,b', ' user']),
	customer_name: mostly(['Jane Smith', 'Zoë', '7', null], ['=cmd|calc', '+254 700', 'Says "hi", then\r\ngoes']),
	energy_wh: mostly([0, 1, 9, 10, 120, 999, 1000, 2400, 2410, 999_999_999_999, null], [-1, -2400, 1e12, 2 ** 53 - 1]),
	amount_minor: mostly([0, 1, 9, 10, 99, 100, 28_805, 999_999_999_999], [-1, -12_345, 1e12, 2 ** 53 - 1]),
	currency: mostly(['KES', 'UGX', 'JPY', null], ['kes', '=']),
	lasted: mostly([0, 1, 10, 100, 999, 1000, 60_000, 3_600_000, 7_200_001, 86_400_000 * 200], [-1, -60_000]),
});

type Odd = typeof odd extends fc.Arbitrary<infer Cells> ? Cells : never;

/** The text of an export, and what the printer makes of the same rows one by one. */
async function bothOf(station: string): Promise<{ text: string; printed: string[] }> {
	const { db } = world.store();
	const params = new URLSearchParams({ ...days, station });
	const outcome = await exportSessions(world.parts(), { reach: all, params, reader });
	if (!outcome.ok) throw new Error(outcome.code);
	const bytes = await new Response(outcome.value.stream).arrayBuffer();
	const rows = await db
		.select(listedColumns(now))
		.from(sessions)
		.where(and(eq(sessions.stationId, station), sql`${sessions.createdAt} <= ${now}`))
		.orderBy(asc(sessions.createdAt), asc(sessions.id));
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
	return {
		text: text.slice(text.indexOf('\r\n') + 2),
		printed: rows.map(sessionLinePrinter(await listStations(db, '*'))),
	};
}

async function hold(given: readonly Given[], odds: readonly Odd[]): Promise<void> {
	await world.hold(given);
	const change =
		'update sessions set plan_id = ?, payment_method = ?, actor_id = ?, customer_name = ?, energy_wh = ?, amount_minor = ?, currency = ?, ended_at = iif(ended_at is null, null, created_at + ?) where id = ?';
	await world.store().writer.commit(
		odds.slice(0, given.length).map((cells, i) => ({
			sql: change,
			args: [...Object.values(cells), given[i]?.id ?? ''] as (string | number | null)[],
		})),
	);
}

describe('lines printed by the database', () => {
	test('are those of the printer, to the letter: any text, figure, currency and clock', async () => {
		await fc.assert(
			fc.asyncProperty(sessionSet, fc.array(odd, { minLength: 20, maxLength: 40 }), async (given, odds) => {
				await hold(given, odds);
				for (const station of Object.keys(zones)) {
					const { text, printed } = await bothOf(station);
					expect(text).toBe(printed.join(''));
				}
			}),
			{ ...limits, numRuns: 60 },
		);
	});

	test('come once each where more sessions than a chunk holds begin at one instant', async () => {
		const createdAt = now - 60_000;
		await world.hold(Array.from({ length: 1100 }, (_, i) => swapOf({ id: `att-sess-${i}`, createdAt })));
		const { text, printed } = await bothOf('NAIROBI');
		expect(printed).toHaveLength(1100);
		expect(text).toBe(printed.join(''));
	});

	test.each([
		['2026-10-25T00:59:59.999Z', '2026-10-25T02:59:59.999+02:00'],
		['2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000+01:00'],
		['2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
		['2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
	])('tell %s in Berlin as %s', async (utc, local) => {
		await world.hold([swapOf({ station: 'BERLIN', createdAt: Date.parse(utc) })]);
		const { text, printed } = await bothOf('BERLIN');
		expect(text).toContain(`,${utc},${local},`);
		expect(text).toBe(printed.join(''));
	});
});
