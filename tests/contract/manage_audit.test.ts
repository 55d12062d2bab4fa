import { describe, expect, test } from 'vitest';
import { auditPage } from '#lib/server/actions/manage_audit.ts';
import { databases } from '../fixtures/test_store.ts';
import { add, eventOf, notFound, now, openManageWorld, row, somebody, strangers } from './manage_world.ts';

const day = 86_400_000;
const path = '/manage/audit';
const ofNairobi = somebody('manager', ['NAIROBI']);
const ofAll = somebody('manager', '*');

const entry = (id: string, change: Record<string, string | number | null> = {}) =>
	row('audit', {
		id,
		at: now,
		actor_id: 'att-1',
		action: 'operation.refused',
		subject: 'plan-1',
		station_id: 'NAIROBI',
		origin: 'tab-1',
		detail_json: '{"reason":"STATION_MISMATCH"}',
		...change,
	});

const person = (id: string, name: string) =>
	row('users', { id, email: `${id}@example.org`, name, role: 'attendant', created_at: 0 });

describe.each(databases)('refusals on a %s', (kind) => {
	async function world() {
		const { engine, store } = await openManageWorld(kind);
		const list = async (who: typeof ofAll, query: Record<string, string> = {}) => {
			const search = new URLSearchParams(query).toString();
			return auditPage(eventOf(engine, who, { path: `${path}?${search}` }));
		};
		const ids = async (...asked: Parameters<typeof list>) => (await list(...asked)).page?.rows.map(({ id }) => id);
		return { store, list, ids };
	}

	test('are what was refused or gave an alert, newest first, and nothing else', async () => {
		const { store, list, ids } = await world();
		await add(store, [
			person('att-1', 'Ann Otieno'),
			entry('1', { at: now - 3 }),
			entry('2', { at: now - 2, action: 'agent.refused', actor_id: 'forged' }),
			entry('3', { at: now - 1, action: 'records.limited' }),
			entry('4', { action: 'security_alert' }),
			entry('5', { action: 'ledger.moved' }),
			entry('6', { action: 'session.read' }),
		]);
		expect(await ids(ofNairobi)).toEqual(['4', '3', '2', '1']);
		const { page } = await list(ofNairobi);
		expect(page?.rows.at(-1)).toMatchObject({ actorName: 'Ann Otieno', detail: { reason: 'STATION_MISMATCH' } });
		expect(page?.rows.at(-2)).toMatchObject({ actorName: null, actorId: 'forged' });
	});

	test('are those of the stations one looks after; without one they are for who looks after all', async () => {
		const { store, ids } = await world();
		await add(store, [entry('1'), entry('2', { station_id: 'KIGALI' }), entry('3', { station_id: null })]);
		expect(await ids(ofNairobi)).toEqual(['1']);
		expect(await ids(ofAll)).toEqual(['3', '2', '1']);
		expect(await ids(somebody('admin', []))).toEqual(['3', '2', '1']);
		expect(await ids(ofAll, { station: 'KIGALI' })).toEqual(['2']);
		expect(await ids(somebody('manager', []))).toEqual([]);
	});

	test('are filtered by person and by the days of the station', async () => {
		const { store, ids } = await world();
		const midnight = Date.UTC(2026, 10, 21, 21);
		await add(store, [
			person('att-1', 'Ann Otieno'),
			person('att-2', 'Ben 50%'),
			entry('yesterday', { at: midnight - 1 }),
			entry('today', { at: midnight, actor_id: 'att-2' }),
			entry('long ago', { at: now - 30 * day }),
		]);
		expect(await ids(ofNairobi)).toEqual(['today', 'yesterday']);
		expect(await ids(ofNairobi, { from: '2026-11-22' })).toEqual(['today']);
		expect(await ids(ofNairobi, { to: '2026-11-21' })).toEqual(['yesterday']);
		expect(await ids(ofNairobi, { from: '2026-10-01', person: 'ann' })).toEqual(['yesterday', 'long ago']);
		expect(await ids(ofNairobi, { person: 'att-2@example' })).toEqual(['today']);
		expect(await ids(ofNairobi, { person: '%' })).toEqual(['today']);
	});

	test('are paged by key', async () => {
		const { store, list } = await world();
		await add(
			store,
			Array.from({ length: 60 }, (_, i) => entry(`entry-${String(i).padStart(2, '0')}`)),
		);
		const first = (await list(ofNairobi)).page;
		const second = (await list(ofNairobi, { after: first?.next ?? '' })).page;
		const found = [...(first?.rows ?? []), ...(second?.rows ?? [])].map(({ id }) => id);
		expect(found).toEqual(Array.from({ length: 60 }, (_, i) => `entry-${String(59 - i).padStart(2, '0')}`));
		expect((await list(ofNairobi, { before: second?.previous ?? '' })).page).toEqual(first);
	});
});

test('a filter that is wrong is told in words, and what was given is kept', async () => {
	const { engine } = await openManageWorld('libSQL file');
	const ask = (query: string) => auditPage(eventOf(engine, ofNairobi, { path: `${path}?${query}` }));
	expect(await ask('from=2026-02-30&person=ann')).toMatchObject({
		page: null,
		fields: { from: '2026-02-30', person: 'ann' },
		errors: { from: expect.stringContaining('2026-02-30') },
	});
	expect((await ask('from=2026-11-22&to=2026-11-21')).errors).toHaveProperty('to');
	expect((await ask('station=KIGALI')).errors).toHaveProperty('station');
	expect((await ask('person=%00')).errors).toHaveProperty('person');
	expect((await ask('after=broken')).page).not.toBeNull();
});

test('to whoever manages no station there is no such page', async () => {
	const { engine } = await openManageWorld('libSQL file');
	for (const stranger of strangers)
		await expect(auditPage(eventOf(engine, stranger, { path }))).rejects.toMatchObject(notFound);
	await expect(auditPage(eventOf(engine, null, { path }))).rejects.toMatchObject({ status: 303 });
});
