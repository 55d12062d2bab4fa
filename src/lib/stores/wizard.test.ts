import { beforeEach, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok } from '#lib/kernel/result.ts';
import type { RpcClient } from '#lib/rpc/client.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { AgentLine } from './agent_line.svelte.ts';
import { Wizard } from './wizard.svelte.ts';

/** What the server holds, and every request that reached it. */
let server: { session: SessionRecord; asked: string[]; answer: () => Promise<unknown> };
let slots: Map<string, string>;

const at = (version: number, state: string) =>
	({ id: 'att-sess-1', kind: 'swap', version, state, status: 'active', data: {} }) as unknown as SessionRecord;

const reply = (reason: string | null) => ({
	data: { success: reason === null, signals: [], metadata: { reason, message: 'In words' } },
});

function openWizard() {
	const rpc = {
		sessions: { get: { query: async () => server.session }, open: { query: async () => [] } },
	} as unknown as RpcClient;
	const line = {
		request: async (_: unknown, key: string) => {
			server.asked.push(key);
			return server.answer();
		},
	} as unknown as AgentLine;
	return new Wizard<string>({
		kind: {
			requestFor: () => ({ operation: 'payment_and_service', planId: 'SUB-8847-KE', data: {} }),
			readForm: (_, step, fields) => ok({ step, input: fields }),
			viewOf: async (session) => session.state,
			awaitsNews: () => false,
		},
		rpc,
		line,
		session: at(4, 'review'),
		view: 'review',
		refusal: null,
		moved: false,
		storage: () => ({
			getItem: (slot) => slots.get(slot) ?? null,
			setItem: (slot, text) => void slots.set(slot, text),
			removeItem: (slot) => void slots.delete(slot),
		}),
	});
}

beforeEach(() => {
	slots = new Map();
	server = { session: at(4, 'review'), asked: [], answer: async () => reply(null) };
});

test('an answered step shows the session as it is now, and forgets the key', async () => {
	const wizard = openWizard();
	server.answer = async () => {
		server.session = at(5, 'done');
		return reply(null);
	};
	await wizard.submit({ step: 'complete', input: {} });
	expect([wizard.session.version, wizard.shown.view, wizard.busy, slots.size]).toEqual([5, 'done', null, 0]);
});

test('after a fault the same request is sent again, under the same key, also by a tab that was reloaded', async () => {
	server.answer = () => Promise.reject(new FaultError('mqtt', 'Agent does not answer'));
	const wizard = openWizard();
	await wizard.submit({ step: 'complete', input: {} });
	expect(wizard.fault).not.toBeNull();
	await wizard.retry();
	await openWizard().submit({ step: 'complete', input: {} });
	expect(new Set(server.asked).size).toBe(1);
	expect(server.asked).toHaveLength(3);
});

test('a refusal is shown, and the next try is a new request', async () => {
	const wizard = openWizard();
	server.answer = async () => reply('BATTERY_MISMATCH');
	await wizard.submit({ step: 'complete', input: {} });
	expect(wizard.refusal).toMatchObject({ code: 'BATTERY_MISMATCH', message: 'In words' });
	await wizard.submit({ step: 'complete', input: {} });
	expect(new Set(server.asked).size).toBe(2);
});

test('a session that was moved elsewhere is shown as it is, without blame', async () => {
	const wizard = openWizard();
	server.session = at(6, 'pay');
	server.answer = async () => reply('SESSION_MOVED_ON');
	await wizard.submit({ step: 'complete', input: {} });
	expect([wizard.session.version, wizard.movedElsewhere, wizard.refusal]).toEqual([6, true, null]);
});

test('while a step is under way another one is not taken', async () => {
	const wizard = openWizard();
	await Promise.all([
		wizard.submit({ step: 'complete', input: {} }),
		wizard.submit({ step: 'complete', input: { twice: true } }),
	]);
	expect(server.asked).toHaveLength(1);
});

test('an answer that is older than what is shown changes nothing', async () => {
	const wizard = openWizard();
	server.session = at(3, 'issue');
	await wizard.refresh();
	expect(wizard.session.version).toBe(4);
});

test('a fault is over once the session has moved: its request is not sent again', async () => {
	server.answer = () => Promise.reject(new FaultError('mqtt', 'Agent does not answer'));
	const wizard = openWizard();
	await wizard.submit({ step: 'complete', input: {} });
	server.session = at(5, 'done');
	await wizard.refresh();
	await wizard.retry();
	expect([wizard.fault, wizard.shown.view, server.asked.length, slots.size]).toEqual([null, 'done', 1, 0]);
});

test('knows which version its own step has made, and which came by itself', async () => {
	const wizard = openWizard();
	server.answer = async () => {
		server.session = at(5, 'pay');
		return reply(null);
	};
	await wizard.submit({ step: 'complete', input: {} });
	expect(wizard.ownVersion).toBe(5);
	server.session = at(6, 'complete');
	expect(await wizard.refresh()).toBe(true);
	expect([wizard.session.version, wizard.ownVersion]).toEqual([6, 5]);
});
