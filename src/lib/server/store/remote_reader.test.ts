import type { Client, InStatement } from '@libsql/client';
import { expect, test } from 'vitest';
import { openRemoteReader } from './remote_reader.ts';

/** A client that answers each query with its own text and counts its round trips; `broken` is a query that no server runs. */
function fakeClient() {
	let roundTrips = 0;
	const answer = (statement: InStatement) => {
		if (statement === 'broken') throw new Error('no such table');
		return { rows: [[statement]] };
	};
	const client = {
		execute: async (statement: InStatement) => {
			roundTrips++;
			return answer(statement);
		},
		batch: async (statements: InStatement[]) => {
			roundTrips++;
			return statements.map(answer);
		},
	};
	return { client: client as unknown as Client, roundTrips: () => roundTrips };
}

test('what is asked in one turn travels together, and each question gets its own answer', async () => {
	const { client, roundTrips } = fakeClient();
	const reader = openRemoteReader(client);
	const asked = Array.from({ length: 250 }, (_, i) => `query ${i}`);
	const answers = await Promise.all(asked.map((query) => reader.execute(query)));
	expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(asked);
	expect(roundTrips()).toBe(3);
});

test('a query that fails does not fail those it travels with', async () => {
	const reader = openRemoteReader(fakeClient().client);
	const [before, broken, after] = await Promise.allSettled(['a', 'broken', 'b'].map((query) => reader.execute(query)));
	expect(before).toMatchObject({ status: 'fulfilled', value: { rows: [['a']] } });
	expect(broken).toMatchObject({ status: 'rejected', reason: { message: 'no such table' } });
	expect(after).toMatchObject({ status: 'fulfilled', value: { rows: [['b']] } });
});

test('a query that nobody asks with goes by itself', async () => {
	const { client, roundTrips } = fakeClient();
	const reader = openRemoteReader(client);
	expect((await reader.execute('a')).rows).toEqual([['a']]);
	expect((await reader.execute('b')).rows).toEqual([['b']]);
	expect(roundTrips()).toBe(2);
});
