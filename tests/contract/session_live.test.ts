import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import { sessionLiveResponse } from '#lib/server/actions/session_live.ts';
import type { App } from '#lib/server/app.ts';
import { toActor, type SignedIn } from '#lib/server/auth/signed_in.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runCommand } from '#lib/server/engine/run_command.ts';
import { beginSession } from '#lib/server/engine/start_session.ts';
import { address, openAuthWorld, type AuthWorld } from './auth_world.ts';

const device = { device_id: 'd-1', app_version: '1', platform: 'test', locale: 'en' };

/** How long something may take that comes by itself, ms: longer than it does on any machine. */
const waitLimitMs = 30_000;

let world: AuthWorld;
let engine: Engine;
let cookie: string;
let attendant: SignedIn;
let sessionId: string;

/** Only what comes again and again by `setInterval` is the test's: signs of life, and the question who may still read. */
beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	world = await openAuthWorld();
	engine = { store: world.store, clock: world.now, ids: randomIds };
	cookie = await world.signIn('attendant');
	attendant = await startShift(await who(cookie));
	const begun = await beginSession(engine, { kind: 'swap', actor: toActor(attendant), device, key: 'begin-1' });
	if (!begun.ok) throw new Error(begun.code);
	sessionId = begun.value.id;
});

afterEach(() => void vi.useRealTimers());

async function who(value: string): Promise<SignedIn> {
	const { person } = await world.auth.authenticate({ cookie: value, bearer: undefined, address });
	if (!person) throw new Error('Nobody is signed in');
	return person;
}

async function startShift(person: SignedIn, stationId = 'STATION_001'): Promise<SignedIn> {
	const shift = await world.auth.shifts.start({ person, stationId, address });
	if (!shift.ok) throw new Error(shift.code);
	return { ...person, shift: shift.value };
}

function ask(person: SignedIn | null, headers: Record<string, string> = {}): Promise<Response> {
	const url = new URL(`/sessions/${sessionId}/live`, 'https://pitlane.example');
	const locals = { person, app: { engine } as App };
	return sessionLiveResponse({ locals, url, request: new Request(url, { headers }) }, sessionId);
}

/** What a stream has sent so far, and whether it has ended. */
async function listen(response: Response) {
	const heard = { text: '', isOver: false };
	const reader = response.body!.getReader();
	onTestFinished(() => void reader.cancel());
	const read = async () => {
		for (let part = await reader.read(); !part.done; part = await reader.read())
			heard.text += new TextDecoder().decode(part.value);
		heard.isOver = true;
	};
	void read();
	return heard;
}

async function cancelSwap(): Promise<void> {
	const step = { sessionId, step: 'cancel', input: { reason: 'customer_left' }, key: 'cancel-1', version: 1 };
	const done = await runCommand(engine, { ...step, actor: toActor(attendant), allow: () => true });
	if (!done.ok) throw new Error(done.code);
}

const versionEvent = (version: number) =>
	`id: ${version}\nevent: version\ndata: {"version":${version},"by":"The attendant"}\n\n`;

describe('whoever may read a session', () => {
	test('hears its version at once, and who has moved it once it is moved', async () => {
		const heard = await listen(await ask(attendant));
		await vi.waitFor(() => expect(heard.text).toContain(versionEvent(1)), waitLimitMs);
		await cancelSwap();
		await vi.waitFor(() => expect(heard.text).toContain(versionEvent(2)), waitLimitMs);
		expect(heard.text.match(/event:/g)).toHaveLength(2);
	});

	test('who comes back hears only what is newer than what they had', async () => {
		const heard = await listen(await ask(attendant, { 'last-event-id': '1' }));
		await cancelSwap();
		await vi.waitFor(() => expect(heard.text).toContain(versionEvent(2)), waitLimitMs);
		expect(heard.text).not.toContain(versionEvent(1));
	});

	test('hears no name where no person has moved it', async () => {
		await world.store.writer.commit([
			{ sql: `UPDATE session_events SET actor_id = 'mobile_money' WHERE session_id = ?`, args: [sessionId] },
		]);
		const heard = await listen(await ask(attendant));
		await vi.waitFor(() => expect(heard.text).toContain('data: {"version":1,"by":null}'), waitLimitMs);
	});

	test('keeps four streams at most, and may have another one for each that is closed', async () => {
		const open = [await ask(attendant), await ask(attendant), await ask(attendant), await ask(attendant)];
		await expect(ask(attendant)).rejects.toMatchObject({ status: 429 });
		await open[0]?.body?.cancel();
		open[0] = await ask(attendant);
		for (const { body } of open) await body?.cancel();
	});

	test('gets signs of life while nothing happens', async () => {
		const heard = await listen(await ask(attendant));
		await vi.advanceTimersByTimeAsync(15_000);
		await vi.waitFor(() => expect(heard.text).toContain(': alive\n\n'), waitLimitMs);
	});
});

describe('a stream ends', () => {
	const endings: [string, () => Promise<unknown>][] = [
		['once the person has signed out', () => world.auth.signOut({ cookie, address })],
		['once the shift is over', () => world.auth.shifts.end({ person: attendant, address })],
		['once the account is disabled', () => write('UPDATE users SET disabled_at = 1 WHERE id = ?', attendant.id)],
		['once the sign-in has run out', async () => world.pass(8 * 24 * 3_600_000)],
	];
	const write = (sql: string, ...args: string[]) => world.store.writer.commit([{ sql, args }]);

	test.each(endings)('%s', async (_, happen) => {
		const heard = await listen(await ask(attendant));
		await vi.advanceTimersByTimeAsync(5000);
		await vi.waitFor(() => expect(heard.text).toContain('event: version'), waitLimitMs);
		expect(heard.isOver).toBe(false);
		await happen();
		await vi.waitFor(async () => {
			await vi.advanceTimersByTimeAsync(5000);
			expect(heard.isOver).toBe(true);
		}, waitLimitMs);
	});

	test('with the server', async () => {
		const heard = await listen(await ask(attendant));
		process.emit('sveltekit:shutdown' as 'exit', 0);
		await vi.waitFor(() => expect(heard.isOver).toBe(true), waitLimitMs);
	});
});

describe('there is no stream', () => {
	test('for whoever is not signed in: they are sent to do so', async () => {
		await expect(ask(null)).rejects.toMatchObject({ status: 303, location: expect.stringContaining('/sign-in') });
	});

	test('at another station, as if there were no such session', async () => {
		await world.auth.shifts.end({ person: attendant, address });
		const elsewhere = await startShift({ ...attendant, shift: null }, 'STATION_002');
		await expect(ask(elsewhere)).rejects.toMatchObject({ status: 404 });
	});

	test('for a program, which asks for the session instead', async () => {
		const program: SignedIn = { ...attendant, via: 'token', authSessionId: null, scopes: null };
		await expect(ask(program)).rejects.toMatchObject({ status: 403 });
	});
});
