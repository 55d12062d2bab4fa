import { expect, describe, test, vi } from 'vitest';
import { swap } from '#lib/kinds/swap/kind.ts';
import { stationListPage, stationPage } from '#lib/server/actions/manage_stations.ts';
import { stationLiveResponse } from '#lib/server/actions/manage_stations_live.ts';
import { readStationView } from '#lib/server/reports/station_view.ts';
import { watchStation } from '#lib/server/reports/station_watch.ts';
import { insertSession } from '#lib/server/store/session_rows.ts';
import { startSession } from '#lib/session/fold.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { databases } from '../fixtures/test_store.ts';
import { add, eventOf, notFound, now, openManageWorld, row, somebody, strangers } from './manage_world.ts';

const minute = 60_000;
const hour = 60 * minute;
const manager = somebody('manager', ['NAIROBI']);
const params = new URLSearchParams();

function sessionAt(station: string, change: Partial<SessionRecord> & { id: string }) {
	const actor = { type: 'attendant', id: 'att-1', name: 'Ann', station };
	const device = { device_id: 'phone-1', app_version: '1', platform: 'web', locale: 'en' };
	const started: SessionRecord = startSession(swap, { id: change.id, at: now - minute, device, actor });
	const summary = { ...swap.summary(swap.empty()), customerName: 'Jane Mary Smith', energyWh: 2400 };
	return insertSession({ ...started, ...change }, summary);
}

const report = (change: Record<string, string | number | null> = {}) =>
	row('station_reports', {
		kind: 'activity',
		plan_id: 'plan-1',
		station_id: 'NAIROBI',
		actor_id: 'att-1',
		type: 'battery_swap_completed',
		data_json: '{}',
		at: now,
		...change,
	});

const battery = (id: string, station: string) =>
	row('batteries', {
		id,
		short_id: id.slice(-3),
		ble_name: id,
		rated_wh: 3000,
		energy_wh: 1500,
		holder_kind: 'station',
		holder_id: station,
		seq: 1,
	});

const attendant = row('users', {
	id: 'att-1',
	email: 'ann@example.org',
	name: 'Ann Otieno',
	role: 'attendant',
	created_at: 0,
});

const shift = (id: string, endedAt: number | null) =>
	row('shifts', { id, user_id: 'att-1', station_id: 'NAIROBI', started_at: now - hour, ended_at: endedAt });

