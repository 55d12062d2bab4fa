import { expect, test } from 'vitest';
import type { SessionRecord } from '#lib/session/record.ts';
import { flowLanes } from './flow_lanes.ts';

const steps = [1, 2, 3, 4].map((number) => ({ number, name: () => `Step ${number}` }));

function statuses(status: SessionRecord['status'], completed: readonly number[], currentStep: number) {
	const completedAt = Object.fromEntries(completed.map((step) => [step, 0]));
	const session = { status, flow: { currentStep, maxStepReached: currentStep, completedAt, startedAt: {} } };
	return flowLanes(session as unknown as SessionRecord, steps).map((lane) => lane.status);
}

test('what was passed without being taken is skipped', () => {
	expect(statuses('active', [1], 3)).toEqual(['done', 'skipped', 'current', 'upcoming']);
});

test('a completed session is done where it stands', () => {
	expect(statuses('completed', [1, 2, 3], 4)).toEqual(['done', 'done', 'done', 'done']);
});

test('a session that ended otherwise stands nowhere', () => {
	expect(statuses('cancelled', [1], 2)).toEqual(['done', 'upcoming', 'upcoming', 'upcoming']);
});
