import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveSession } from './live_session.svelte.ts';

/** A browser's event source that says what the test has it say. */
class FakeEventSource extends EventTarget {
	static readonly CLOSED = 2;
	static open: FakeEventSource[] = [];
	readyState = 0;
	readonly url: string;
	constructor(url: string) {
		super();
		this.url = url;
		FakeEventSource.open.push(this);
	}
	tell(version: number, by: string | null): void {
		const data = JSON.stringify({ version, by });
		this.dispatchEvent(new MessageEvent('version', { data }));
	}
	refuse(): void {
		this.readyState = FakeEventSource.CLOSED;
		this.dispatchEvent(new Event('error'));
	}
	close(): void {
		FakeEventSource.open = FakeEventSource.open.filter((one) => one !== this);
	}
}

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
	vi.useFakeTimers();
	page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
	vi.stubGlobal('EventSource', FakeEventSource);
	vi.stubGlobal('document', page);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	FakeEventSource.open = [];
});

/** A wizard that knows version 3; a look brings what the server has, unless it is not reached. */
function follow() {
	const state = { known: 3, server: 3, isReached: true, looks: 0, turns: 0 };
	const live = new LiveSession({
		knownVersion: () => state.known,
		async look() {
			state.looks++;
			if (state.isReached) state.known = state.server;
		},
		onturn: () => state.turns++,
	});
	const stop = live.follow('att/1');
	const [stream] = FakeEventSource.open;
	if (!stream) throw new TypeError('No stream was opened');
	stream.dispatchEvent(new Event('open'));
	return { live, state, stop, stream };
}

test('asks for the session that is followed, and is live once that is answered', () => {
	const { live, state, stream } = follow();
	expect([stream.url, live.isLive, state.turns]).toEqual(['/sessions/att%2F1/live', true, 1]);
});

test('looks at once when another device has moved the session, and says who has', async () => {
	const { live, state, stream } = follow();
	state.server = 4;
	stream.tell(4, 'Achieng');
	await vi.advanceTimersByTimeAsync(0);
	expect([state.known, state.looks, live.movedBy({ shown: 4, own: 3 })]).toEqual([4, 1, 'Achieng']);
});

test('neither looks nor names anybody for what is known already, or for a step of its own', async () => {
	const { live, state, stream } = follow();
	stream.tell(3, 'Achieng');
	await vi.advanceTimersByTimeAsync(60_000);
	expect([state.looks, live.movedBy({ shown: 3, own: 3 })]).toEqual([0, null]);
	state.known = 4;
	stream.tell(4, 'Achieng');
	expect([state.looks, live.movedBy({ shown: 4, own: 4 })]).toEqual([0, null]);
});

test('names nobody before that is shown which they have done', () => {
	const { live, state, stream } = follow();
	state.server = 5;
	stream.tell(5, 'Achieng');
	expect(live.movedBy({ shown: 4, own: 3 })).toBeNull();
});

test('names nobody for what no person has done', async () => {
	const { live, state, stream } = follow();
	state.server = 4;
	stream.tell(4, null);
	await vi.advanceTimersByTimeAsync(0);
	expect([state.known, live.movedBy({ shown: 4, own: 3 })]).toEqual([4, null]);
});

test('looks again until the newest version is known', async () => {
	const { state, stream } = follow();
	state.isReached = false;
	state.server = 5;
	stream.tell(4, 'Achieng');
	stream.tell(5, 'Achieng');
	await vi.advanceTimersByTimeAsync(2000);
	expect(state.looks).toBe(2);
	state.isReached = true;
	await vi.advanceTimersByTimeAsync(60_000);
	expect([state.known, state.looks]).toEqual([5, 3]);
});

test('looks now and then while there is no stream, and asks for one again', async () => {
	const { live, state, stream } = follow();
	stream.refuse();
	expect([live.isLive, state.turns]).toEqual([false, 2]);
	await vi.advanceTimersByTimeAsync(30_000);
	expect(state.looks).toBe(3);
	await vi.advanceTimersByTimeAsync(30_000);
	expect(FakeEventSource.open).toHaveLength(2);
});

test('keeps no stream while nobody sees the page', () => {
	const { live } = follow();
	page.visibilityState = 'hidden';
	page.dispatchEvent(new Event('visibilitychange'));
	expect([live.isLive, FakeEventSource.open.length]).toEqual([false, 0]);
	page.visibilityState = 'visible';
	page.dispatchEvent(new Event('visibilitychange'));
	expect(FakeEventSource.open).toHaveLength(1);
});

test('leaves nothing behind once it is stopped', async () => {
	const { state, stop, stream } = follow();
	state.isReached = false;
	stream.tell(4, 'Achieng');
	await vi.advanceTimersByTimeAsync(0);
	stop();
	expect([FakeEventSource.open.length, vi.getTimerCount()]).toEqual([0, 0]);
});
