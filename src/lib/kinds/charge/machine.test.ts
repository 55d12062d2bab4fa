import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { startProgress } from '#lib/charging/charge.ts';
import { foldEvents } from '#lib/session/fold.ts';
import { given } from '#lib/session/given.ts';
import { deadStates, endingOf, nextState } from '#lib/session/machine.ts';
import { walk } from '#lib/session/walk.ts';
import { asked, specStart } from './charge_scenes.ts';
import { chargeDocumentSchema } from './document_schema.ts';
import type { ChargeEvent } from './events.ts';
import { charge } from './kind.ts';
import { chargeMachine, type ChargeState } from './machine.ts';

const states = Object.keys(chargeMachine.states) as ChargeState[];
const open = states.filter((state) => !endingOf(chargeMachine, state));

describe('the machine', () => {
	test('every state is reachable, and every open state can end', () => expect(deadStates(chargeMachine)).toEqual([]));

	test('every open state is closed by rule in the end, and has a step', () => {
		for (const state of open) expect(nextState(chargeMachine, state, 'charging_closed')).toBeDefined();
		const steps = Object.values(charge.steps).flatMap((step) => step.states);
		expect([...new Set(steps)].sort()).toEqual([...open].sort());
	});
});

const progress = { ...startProgress(specStart, null), energyWh: 4200, source: 'phone', level: 52 } as const;
const end = { reason: 'rider', detail: null, endedAt: specStart.startedAt + 900_000, progress } as const;
const events: ChargeEvent[] = [
	{ type: 'start_requested', at: 0, charge: specStart },
	{ type: 'start_failed', at: 0, reason: 'The charger refused' },
	{ type: 'charging_started', at: 0, charge: specStart, transaction: null, progress: startProgress(specStart, null) },
	{ type: 'level_reported', at: 0, level: 52, energyWh: 4200, progress },
	{ type: 'readings_taken', at: 0, readings: [], progress },
	{ type: 'stop_requested', at: 0, level: null, rating: 4 },
	{ type: 'stop_failed', at: 0, reason: 'The charger refused' },
	{ type: 'charging_completed', at: 0, end, rating: null },
	{ type: 'charging_cancelled', at: 0, reason: 'Started by mistake', end: null },
	{ type: 'charging_closed', at: 0 },
];
const samples = new Map(events.map((event) => [event.type, event]));
const walks = fc.array(fc.nat({ max: 1000 }), { maxLength: 40 }).map((dice) => walk(chargeMachine, samples, dice));

describe('any walk through the machine', () => {
	test('knows a sample of every event', () => {
		const types = states.flatMap((state) => Object.keys(chargeMachine.states[state].on ?? {}));
		expect([...samples.keys()].sort()).toEqual([...new Set(types)].sort());
	});

	test('folds in two parts as in one, and prints a document that is one of its schema and survives storing', () => {
		fc.assert(
			fc.property(walks, fc.nat({ max: 40 }), (walked, cut) => {
				const { session } = given(charge, { ...asked(), events: walked });
				expect(session.version).toBe(1 + walked.length);
				const { session: part } = given(charge, { ...asked(), events: walked.slice(0, cut) });
				expect(foldEvents(charge, part, walked.slice(cut))).toEqual(session);
				const stored = JSON.parse(JSON.stringify(session)) as typeof session;
				expect(charge.document(stored)).toEqual(charge.document(session));
				expect(v.safeParse(chargeDocumentSchema, charge.document(stored)).issues).toBeUndefined();
				for (const event of walked)
					expect([charge.tell({ ...event }), charge.track({ ...event })]).not.toContain(undefined);
			}),
		);
	});
});
