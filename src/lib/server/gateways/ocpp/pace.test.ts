import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

function paceAt() {
	const time = { now: 0 };
	return { time, pace: createPace({ burst: 3, perSecond: 10 }, () => time.now) };
}

test('so many at once, then each has to wait', () => {
	const { pace } = paceAt();
	expect([1, 2, 3, 4, 5].map(() => pace.count())).toEqual([0, 0, 0, 100, 200]);
});

test('whoever waits as told waits no more than that', () => {
	const { time, pace } = paceAt();
	for (let frames = 0; frames < 20; frames++) time.now += pace.count();
	expect(time.now).toBe(1700);
});

test('rest refills it, and no more than that', () => {
	const { time, pace } = paceAt();
	for (let frames = 0; frames < 4; frames++) pace.count();
	time.now += 60_000;
	expect([1, 2, 3, 4].map(() => pace.count())).toEqual([0, 0, 0, 100]);
});