describe.each(databases)('stations on a %s', (kind) => {
	test('are listed with what goes on there now', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			attendant,
			shift('over', now),
			shift('open', null),
			sessionAt('NAIROBI', { id: 's-open', updatedAt: now - 30_000 }),
			sessionAt('NAIROBI', { id: 's-over', expiresAt: now }),
			sessionAt('NAIROBI', { id: 's-done', status: 'completed', endedAt: now - 40_000 }),
			battery('B-1', 'NAIROBI'),
			battery('B-2', 'NAIROBI'),
			report({ at: now - 2 * hour }),
		]);
		const page = (stations: '*' | string[]) =>
			stationListPage(eventOf(engine, somebody('manager', stations), { path: '/manage/stations' }));
		const nairobi = {
			id: 'NAIROBI',
			name: 'Nairobi',
			timeZone: 'Africa/Nairobi',
			openSessions: 1,
			batteries: 2,
			onShift: 1,
			lastActivityAt: now - 30_000,
		};
		expect((await page(['NAIROBI'])).stations).toEqual([nairobi]);
		const idle = { id: 'KIGALI', openSessions: 0, batteries: 0, onShift: 0, lastActivityAt: null };
		expect((await page('*')).stations).toEqual([expect.objectContaining(idle), nairobi]);
	});

	test('show who works, what is in the rack and what is open, with names cut short', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			attendant,
			shift('open', null),
			sessionAt('NAIROBI', { id: 's-open' }),
			sessionAt('KIGALI', { id: 's-elsewhere' }),
			battery('B-1', 'NAIROBI'),
		]);
		const view = await stationPage(eventOf(engine, manager, { path: '/' }), 'NAIROBI');
		expect(view.people).toEqual([{ id: 'att-1', name: 'Ann Otieno', role: 'attendant', startedAt: now - hour }]);
		expect(view.batteries).toEqual([{ id: 'B-1', shortId: 'B-1', energyWh: 1500, ratedWh: 3000 }]);
		expect(view.sessions).toEqual([
			expect.objectContaining({ id: 's-open', customerName: 'Jane S.', attendant: 'Ann', step: 1 }),
		]);
	});

	test('sum up the day of their own clock', async () => {
		const { engine, store } = await openManageWorld(kind);
		const midnight = Date.UTC(2026, 10, 21, 21);
		const done = (id: string, endedAt: number, change: Partial<SessionRecord> = {}) =>
			sessionAt('NAIROBI', { id, status: 'completed', createdAt: endedAt - minute, endedAt, ...change });
		const payment = (id: string, at: number, [amount, currency]: readonly [number, string]) =>
			row('payments', {
				id,
				key: id,
				method: 'CASH',
				reference: id,
				payment_type: 'TOP_UP',
				amount_minor: amount,
				currency,
				plan_id: 'plan-1',
				verification: 'cash',
				station_id: 'NAIROBI',
				actor_id: 'att-1',
				at,
			});
		await add(store, [
			row('customers', { id: 'c', name: 'Jane', phone: '2547', search_text: 'jane', created_at: 0 }),
			row('plans', {
				id: 'plan-1',
				customer_id: 'c',
				name: 'Plan',
				template_id: 't',
				status: 'active',
				currency: 'KES',
				service_state: 'x',
				payment_state: 'x',
				service_account_id: 'x',
				payment_account_id: 'x',
				version: 1,
			}),
			done('yesterday', midnight - 1),
			done('first', midnight),
			done('last', now),
			done('cancelled', now, { status: 'cancelled' }),
			payment('p-yesterday', midnight - 1, [100, 'KES']),
			payment('p-1', midnight, [28_800, 'KES']),
			payment('p-2', now, [200, 'KES']),
			payment('p-3', now, [500, 'RWF']),
		]);
		const { today } = await stationPage(eventOf(engine, manager, { path: '/' }), 'NAIROBI');
		expect(today).toEqual({
			swaps: 2,
			energyWh: 4800,
			amounts: [
				{ currency: 'KES', amountMinor: 29_000 },
				{ currency: 'RWF', amountMinor: 500 },
			],
		});
	});

	test('page through their reports, newest first, while more come in', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [attendant, ...Array.from({ length: 45 }, (_, i) => report({ type: `type_${i + 1}` }))]);
		await add(store, [report({ station_id: 'KIGALI' })]);
		const read = async (key: Record<string, string | null>) => {
			const given = new URLSearchParams(Object.entries(key).map(([name, value]) => [name, value ?? '']));
			const view = await readStationView(engine, { stationId: 'NAIROBI', params: given });
			return view?.feed ?? { rows: [], previous: null, next: null };
		};
		const first = await read({});
		await add(store, [report({ type: 'late' })]);
		const second = await read({ after: first.next });
		const third = await read({ after: second.next });
		const titles = [first, second, third].flatMap(({ rows }) => rows.map(({ title }) => title));
		expect(titles).toEqual(Array.from({ length: 45 }, (_, i) => `Type ${45 - i}`));
		expect(first.rows[0]?.by).toBe('Ann Otieno');
		expect(third.next).toBeNull();
		expect(await read({ before: third.previous })).toEqual(second);
		expect((await read({ after: 'no key' })).rows[0]?.title).toBe('Late');
	});

	test('tell a new version for each thing that changes, and none without', async () => {
		const { engine, store } = await openManageWorld(kind);
		const version = async () => (await readStationView(engine, { stationId: 'NAIROBI', params }))?.version;
		const changes = [
			[attendant, shift('open', null)],
			[{ sql: 'update shifts set ended_at = 1', args: [] }],
			[sessionAt('NAIROBI', { id: 's-1' })],
			[{ sql: 'update sessions set version = 2', args: [] }],
			[{ sql: `update sessions set status = 'completed'`, args: [] }],
			[battery('B-1', 'NAIROBI')],
			[{ sql: 'update batteries set seq = 2', args: [] }],
			[report()],
		];
		const seen = [await version()];
		for (const change of changes) {
			await add(store, change);
			seen.push(await version());
		}
		for (const [i, text] of seen.entries()) expect(text, `change ${i}`).not.toBe(seen[i - 1]);
		const [beforeIt, afterIt] = [seen[2], seen[5]];
		expect(afterIt, 'a session that began and ended').not.toBe(beforeIt);
		await add(store, [report({ station_id: 'KIGALI' }), battery('B-2', 'KIGALI')]);
		expect(await version()).toBe(seen.at(-1));
	});
});

