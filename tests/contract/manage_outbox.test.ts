import { describe, expect, test } from 'vitest';
import { outboxPage, retryFromForm } from '#lib/server/actions/manage_outbox.ts';
import { loadDueOutbox } from '#lib/server/store/due_outbox.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { add, address, eventOf, notFound, now, openManageWorld, row, somebody, strangers } from './manage_world.ts';

const hour = 3_600_000;
const path = '/manage/outbox';
const ofNairobi = somebody('manager', ['NAIROBI']);
const ofAll = somebody('manager', '*');

const effect = (id: string, change: Record<string, string | number | null> = {}) =>
	row('outbox', {
		id,
		kind: 'erp',
		payload_json: JSON.stringify({ task: { type: 'usage', planId: 'plan-1' } }),
		attempts: 3,
		next_attempt_at: now + hour,
		last_error: 'Odoo is away',
		stuck_at: now - hour,
		station_id: 'NAIROBI',
		created_at: now - 2 * hour,
		...change,
	});

const waiting = { stuck_at: null };
const idsOf = ({ rows }: { rows: readonly { id: string }[] }) => rows.map(({ id }) => id);

describe.each(databases)('what is on its way out on a %s', (kind) => {
	test('is listed as stuck or as waiting, oldest first, with counts; what has arrived is not', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			effect('young', { created_at: now - hour }),
			effect('old'),
			effect('waits', waiting),
			effect('arrived', { done_at: now }),
			effect('arrived after all', { done_at: now, stuck_at: null }),
		]);
		const stuck = await outboxPage(eventOf(engine, ofNairobi, { path }));
		expect(idsOf(stuck)).toEqual(['old', 'young']);
		expect(stuck.counts).toEqual({ stuck: 2, waiting: 1 });
		expect(stuck.rows[0]).toMatchObject({ attempts: 3, lastError: 'Odoo is away', stationName: 'Nairobi' });
		expect(idsOf(await outboxPage(eventOf(engine, ofNairobi, { path: `${path}?show=waiting` })))).toEqual(['waits']);
	});

	test('is seen by those who look after its station, and without one by those who look after all', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			effect('a-nairobi'),
			effect('b-kigali', { station_id: 'KIGALI' }),
			effect('c-nowhere', { station_id: null }),
		]);
		const seenBy = async (person: typeof ofAll) => {
			const page = await outboxPage(eventOf(engine, person, { path }));
			expect(page.counts.stuck).toBe(page.rows.length);
			return idsOf(page);
		};
		expect(await seenBy(ofNairobi)).toEqual(['a-nairobi']);
		expect(await seenBy(ofAll)).toEqual(['a-nairobi', 'b-kigali', 'c-nowhere']);
		expect(await seenBy(somebody('admin', []))).toEqual(['a-nairobi', 'b-kigali', 'c-nowhere']);
		expect(await seenBy(somebody('manager', []))).toEqual([]);
	});

	test('says what it is about, with the session where that may be opened', async () => {
		const { engine, store } = await openManageWorld(kind);
		const session = (id: string, station: string) => ({
			sql: `INSERT INTO sessions (id, kind, state, status, version, snapshot, station_id, actor_id, actor_name, device_id,
				amount_minor, created_at, updated_at, expires_at) VALUES (?, 'swap', 'done', 'completed', 1, '{}', ?, 'a', 'A', 'd', 0, 0, 0, 0)`,
			args: [id, station],
		});
		const payment = { type: 'payment', planId: 'plan-1', reference: 'R-1', amountMinor: 28_800, currency: 'KES' };
		await add(store, [
			session('s-nairobi', 'NAIROBI'),
			session('s-kigali', 'KIGALI'),
			effect('1', { payload_json: JSON.stringify({ task: payment }), subject: 'plan-1' }),
			effect('2', {
				kind: 'mqtt_publish',
				payload_json: JSON.stringify({ topic: 'meta/abs/attendant/plan/plan-2/workflow', payload: {} }),
				subject: 's-nairobi',
			}),
			effect('3', { subject: 's-kigali' }),
			effect('4', { kind: 'new kind', payload_json: '[]' }),
		]);
		const { rows } = await outboxPage(eventOf(engine, ofNairobi, { path }));
		expect(rows).toEqual([
			expect.objectContaining({
				task: 'payment',
				planId: 'plan-1',
				reference: 'R-1',
				money: { amountMinor: 28_800, currency: 'KES' },
				sessionId: null,
			}),
			expect.objectContaining({ task: null, planId: 'plan-2', money: null, sessionId: 's-nairobi' }),
			expect.objectContaining({ sessionId: null }),
			expect.objectContaining({ kind: 'new kind', task: null, topic: null }),
		]);
	});

	test('is due at once when it is tried again, which is recorded', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			effect('stuck'),
			effect('waits', waiting),
			effect('left'),
			effect('arrived', { done_at: now, stuck_at: null }),
			effect('kigali', { station_id: 'KIGALI' }),
			effect('nowhere', { station_id: null }),
		]);
		const form = ['stuck', 'waits', 'arrived', 'kigali', 'nowhere', 'unheard of'].map((id) => ['id', id] as const);
		expect(await retryFromForm(eventOf(engine, ofNairobi, { path, form }))).toEqual({ retried: 2 });
		const due = await loadDueOutbox(store.db, { kind: 'erp', now, limit: 10 });
		expect(due.map(({ id }) => id).sort()).toEqual(['stuck', 'waits']);
		const audited = await rowsOf(
			store,
			`SELECT actor_id, action, subject, station_id, origin FROM audit ORDER BY subject`,
		);
		const entry = { actor_id: ofNairobi.id, action: 'outbox.retried', station_id: 'NAIROBI', origin: address };
		expect(audited).toEqual([
			{ ...entry, subject: 'stuck' },
			{ ...entry, subject: 'waits' },
		]);
		const { counts } = await outboxPage(eventOf(engine, ofNairobi, { path }));
		expect(counts).toEqual({ stuck: 1, waiting: 2 });
	});

	test('is paged by key: what is delivered meanwhile moves no page', async () => {
		const { engine, store } = await openManageWorld(kind);
		const ids = Array.from({ length: 60 }, (_, i) => `effect-${String(i).padStart(2, '0')}`);
		await add(
			store,
			ids.map((id) => effect(id)),
		);
		const first = await outboxPage(eventOf(engine, ofNairobi, { path }));
		await add(store, [{ sql: `update outbox set done_at = 1 where id in ('effect-00', 'effect-49')`, args: [] }]);
		const second = await outboxPage(eventOf(engine, ofNairobi, { path: `${path}?after=${first.next}` }));
		expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
		const back = await outboxPage(eventOf(engine, ofNairobi, { path: `${path}?before=${second.previous}` }));
		expect(idsOf(back)).toEqual(idsOf(first).filter((id) => id !== 'effect-00' && id !== 'effect-49'));
	});
});

test('a form that names nothing, or too much, changes nothing', async () => {
	const { engine } = await openManageWorld('libSQL file');
	for (const count of [0, 51]) {
		const form = Array.from({ length: count }, (_, i) => ['id', `effect-${i}`] as const);
		expect(await retryFromForm(eventOf(engine, ofAll, { path, form }))).toMatchObject({ status: 400 });
	}
});

test('to whoever manages no station there is no such page', async () => {
	const { engine } = await openManageWorld('libSQL file');
	for (const person of strangers) {
		await expect(outboxPage(eventOf(engine, person, { path }))).rejects.toMatchObject(notFound);
		await expect(retryFromForm(eventOf(engine, person, { path, form: [['id', 'x']] }))).rejects.toMatchObject(notFound);
	}
	await expect(outboxPage(eventOf(engine, null, { path }))).rejects.toMatchObject({ status: 303 });
});
