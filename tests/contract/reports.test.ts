import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits } from '#lib/kernel/money.ts';
import { parseSessionQuery } from '#lib/server/reports/session_query.ts';
import { scopeOf, type ReportReach } from '#lib/server/reports/report_reach.ts';
import { exportSessions } from '#lib/server/reports/export_sessions.ts';
import { readSessionDetail } from '#lib/server/reports/read_session_detail.ts';
import { readSessionList } from '#lib/server/reports/read_session_list.ts';
import { listSessions, type ListPage } from '#lib/server/store/list_sessions.ts';
import { sessionSorts } from '#lib/server/store/session_list_columns.ts';
import { audit } from '#lib/server/store/schema.ts';
import { now, reader, useReports, zones, type Given } from './reports_world.ts';

const world = useReports();
const all = { scope: 'all' } as const;
const dayMs = 86_400_000;

const swapOf = (change: Partial<Given>): Given => ({
	id: 'att-sess-1',
	station: 'NAIROBI',
	createdAt: now - 3_600_000,
	status: 'completed',
	expiresAt: now + dayMs,
	attendant: 'Ann',
	customer: 'Jane Smith',
	energyWh: 2400,
	amountMinor: 28_800,
	currency: 'KES',
	...change,
});

/** Instants about the midnights and the clock changes of the zones. */
const instants = fc
	.tuple(
		fc.constantFrom('2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26', '2026-11-21'),
		fc.constantFrom(-3, -2, -1, 0, 1),
		fc.constantFrom(-1, 0, 1, 1_800_000),
	)
	.map(([date, hours, ms]) => Date.parse(`${date}T00:00:00Z`) + hours * 3_600_000 + ms);

const names = fc.oneof(
	fc.constantFrom(
		'=cmd|calc',
		'+254 700',
		'-2',
		'@SUM(A1)',
		'\tTab',
		'Says "hi", then\r\ngoes',
		'50%_off\\',
		'Zoë 🛵',
		'',
	),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
);

const given = fc
	.record({
		station: fc.constantFrom('NAIROBI', 'BERLIN', 'KAMPALA', null),
		createdAt: instants,
		status: fc.constantFrom('active', 'completed', 'cancelled', 'expired' as const),
		isOver: fc.boolean(),
		attendant: names,
		customer: fc.option(names),
		energyWh: fc.option(fc.integer({ min: -5000, max: 5000 })),
		amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
		currency: fc.constantFrom('KES', 'UGX', null),
	})
	.map(({ isOver, ...rest }) => ({
		...rest,
		amountMinor: rest.currency === null ? 0 : rest.amountMinor,
		expiresAt: isOver ? now : now + 1,
	}));

const sessionSet = fc
	.array(given, { maxLength: 40 })
	.map((list) => list.map((item, i): Given => ({ ...item, id: `att-sess-${i}` })));

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

/** Every run goes to the store: a failure is told by its seed and not made smaller by thousands of further runs. */
const limits = { endOnFailure: true } as const;

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

describe('paging by key', () => {
	async function pagesOf(sort: (typeof sessionSorts)[number], direction: 'asc' | 'desc') {
		const scope = await scopeOf(world.store().db, all);
		const { query } = parseSessionQuery(new URLSearchParams({ from: '2026-01-01', to: '2026-12-31' }), scope, now);
		if (!query) throw new Error('The filter is good');
		const read = (at: { after?: ListPage['next'] & object; before?: ListPage['previous'] & object }) =>
			listSessions(world.store().db, query.filter, { sort, direction, limit: 7, ...at });
		const forward = [await read({})];
		for (let next = forward[0]?.next; next; next = forward.at(-1)?.next) forward.push(await read({ after: next }));
		const back = forward.slice(-1);
		for (let previous = back[0]?.previous; previous; previous = back[0]?.previous)
			back.unshift(await read({ before: previous }));
		return { forward, back };
	}

	test('shows every session once in order, and the same pages on the way back', async () => {
		const order = fc.tuple(fc.constantFrom(...sessionSorts), fc.constantFrom('asc', 'desc' as const));
		await fc.assert(
			fc.asyncProperty(sessionSet, order, async (sessions, [sort, direction]) => {
				await world.hold(sessions);
				const { forward, back } = await pagesOf(sort, direction);
				const rows = forward.flatMap((page) => page.rows);
				expect(idsOf(rows)).toEqual(idsOf(sessions));
				expect(back.map((page) => page.rows)).toEqual(forward.map((page) => page.rows));
				if (sort !== 'created') return;
				const times = rows.map(({ createdAt }) => (direction === 'asc' ? createdAt : -createdAt));
				expect(times).toEqual(times.toSorted((a, b) => a - b));
			}),
			{ ...limits, numRuns: 40 },
		);
	});

	test('moves no page when sessions begin meanwhile', async () => {
		const sessions = Array.from({ length: 60 }, (_, i) => swapOf({ id: `att-sess-${i}`, createdAt: now - 1000 - i }));
		await world.hold(sessions);
		const ask = (params: Record<string, string>) =>
			readSessionList(world.parts(), { reach: all, params: new URLSearchParams(params), reader });
		const first = await ask({});
		await world.hold([...sessions, swapOf({ id: 'att-sess-new', createdAt: now })]);
		const second = await ask({ after: first.page?.next ?? '' });
		expect(first.page?.rows).toHaveLength(50);
		expect(second.page?.rows.map(({ id }) => id)).toEqual(sessions.slice(50).map(({ id }) => id));
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

test('whoever reads riders’ data is in the audit log: list, session and export', async () => {
	await world.hold([swapOf({})]);
	await readSessionList(world.parts(), { reach: all, params: new URLSearchParams(), reader });
	await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => true, reader });
	await world.exported(all, { q: 'jane' });
	const entries = await world.store().db.select().from(audit).orderBy(audit.id);
	expect(entries.map(({ action, subject, actorId, origin }) => [action, subject, actorId, origin])).toEqual(
		expect.arrayContaining([
			['session.list', 'sessions', reader.id, reader.address],
			['session.read', 'att-sess-1', reader.id, reader.address],
			['session.export', 'sessions', reader.id, reader.address],
		]),
	);
});

describe('a session', () => {
	test('is shown with its timeline, and as expired once its time is over', async () => {
		await world.hold([swapOf({ status: 'active', expiresAt: now })]);
		const detail = await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => true, reader });
		expect(detail?.session.status).toBe('expired');
		expect(detail?.station?.timeZone).toBe('Africa/Nairobi');
		expect(detail?.events).toEqual([
			expect.objectContaining({ seq: 1, title: 'Session started', by: 'user-attendant' }),
		]);
	});

	test('shows an event of an unknown type by its code', async () => {
		await world.hold([swapOf({})]);
		const sql = 'insert into session_events (session_id, seq, type, data_json, actor_id, at) values (?, ?, ?, ?, ?, ?)';
		const args = ['att-sess-1', 2, 'battery_blessed', '{}', 'user-attendant', now];
		const raise = { sql: `update sessions set snapshot = json_set(snapshot, '$.version', 2)`, args: [] };
		await world.store().writer.commit([{ sql, args }, raise]);
		const detail = await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => true, reader });
		expect(detail?.events.at(-1)).toMatchObject({ title: 'battery_blessed' });
	});

	test('is not there, and leaves no trace, for whoever may not read it', async () => {
		await world.hold([swapOf({})]);
		expect(await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => false, reader })).toBeNull();
		expect(await readSessionDetail(world.parts(), { id: 'att-sess-2', mayRead: () => true, reader })).toBeNull();
		expect(await world.store().db.select().from(audit)).toEqual([]);
	});
});
