import { describe, expect, test } from 'vitest';
import { readSessionDetail } from '#lib/server/reports/read_session_detail.ts';
import { readSessionList } from '#lib/server/reports/read_session_list.ts';
import { audit } from '#lib/server/store/schema_machine.ts';
import { swapOf } from './reports_samples.ts';
import { now, reader, useReports } from './reports_world.ts';

const world = useReports();
const all = { scope: 'all' } as const;

test('whoever reads riders’ data is in the audit log: list, session and export', async () => {
	await world.hold([swapOf({})]);
	await readSessionList(world.parts(), { reach: all, params: new URLSearchParams(), reader });
	await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => true, reader });
	await world.exported(all, { q: 'jane' });
	const entries = await world.store().db.select().from(audit).orderBy(audit.id);
	expect(entries.map(({ action, subject, actorId, origin }) => [action, subject, actorId, origin])).toEqual(
		expect.arrayContaining([
			['session.list', 'sessions', reader.id, reader.address],
			['session.read', 'att-sess-1', reader.id, reader.address],
			['session.export', 'sessions', reader.id, reader.address],
		]),
	);
});

describe('a session', () => {
	test('is shown with its timeline, and as expired once its time is over', async () => {
		await world.hold([swapOf({ status: 'active', expiresAt: now })]);
		const detail = await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => true, reader });
		expect(detail?.session.status).toBe('expired');
		expect(detail?.station?.timeZone).toBe('Africa/Nairobi');
		expect(detail?.events).toEqual([
			expect.objectContaining({ seq: 1, title: 'Session started', by: 'user-attendant' }),
		]);
	});

	test('shows an event of an unknown type by its code', async () => {
		await world.hold([swapOf({})]);
		const sql = 'insert into session_events (session_id, seq, type, data_json, actor_id, at) values (?, ?, ?, ?, ?, ?)';
		const args = ['att-sess-1', 2, 'battery_blessed', '{}', 'user-attendant', now];
		const raise = { sql: `update sessions set snapshot = json_set(snapshot, '$.version', 2)`, args: [] };
		await world.store().writer.commit([{ sql, args }, raise]);
		const detail = await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => true, reader });
		expect(detail?.events.at(-1)).toMatchObject({ title: 'battery_blessed' });
	});

	test('is not there, and leaves no trace, for whoever may not read it', async () => {
		await world.hold([swapOf({})]);
		expect(await readSessionDetail(world.parts(), { id: 'att-sess-1', mayRead: () => false, reader })).toBeNull();
		expect(await readSessionDetail(world.parts(), { id: 'att-sess-2', mayRead: () => true, reader })).toBeNull();
		expect(await world.store().db.select().from(audit)).toEqual([]);
	});
});
