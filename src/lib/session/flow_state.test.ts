import { describe, expect, test } from 'vitest';
import { flowDocument, isoOf } from './document.ts';
import { foldEvents, sessionLifetimeMs, startSession } from './fold.ts';
import { stepsCompleted } from './flow_state.ts';
import { given, testStart } from './given.ts';
import { errand, errandFlow, finish, type ErrandEvent } from './sample_kind.ts';

const started = startSession(errand, {
	id: 'errand-1',
	device: { device_id: 'd', app_version: '1', platform: 'web', locale: 'en' },
	actor: { type: 'attendant', id: 'a', name: 'A', station: null },
	at: testStart,
});
const at = (seconds: number) => testStart + seconds * 1000;
const event = (type: ErrandEvent['type'], seconds: number): ErrandEvent => ({ type, at: at(seconds) });

describe('a session', () => {
	test('begins at version 1 with its first step open', () => {
		expect(started).toMatchObject({
			kind: 'errand',
			state: 'packing',
			status: 'active',
			version: 1,
			lastAction: { type: 'session_created', at: testStart },
			expiresAt: testStart + sessionLifetimeMs,
			endedAt: null,
		});
		expect(flowDocument(started, errandFlow)).toEqual({
			current_step: 1,
			max_step_reached: 1,
			total_steps: 3,
			steps_completed: [],
			step_statuses: {
				'1': { status: 'in_progress', started_at: '2025-12-09T14:00:00.000Z' },
				'2': { status: 'pending' },
				'3': { status: 'pending' },
			},
		});
	});

	test('moves on with each event, which gives it another day', () => {
		const session = foldEvents(errand, started, [event('packed', 5)]);
		expect(session).toMatchObject({
			state: 'riding',
			version: 2,
			updatedAt: at(5),
			expiresAt: at(5) + sessionLifetimeMs,
			lastAction: { type: 'packed', at: at(5) },
			data: ['packed'],
		});
		expect(flowDocument(session, errandFlow)).toMatchObject({
			steps_completed: [1],
			step_statuses: {
				'1': { status: 'completed', completed_at: isoOf(at(5)) },
				'2': { status: 'in_progress', started_at: isoOf(at(5)) },
			},
		});
	});

	test('passes a step that was not needed', () => {
		const session = foldEvents(errand, started, [event('beamed', 5)]);
		expect(flowDocument(session, errandFlow)).toMatchObject({
			current_step: 3,
			steps_completed: [1],
			step_statuses: { '2': { status: 'skipped' }, '3': { status: 'in_progress' } },
		});
	});

	test('goes back: that step and the later ones are open again, the furthest stays', () => {
		const session = foldEvents(errand, started, [event('packed', 5), event('delivered', 6), event('came_back', 7)]);
		expect(session.flow).toMatchObject({ currentStep: 1, maxStepReached: 3, completedAt: {} });
		expect(flowDocument(session, errandFlow)).toMatchObject({
			step_statuses: {
				'1': { status: 'in_progress', started_at: isoOf(at(7)) },
				'2': { status: 'pending' },
				'3': { status: 'pending' },
			},
		});
		expect(stepsCompleted(foldEvents(errand, session, [event('packed', 8)]).flow)).toEqual([1]);
	});

	test('ends where it stands, and is not given another day', () => {
		const session = foldEvents(errand, started, [event('packed', 5), event('dropped', 9)]);
		expect(session).toMatchObject({ status: 'cancelled', endedAt: at(9), expiresAt: at(5) + sessionLifetimeMs });
		expect(flowDocument(session, errandFlow)).toMatchObject({
			current_step: 2,
			step_statuses: { '2': { status: 'cancelled', started_at: isoOf(at(5)) } },
		});
	});

	test('throws upon an event that its state does not know', () => {
		expect(() => foldEvents(errand, started, [event('delivered', 5)])).toThrow(
			new TypeError('errand allows no delivered in packing'),
		);
	});
});

describe('a step', () => {
	const scene = { facts: null };

	test('decides upon what its schema makes of the input', () => {
		const riding = { ...scene, events: [event('packed', 5)], now: at(6) };
		expect(given(errand, riding).when(finish, { to: ' Moi Avenue ', more: 1 })).toEqual({
			ok: true,
			value: { events: [{ type: 'delivered', at: at(6) }], outcome: 'Moi Avenue' },
		});
	});

	test('is refused where it is not open, before its input is read', () => {
		expect(given(errand, scene).when(finish, null)).toMatchObject({
			code: 'STEP_NOT_OPEN',
			params: { step: 'finish', state: 'packing' },
		});
	});

	test.each([null, undefined, [], 'x', { to: 1 }])('refuses the input %o', (input) => {
		const riding = { ...scene, events: [event('packed', 5)] };
		expect(given(errand, riding).when(finish, input)).toMatchObject({ code: 'INPUT_INVALID' });
	});

	test('is refused once the session has ended or its day is over', () => {
		const ended = { ...scene, events: [event('packed', 5), event('dropped', 6)] };
		expect(given(errand, ended).when(finish, { to: 'x' })).toMatchObject({ code: 'SESSION_ENDED' });
		const late = { ...scene, events: [event('packed', 5)], now: at(5) + sessionLifetimeMs };
		expect(given(errand, late).when(finish, { to: 'x' })).toMatchObject({ code: 'SESSION_EXPIRED' });
	});
});