describe('the live view', () => {
	test('hears of a report that comes in, however many look, until it stops listening', async () => {
		const { engine, store } = await openManageWorld('libSQL file');
		const station = { id: 'NAIROBI', name: 'Nairobi', timeZone: 'Africa/Nairobi' };
		const [first, second] = [vi.fn(), vi.fn()];
		const stop = [first, second].map((news) => watchStation(engine, station, { news, end: () => {} }));
		await vi.waitFor(() => expect(second).toHaveBeenCalledTimes(1), 30_000);
		stop[1]?.();
		await add(store, [report()]);
		await vi.waitFor(() => expect(first).toHaveBeenCalledTimes(2), 30_000);
		expect(second).toHaveBeenCalledTimes(1);
		stop[0]?.();
	});

	test('is told that it is over if the store does not answer', async () => {
		const { engine } = await openManageWorld('libSQL file');
		const broken = { ...engine, store: { ...engine.store, db: { batch: () => Promise.reject(new Error('gone')) } } };
		const end = vi.fn();
		const station = { id: 'NAIROBI', name: 'Nairobi', timeZone: 'Africa/Nairobi' };
		watchStation(broken as unknown as typeof engine, station, { news: () => {}, end });
		await vi.waitFor(() => expect(end).toHaveBeenCalledTimes(1), 30_000);
	});

	test('is a stream of events that begins with the version, four of a person at most', async () => {
		const { engine } = await openManageWorld('libSQL file');
		const ask = () => stationLiveResponse(eventOf(engine, manager, { path: '/' }), 'NAIROBI');
		const open = [await ask(), await ask(), await ask(), await ask()];
		await expect(ask()).rejects.toMatchObject({ status: 429 });
		const reader = open[0]?.body?.getReader();
		let text = '';
		while (reader && !text.includes('data:')) text += new TextDecoder().decode((await reader.read()).value);
		const view = await readStationView(engine, { stationId: 'NAIROBI', params });
		expect(text).toContain(`event: version\ndata: ${view?.version}\n\n`);
		expect(open[0]?.headers.get('content-type')).toBe('text/event-stream');
		await reader?.cancel();
		const another = await ask();
		for (const response of [...open.slice(1), another]) await response.body?.cancel();
	});
});

test('a station of others looks like one that does not exist, to managers and to everybody else', async () => {
	const { engine } = await openManageWorld('libSQL file');
	const event = eventOf(engine, manager, { path: '/' });
	for (const id of ['KIGALI', 'NOWHERE']) {
		await expect(stationPage(event, id)).rejects.toMatchObject(notFound);
		await expect(stationLiveResponse(event, id)).rejects.toMatchObject(notFound);
	}
	await expect(stationPage(eventOf(engine, somebody('admin', []), { path: '/' }), 'NOWHERE')).rejects.toMatchObject(
		notFound,
	);
	for (const person of strangers) {
		const stranger = eventOf(engine, person, { path: '/' });
		await expect(stationListPage(stranger)).rejects.toMatchObject(notFound);
		await expect(stationPage(stranger, 'NAIROBI')).rejects.toMatchObject(notFound);
		await expect(stationLiveResponse(stranger, 'NAIROBI')).rejects.toMatchObject(notFound);
	}
	await expect(stationListPage(eventOf(engine, null, { path: '/' }))).rejects.toMatchObject({ status: 303 });
});
