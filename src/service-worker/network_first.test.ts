import { expect, test } from 'vitest';
import { networkFirst } from './network_first.ts';

const never = new Promise<never>(() => undefined);
const late = Promise.resolve();
const fresh = new Response('fresh');
const copy = new Response('copy');
const none = async () => undefined;

test('the server is asked first, and its word counts whatever it is', async () => {
	const refused = new Response('', { status: 404 });
	expect(await networkFirst({ ask: async () => fresh, copy: async () => copy, late: never })).toBe(fresh);
	expect(await networkFirst({ ask: async () => refused, copy: async () => copy, late: never })).toBe(refused);
});

test.each([
	['is not reached', () => Promise.reject(new TypeError('Failed to fetch'))],
	['is away behind its proxy', async () => new Response('', { status: 502 })],
	['takes too long behind it', async () => new Response('', { status: 504 })],
])('a server that %s is stood in for by the copy, or by nothing', async (_, ask) => {
	expect(await networkFirst({ ask, copy: async () => copy, late: never })).toBe(copy);
	expect(await networkFirst({ ask, copy: none, late: never })).toBeUndefined();
});

test('a slow server is waited for only where there is no copy', async () => {
	expect(await networkFirst({ ask: () => never, copy: async () => copy, late })).toBe(copy);
	const slow = late
		.then(() => late)
		.then(() => late)
		.then(() => fresh);
	expect(await networkFirst({ ask: () => slow, copy: none, late })).toBe(fresh);
});
