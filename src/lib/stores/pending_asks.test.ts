import { beforeEach, expect, test } from 'vitest';
import { forgetAsk, pendingAsk, rememberAsk, type AskStorage } from './pending_asks.ts';

let slots: Map<string, string>;
let storage: AskStorage;
let made: number;
const newKey = () => `cor-${++made}`;
const ask = { sessionId: 'att-sess-1', version: 4, step: 'complete', input: { payment: { amountMinor: 28_800 } } };

beforeEach(() => {
	slots = new Map();
	made = 0;
	storage = {
		getItem: (slot) => slots.get(slot) ?? null,
		setItem: (slot, text) => void slots.set(slot, text),
		removeItem: (slot) => void slots.delete(slot),
	};
});

test('asking the same again keeps the key', () => {
	const first = rememberAsk(storage, ask, newKey);
	expect(rememberAsk(storage, structuredClone(ask), newKey)).toEqual(first);
});

test.each([
	['another input', { input: { payment: { amountMinor: 100 } } }],
	['another step', { step: 'cancel' }],
	['another version', { version: 5 }],
	['another session', { sessionId: 'att-sess-2' }],
])('%s gets another key', (_, change) => {
	const first = rememberAsk(storage, ask, newKey);
	expect(rememberAsk(storage, { ...ask, ...change }, newKey).key).not.toBe(first.key);
});

test('an unanswered ask outlives a reload, until its session has moved on', () => {
	const first = rememberAsk(storage, ask, newKey);
	expect(pendingAsk(storage, 'att-sess-1', 4)).toEqual(first);
	expect(pendingAsk(storage, 'att-sess-1', 5)).toBeNull();
});

test('an answered ask is forgotten: the same thing asked once more is a new one', () => {
	const first = rememberAsk(storage, ask, newKey);
	forgetAsk(storage, 'att-sess-1');
	expect(pendingAsk(storage, 'att-sess-1', 4)).toBeNull();
	expect(rememberAsk(storage, ask, newKey).key).not.toBe(first.key);
});
