import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits } from '#lib/kernel/money.ts';
import type { ReportReach } from '#lib/server/reports/report_reach.ts';
import { exportSessions } from '#lib/server/reports/export_sessions.ts';
import { readSessionList } from '#lib/server/reports/read_session_list.ts';
import { limits, sessionSet, swapOf } from './reports_samples.ts';
import { now, reader, useReports, zones, type Given } from './reports_world.ts';

const world = useReports();
const all = { scope: 'all' } as const;
const filters = fc.record({
	from: fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-25'),
	to: fc.constantFrom('2026-10-25', '2026-10-26', '2026-11-21'),
	status: fc.constantFrom('', '', 'active', 'completed', 'expired'),
	station: fc.constantFrom('', '', 'NAIROBI', 'BERLIN'),
	q: fc.constantFrom('', '', 'a', 'ZO', '%', '_', '\\', 'att-sess-1'),
});

/** The same selection once more, from the rules and not from SQL. */
function selected(sessions: readonly Given[], filter: Record<string, string>, stations: readonly (string | null)[]) {
	const { from = '', to = '', status = '', station = '', q = '' } = filter;
	const fold = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
	return sessions.filter((session) => {
		const zone = zones[session.station ?? ''] ?? 'UTC';
		const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(session.createdAt);
		return (
			stations.includes(session.station) &&
			(station === '' || session.station === station) &&
			from <= date &&
			date <= to &&
			(status === '' || statusNow(session) === status) &&
			[session.customer ?? '', session.id, session.attendant].some((text) => fold(text).includes(fold(q)))
		);
	});
}

