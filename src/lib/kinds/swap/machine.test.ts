import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { foldEvent, foldEvents } from '#lib/session/fold.ts';
import { stepsCompleted } from '#lib/session/flow_state.ts';
import { given } from '#lib/session/given.ts';
import { deadStates, endingOf, nextState } from '#lib/session/machine.ts';
import { walk } from '#lib/session/walk.ts';
import type { SwapEvent } from './events.ts';
import { swapDocumentSchema } from './document_schema.ts';
import { swap } from './kind.ts';
import { swapFlow, swapMachine, type SwapState } from './machine.ts';
import { begun, firstIssued, issued, receipt, requested, waived } from './swap_scenes.ts';

const states = Object.keys(swapMachine.states) as SwapState[];

describe('the machine', () => {
	test('every state is reachable, and every open state can end', () => expect(deadStates(swapMachine)).toEqual([]));

	test('nothing is handed over before it is paid or waived', () => {
		const from = states.filter((state) => nextState(swapMachine, state, 'service_completed'));
		expect(from).toEqual(['complete']);
		const into = states.flatMap((state) =>
			Object.entries(swapMachine.states[state].on ?? {})
				.filter(([, target]) => target === 'complete' && state !== 'complete')
				.map(([type]) => type),
		);
		expect(into.sort()).toEqual(['payment_settled', 'payment_waived']);
	});

	test('every open state can be given up and expires', () => {
		const open = states.filter((state) => !endingOf(swapMachine, state));
		for (const state of open) {
			expect(nextState(swapMachine, state, 'session_cancelled')).toBe('cancelled');
			expect(nextState(swapMachine, state, 'session_expired')).toBe('expired');
		}
	});

	test('a step belongs to open states, and each open state to a step', () => {
		const open = states.filter((state) => !endingOf(swapMachine, state));
		const steps = Object.values(swap.steps).flatMap((step) => step.states);
		expect([...new Set(steps)].sort()).toEqual([...open].sort());
	});
});

/** One event of each type, as the steps decide them. */
const samples = new Map<SwapEvent['type'], SwapEvent>();
const { payment } = {
	payment: {
		paymentId: 'pay-1',
		method: 'MPESA',
		reference: 'R1',
		amountMinor: receipt(100).amountMinor,
		excessMinor: 0,
	},
};
for (const scene of [waived(), requested(), firstIssued(), issued()]) {
	for (const event of scene.events ?? []) samples.set(event.type, event);
}
const others: SwapEvent[] = [
	{ type: 'return_reopened', at: 0 },
	{ type: 'issue_reopened', at: 0 },
	{ type: 'push_requested', at: 0, push: { intentId: 'i1', phone: '254712345678', amountMinor: 28_800 } },
	{ type: 'push_sent', at: 0, intentId: 'i1', checkoutId: 'ws_CO_1', message: 'Enter your PIN' },
	{ type: 'push_failed', at: 0, intentId: 'i1', code: 'wrong_pin', message: 'The PIN was wrong' },
	{ type: 'payment_partial', at: 0, payment },
	{ type: 'payment_settled', at: 0, payment },
	{ type: 'service_completed', at: 0, transactionId: 'R1', correlationId: 'c' },
	{
		type: 'service_refused',
		at: 0,
		code: 'QUOTA_EXHAUSTED',
		message: 'Nothing is left',
		details: null,
		correlationId: 'c',
	},
	{ type: 'session_cancelled', at: 0, reason: 'left' },
	{ type: 'session_expired', at: 0 },
];
for (const event of others) samples.set(event.type, event);

const walks = fc.array(fc.nat({ max: 1000 }), { maxLength: 40 }).map((dice) => walk(swapMachine, samples, dice));

describe('any walk through the machine', () => {
	test('knows a sample of every event', () => {
		const types = states.flatMap((state) => Object.keys(swapMachine.states[state].on ?? {}));
		expect([...samples.keys()].sort()).toEqual([...new Set(types)].sort());
	});

	test('folds: versions without gap, a step completes once, the flow never beyond its steps', () => {
		fc.assert(
			fc.property(walks, (events) => {
				const { session } = given(swap, { ...begun(), events });
				const done = stepsCompleted(session.flow);
				expect(session.version).toBe(1 + events.length);
				expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
				const { currentStep, maxStepReached } = session.flow;
				expect(swapFlow.steps.map(({ number }) => number)).toContain(currentStep);
				expect(maxStepReached).toBeGreaterThanOrEqual(currentStep);
				expect(done.every((step) => step < currentStep)).toBe(true);
				expect(session.status === 'active').toBe(session.endedAt === null);
				if (session.state === 'done') expect(session.data.cleared).not.toBeNull();
				if (session.state === 'complete') expect(done).toContain(4);
			}),
		);
	});

	test('prints a document and a summary of finite figures, and survives storing', () => {
		fc.assert(
			fc.property(walks, (events) => {
				const { session } = given(swap, { ...begun(), events });
				const stored = JSON.parse(JSON.stringify(session)) as typeof session;
				expect(swap.document(stored)).toEqual(swap.document(session));
				expect(v.safeParse(swapDocumentSchema, swap.document(stored)).issues).toBeUndefined();
				JSON.stringify([swap.document(session), swap.summary(session.data)], (_, value: unknown) => {
					if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
					return value;
				});
			}),
		);
	});

	test('folded in two parts is folded whole', () => {
		fc.assert(
			fc.property(walks, fc.nat({ max: 40 }), (events, cut) => {
				const { session: whole } = given(swap, { ...begun(), events });
				const { session: part } = given(swap, { ...begun(), events: events.slice(0, cut) });
				expect(foldEvents(swap, part, events.slice(cut))).toEqual(whole);
			}),
		);
	});

	test('refuses an event that its state does not allow', () => {
		fc.assert(
			fc.property(walks, fc.constantFrom(...samples.values()), (events, event) => {
				const { session } = given(swap, { ...begun(), events });
				fc.pre(nextState(swapMachine, session.state, event.type) === undefined);
				expect(() => foldEvent(swap, session, event)).toThrow(TypeError);
			}),
		);
	});
});
