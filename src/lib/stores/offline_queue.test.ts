import { expect, test } from 'vitest';
import type { QueuedStep } from './local_database.ts';
import { addStep, markStep, replaceSteps, rowsOf, settleStep, type NewStep } from './offline_queue.ts';
import { dropForgotten, memoryRows } from './offline_rows.ts';
import { sendQueued } from './send_queued.ts';

const day = 24 * 60 * 60 * 1000;

const step = (more: Partial<NewStep> = {}): NewStep => ({
	sessionId: 'att-sess-1',
	kind: 'swap',
	personId: 'attendant-789',
	step: 'issue',
	input: { n: 1 },
	version: 3,
	key: 'cor-1',
	request: null,
	queuedAt: 0,
	...more,
});

const row = (more: Partial<QueuedStep> = {}): QueuedStep => ({
	...step(),
	seq: 1,
	shownAs: null,
	refusal: null,
	...more,
});

test('a step takes its place behind all others of the session, whoever asked them', () => {
	const others = row({ seq: 7, personId: 'attendant-790', key: 'cor-9' });
	const { rows, answer } = addStep([others], step());
	expect(answer).toMatchObject({ seq: 8, shownAs: null, refusal: null });
	expect(rowsOf(rows, 'attendant-789')).toEqual([answer]);
});

test('the same step asked again at the same version keeps its key', () => {
	const { rows, answer } = addStep([row()], step({ key: 'cor-2' }));
	expect([rows.length, answer?.key]).toEqual([1, 'cor-1']);
});

test('another step at the same version takes the place of one that nobody was shown as taken', () => {
	const { rows } = addStep([row()], step({ key: 'cor-2', input: { n: 2 } }));
	expect(rows).toMatchObject([{ key: 'cor-2', seq: 1 }]);
});

test('a step that is shown as taken stays: whoever asks at its version or an older one has been overtaken', () => {
	const shown = row({ shownAs: 'issue_bound' });
	expect(addStep([shown], step({ key: 'cor-2', input: { n: 2 } }))).toEqual({ rows: [shown], answer: null });
	expect(addStep([shown], step({ key: 'cor-2', version: 2 }))).toEqual({ rows: [shown], answer: null });
});

test('an answered step leaves the queue, and one that was replaced meanwhile does not', () => {
	expect(settleStep([row()], { key: 'cor-1' }).rows).toEqual([]);
	expect(settleStep([row()], { key: 'cor-0' }).rows).toEqual([row()]);
	expect(markStep([row()], { key: 'cor-0' }, { shownAs: 'issue_bound' }).rows).toEqual([row()]);
});

test('what a person gives up is their own', () => {
	const others = row({ seq: 2, personId: 'attendant-790', key: 'cor-9' });
	expect(replaceSteps([row(), others], 'attendant-789', [])).toEqual({ rows: [others], answer: [row()] });
});

test('what others left is dropped after a day, and told; one’s own stays', async () => {
	const rows = memoryRows();
	const kept = [row({ queuedAt: 0 }), row({ seq: 2, key: 'cor-2', personId: 'attendant-790', queuedAt: 2 * day })];
	const old = row({ seq: 3, key: 'cor-3', personId: 'attendant-790', queuedAt: 0 });
	await rows.update('att-sess-1', () => ({ rows: [...kept, old], answer: null }));
	expect(await dropForgotten(rows, { personId: 'attendant-789', now: 2 * day })).toBe(1);
	expect(await rows.all()).toEqual(kept);
});

test('two tabs that send at once send each step once', async () => {
	const rows = memoryRows();
	await rows.update('att-sess-1', () => ({
		rows: [row({ shownAs: 'return_bound' }), row({ seq: 2, key: 'cor-2', version: 4, shownAs: 'issue_bound' })],
		answer: null,
	}));
	const sent: string[] = [];
	let last: Promise<unknown> = Promise.resolve();
	const links = {
		rows,
		whoIsIn: async () => 'attendant-789',
		lock: <T>(_: string, work: () => Promise<T>) => {
			const run = last.then(work);
			last = run;
			return run;
		},
		send: async ({ key }: QueuedStep) => {
			sent.push(key);
			return { session: {} as never, refusal: null };
		},
	};
	const run = { sessionId: 'att-sess-1', personId: 'attendant-789' };
	const ends = await Promise.all([sendQueued(links, run), sendQueued(links, run)]);
	expect(ends).toEqual([
		{ type: 'sent', count: 2 },
		{ type: 'sent', count: 0 },
	]);
	expect(sent).toEqual(['cor-1', 'cor-2']);
});
