import { expect, test } from 'vitest';
import { pushOutcomes, type PushOutcomeRow } from './push_outcomes.ts';

const rows: [string, PushOutcomeRow][] = Object.entries(pushOutcomes);

test.each(rows)('%s says what is and the way on, to each of both', (_, { attendant, rider }) => {
	for (const words of [attendant, rider]) expect(words).toMatch(/^[A-Z].*[^.]$/);
	expect(rider).not.toMatch(/\brider\b/);
});

test('who may have paid is never told to pay again', () => {
	const open = rows.filter(([name, { state }]) => state !== 'failed' && name !== 'busy');
	expect(open.map(([, { retryHelps }]) => retryHelps)).toEqual(open.map(() => false));
});
