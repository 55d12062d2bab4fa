import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSessionList } from '#lib/server/reports/read_session_list.ts';
import { scopeOf } from '#lib/server/reports/report_reach.ts';
import { parseSessionQuery } from '#lib/server/reports/session_query.ts';
import { listSessions, type ListPage } from '#lib/server/store/list_sessions.ts';
import { sessionSorts, type ListedSession, type SessionSort } from '#lib/server/store/session_list_columns.ts';
import { limits, sessionSet, swapOf } from './reports_samples.ts';
import { now, reader, useReports } from './reports_world.ts';

const world = useReports();
const all = { scope: 'all' } as const;
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

/** What a list is sorted by; nothing stands below everything, and currencies stand apart. */
const figureOf: Record<SessionSort, (row: ListedSession) => number> = {
	created: ({ createdAt }) => createdAt,
	duration: ({ createdAt, endedAt }) => (endedAt === null ? -Infinity : endedAt - createdAt),
	energy: ({ energyWh }) => energyWh ?? -Infinity,
	amount: ({ amountMinor, currency }) => amountMinor + [null, 'KES', 'UGX'].indexOf(currency) * 1e9,
};

describe('paging by key', () => {
	async function pagesOf(sort: SessionSort, direction: 'asc' | 'desc') {
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
				const up = direction === 'asc' ? rows : rows.toReversed();
				const figures = up.map(figureOf[sort]);
				expect(figures).toEqual(figures.toSorted((a, b) => a - b));
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