function statusNow({ status, expiresAt }: Given) {
	return status === 'active' && expiresAt <= now ? 'expired' : status;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

describe('list, totals and export', () => {
	const reaches: readonly { reach: ReportReach; stations: readonly (string | null)[] }[] = [
		{ reach: all, stations: ['NAIROBI', 'BERLIN', 'KAMPALA', null] },
		{ reach: { scope: 'stations', stations: ['NAIROBI', 'BERLIN'] }, stations: ['NAIROBI', 'BERLIN'] },
		{ reach: { scope: 'stations', stations: [] }, stations: [] },
	];

	test('are of the same sessions: those whose local day, status, station and text the filter names', async () => {
		await fc.assert(
			fc.asyncProperty(
				sessionSet,
				filters,
				fc.constantFrom(...reaches),
				async (sessions, filter, { reach, stations }) => {
					fc.pre(filter.station === '' || stations.includes(filter.station));
					await world.hold(sessions);
					const expected = selected(sessions, filter, stations);
					const { page } = await readSessionList(world.parts(), { reach, params: new URLSearchParams(filter), reader });
					const csv = await world.exported(reach, filter);

					expect(idsOf(page?.rows ?? [])).toEqual(idsOf(expected));
					expect(csv.rows.map((row) => row['session_id']).sort()).toEqual(idsOf(expected));
					expect(csv.announced).toBe(expected.length);
					expect(page?.totals.count).toBe(expected.length);
					expect(page?.totals.energyWh).toBe(sum(expected.map(({ energyWh }) => energyWh ?? 0)));
				},
			),
			{ ...limits, numRuns: 40 },
		);
	});

	test('follow the clock of the station through a day of 25 hours', async () => {
		const midnight = Date.parse('2026-10-24T22:00:00Z');
		const hours = Array.from({ length: 27 }, (_, hour) => midnight + (hour - 1) * 3_600_000);
		await world.hold(hours.map((createdAt, i) => swapOf({ id: `att-sess-${i}`, station: 'BERLIN', createdAt })));
		const { rows } = await world.exported(all, { from: '2026-10-25', to: '2026-10-25' });
		expect(rows).toHaveLength(25);
		expect(rows[0]).toMatchObject({ started_at_local: '2026-10-25T00:00:00.000+02:00' });
		expect(rows.at(-1)).toMatchObject({ started_at_local: '2026-10-25T23:00:00.000+01:00' });
	});

	test.each(['50%', '0%_', '_off\\', 'AN_'])('take %s as the text it is', async (q) => {
		await world.hold([
			swapOf({ customer: '50%_off\\', attendant: 'an_n' }),
			swapOf({ id: 'att-sess-2', customer: '50 off' }),
		]);
		expect((await world.exported(all, { q })).rows).toHaveLength(1);
	});

	test('come to the same energy and, per currency, the same money', async () => {
		await fc.assert(
			fc.asyncProperty(sessionSet, async (sessions) => {
				await world.hold(sessions);
				const filter = { from: '2026-01-01', to: '2026-12-31' };
				const { page } = await readSessionList(world.parts(), {
					reach: all,
					params: new URLSearchParams(filter),
					reader,
				});
				const { rows } = await world.exported(all, filter);

				expect(sum(rows.map((row) => Math.round(Number(row['energy_kwh']) * 1000)))).toBe(page?.totals.energyWh);
				for (const currency of ['KES', 'UGX']) {
					const ofCurrency = rows.filter((row) => row['currency'] === currency);
					const exact = ofCurrency.map((row) => Math.round(Number(row['amount']) * 10 ** minorDigits(currency)));
					const shown = page?.totals.amounts.find((amount) => amount.currency === currency)?.amountMinor;
					expect(sum(exact)).toBe(shown ?? 0);
				}
			}),
			{ ...limits, numRuns: 30 },
		);
	});
});

describe('the export', () => {
	test('prints figures exactly, times on both clocks, and no formula', async () => {
		const createdAt = Date.parse('2026-10-25T01:30:00Z');
		await world.hold([
			swapOf({ station: 'BERLIN', createdAt, energyWh: 2405, customer: '=1+1', attendant: 'A "B", C' }),
		]);
		const { mark, rows, fileName } = await world.exported(all, {
			from: '2026-10-25',
			to: '2026-10-25',
			station: 'BERLIN',
		});
		expect(mark).toBe(0xfeff);
		expect(fileName).toBe('sessions_BERLIN_2026-10-25_2026-10-25.csv');
		expect(rows).toEqual([
			expect.objectContaining({
				session_id: 'att-sess-1',
				station: 'The BERLIN',
				attendant: 'A "B", C',
				customer: "'=1+1",
				started_at_utc: '2026-10-25T01:30:00.000Z',
				started_at_local: '2026-10-25T02:30:00.000+01:00',
				time_zone: 'Europe/Berlin',
				duration_s: '60',
				energy_kwh: '2.405',
				amount: '288.00',
				currency: 'KES',
			}),
		]);
	});

	test('reads on only as fast as it is read, and leaves out what begins meanwhile', async () => {
		const old = Array.from({ length: 1200 }, (_, i) => swapOf({ id: `att-sess-${i}`, createdAt: now - 5000 + i }));
		await world.hold(old);
		const outcome = await exportSessions(world.parts(), { reach: all, params: new URLSearchParams(), reader });
		if (!outcome.ok) throw new Error(outcome.code);
		const chunks = outcome.value.stream.getReader();
		await chunks.read();
		await world.hold([...old, swapOf({ id: 'att-sess-late', createdAt: now + 1 })]);
		let text = '';
		for (let part = await chunks.read(); !part.done; part = await chunks.read())
			text += new TextDecoder().decode(part.value);
		expect(text.split('\r\n')).toHaveLength(1201);
		expect(text).not.toContain('att-sess-late');
	});

	test('is refused in words where the filter is wrong', async () => {
		const params = new URLSearchParams({ from: '2026-02-30' });
		expect(await exportSessions(world.parts(), { reach: all, params, reader })).toMatchObject({
			ok: false,
			code: 'FILTER_INVALID',
			params: { problem: expect.stringContaining('2026-02-30') },
		});
	});
});

test('a customer exports their own sessions and nobody else’s', async () => {
	await world.hold([swapOf({})]);
	const { rows } = await world.exported({ scope: 'owner', ownerIds: ['customer-2'] }, {});
	expect(rows).toEqual([]);
});
