import { count } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { runningAt, runningQuery } from '#lib/server/store/list_running_charges.ts';
import { sessions } from '#lib/server/store/schema.ts';
import { makeDatabase, rowsOf } from '../fixtures/test_store.ts';

test.each([[['station-1', 'station-2']], ['*']] as const)(
	'what charges now at %j is found among the open sessions, and the history is not read',
	async (stations) => {
		const store = await (await makeDatabase('libSQL file')).open();
		const counted = store.db.select({ count: count() }).from(sessions).where(runningAt(stations));
		const listed = [{}, { after: [1, 'chg-1'] }].map((page) =>
			runningQuery(store.db, stations, { limit: 50, ...page }),
		);
		for (const query of [counted, ...listed]) {
			const { sql, params } = query.toSQL();
			const bound = params.reduce<string>((text, value) => text.replace('?', `'${String(value)}'`), sql);
			const plan = (await rowsOf(store, `EXPLAIN QUERY PLAN ${bound}`)).map(({ detail }) => detail);
			expect(plan[0]).toContain('SEARCH sessions USING INDEX sessions_expiry (expires_at>?)');
		}
	},
);
