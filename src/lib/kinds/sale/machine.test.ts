import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { stepsCompleted } from '#lib/session/flow_state.ts';
import { foldEvents } from '#lib/session/fold.ts';
import { given } from '#lib/session/given.ts';
import { deadStates, endingOf, nextState } from '#lib/session/machine.ts';
import { walk } from '#lib/session/walk.ts';
import { saleDocumentSchema } from './document_schema.ts';
import type { SaleEvent } from './events.ts';
import { sale } from './kind.ts';
import { saleFlow, saleMachine, type SaleState } from './machine.ts';
import { begun, done, receipt } from './sale_scenes.ts';

const states = Object.keys(saleMachine.states) as SaleState[];
const open = states.filter((state) => !endingOf(saleMachine, state));

describe('the machine', () => {
	test('every state is reachable, and every open state can end', () => expect(deadStates(saleMachine)).toEqual([]));

	test('no battery goes out before the order is paid', () => {
		const into = (target: SaleState) =>
			states.flatMap((state) =>
				Object.entries(saleMachine.states[state].on ?? {})
					.filter(([, to]) => to === target && state !== target)
					.map(([type]) => type),
			);
		expect(into('done')).toEqual(['battery_assigned']);
		expect(into('hand_over')).toEqual(['battery_bound']);
		expect(into('battery').sort()).toEqual(['battery_reopened', 'payment_settled', 'payment_waived']);
	});

	test('every open state can be given up and expires, and has a step', () => {
		for (const state of open) {
			expect(nextState(saleMachine, state, 'session_cancelled')).toBe('cancelled');
			expect(nextState(saleMachine, state, 'session_expired')).toBe('expired');
		}
		const steps = Object.values(sale.steps).flatMap((step) => step.states);
		expect([...new Set(steps)].sort()).toEqual([...open].sort());
	});
});

const { excessMinor, paymentId, method, reference, amountMinor } = receipt(1000);
const payment = { excessMinor, paymentId, method, reference, amountMinor };
const samples = new Map<SaleEvent['type'], SaleEvent>((done().events ?? []).map((event) => [event.type, event]));
const others: SaleEvent[] = [
	{ type: 'customer_reopened', at: 0 },
	{ type: 'package_reopened', at: 0 },
	{ type: 'plan_reopened', at: 0 },
	{
		type: 'order_registered',
		at: 0,
		erp: { partnerId: '1', orderId: '2', orderName: 'S00002', subscriptionId: '3' },
	},
	{ type: 'payment_waived', at: 0 },
	{ type: 'push_requested', at: 0, push: { intentId: 'i1', phone: '254712345678', amountMinor: 1000 } },
	{ type: 'push_sent', at: 0, intentId: 'i1', checkoutId: 'ws_CO_1', message: 'Enter your PIN' },
	{ type: 'push_failed', at: 0, intentId: 'i1', code: 'wrong_pin', message: 'The PIN was wrong' },
	{ type: 'payment_partial', at: 0, payment },
	{ type: 'battery_reopened', at: 0 },
	{ type: 'session_cancelled', at: 0, reason: 'left' },
	{ type: 'session_expired', at: 0 },
];
for (const event of others) samples.set(event.type, event);

const walks = fc.array(fc.nat({ max: 1000 }), { maxLength: 40 }).map((dice) => walk(saleMachine, samples, dice));

describe('any walk through the machine', () => {
	test('knows a sample of every event', () => {
		const types = states.flatMap((state) => Object.keys(saleMachine.states[state].on ?? {}));
		expect([...samples.keys()].sort()).toEqual([...new Set(types)].sort());
	});

	test('folds: versions without gap, steps in order, in two parts as in one', () => {
		fc.assert(
			fc.property(walks, fc.nat({ max: 40 }), (events, cut) => {
				const { session } = given(sale, { ...begun(), events });
				const completed = stepsCompleted(session.flow);
				expect(session.version).toBe(1 + events.length);
				expect(completed).toEqual([...new Set(completed)].sort((a, b) => a - b));
				expect(completed.every((step) => step < session.flow.currentStep)).toBe(true);
				expect(saleFlow.steps.map(({ number }) => number)).toContain(session.flow.currentStep);
				if (session.state === 'hand_over' || session.state === 'done') expect(session.data.paidAt).not.toBeNull();
				const { session: part } = given(sale, { ...begun(), events: events.slice(0, cut) });
				expect(foldEvents(sale, part, events.slice(cut))).toEqual(session);
			}),
		);
	});

	test('prints a document of finite figures that survives storing, and tells every event', () => {
		fc.assert(
			fc.property(walks, (events) => {
				const { session } = given(sale, { ...begun(), events });
				const stored = JSON.parse(JSON.stringify(session)) as typeof session;
				expect(sale.document(stored)).toEqual(sale.document(session));
				expect(v.safeParse(saleDocumentSchema, sale.document(stored)).issues).toBeUndefined();
				for (const event of events)
					expect([sale.tell({ ...event }), sale.track({ ...event })]).not.toContain(undefined);
				JSON.stringify([sale.document(session), sale.summary(session.data)], (_, value: unknown) => {
					if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
					return value;
				});
			}),
		);
	});
});
