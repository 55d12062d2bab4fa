import { describe, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { auditRow } from '../fixtures/audit_row.ts';
import { startChild, startDeno } from '../fixtures/child_process.ts';
import { planRows } from '../fixtures/seed_rows.ts';
import { startSqld } from '../fixtures/sqld.ts';
import { databases, makeDatabase, migrationsFolder, openTestStore, rowsOf } from '../fixtures/test_store.ts';

const auditIds = async (store: Store) => (await rowsOf(store, 'SELECT id FROM audit ORDER BY id')).map(({ id }) => id);

function sessionRow(
	id: string,
	change: { customerId?: string | null; kind?: string; status?: string } = {},
): Statement {
	const { customerId = 'customer-1', kind = 'swap', status = 'active' } = change;
	return {
		sql: `INSERT INTO sessions (id, kind, state, status, version, snapshot, customer_id, actor_id, actor_name, device_id,
			amount_minor, created_at, updated_at, expires_at) VALUES (?, ?, 'identify', ?, 1, '{}', ?, 'a', 'A', 'd', 0, 0, 0, 0)`,
		args: [id, kind, status, customerId],
	};
}

function paymentRow(id: string, scope: 'cash' | 'receipt', reference: string): Statement {
	return {
		sql: `INSERT INTO payments (id, key, method, reference_scope, reference, payment_type, amount_minor, currency, plan_id, verification, actor_id, at)
			VALUES (?, ?, ?, ?, ?, 'TOP_UP', 100, 'KES', ?, 'receipt', 'a', 0)`,
		args: [id, `key-${id}`, `METHOD-${id}`, scope, reference, samplePlan.planId],
	};
}

describe.each(databases)('a store on a %s', (kind) => {
	test('has the schema once it is open, and again', async () => {
		const { open } = await makeDatabase(kind);
		const tables = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name`;
		const first = await open();
		const names = (await rowsOf(first, tables)).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['sessions', 'session_events', 'payments', 'idempotency', 'outbox']));
		await first.writer.commit([auditRow('kept')]);
		const second = await open();
		expect((await rowsOf(second, tables)).map(({ name }) => name)).toEqual(names);
		expect(await auditIds(second)).toEqual(['kept']);
	});

	test('may be opened by many at once while it is still empty', async () => {
		const { url, open } = await makeDatabase(kind);
		const processes = Array.from({ length: 3 }, () => startDeno('tests/fixtures/commit_process.ts', [url, '1']));
		const here = await Promise.all([open(), open()]);
		expect(await Promise.all(processes.map((process) => process.ended()))).toEqual([0, 0, 0]);
		expect(await auditIds(here[0])).toHaveLength(3);
	});

	test('keeps a commit whole, and shows it to others as soon as it is acknowledged', async () => {
		const { open } = await makeDatabase(kind);
		const [writer, reader] = [await open(), await open()];
		expect(await writer.writer.commit([auditRow('a'), auditRow('b')])).toEqual({ ok: true });
		expect(await auditIds(reader)).toEqual(['a', 'b']);
		expect(await writer.writer.commit([auditRow('c'), auditRow('a')])).toMatchObject({ ok: false });
		expect(await auditIds(reader)).toEqual(['a', 'b']);
	});

	test('says which key was taken', async () => {
		const store = await (await makeDatabase(kind)).open();
		await store.writer.commit([sessionRow('s'), ...planRows(samplePlan, 0)]);
		const event = { sql: `INSERT INTO session_events VALUES ('s', 1, 'x', '{}', 'a', 0)`, args: [] };
		await store.writer.commit([event]);
		expect(await store.writer.commit([auditRow('a'), event])).toEqual({
			ok: false,
			conflict: { table: 'session_events', columns: ['session_id', 'seq'] },
		});
		expect(await store.writer.commit([sessionRow('s', { customerId: 'other' })])).toEqual({
			ok: false,
			conflict: { table: 'sessions', columns: ['id'] },
		});
		expect(await auditIds(store)).toEqual([]);
	});

	test('of two commits that go together, the one that conflicts does not fail the other', async () => {
		const store = await (await makeDatabase(kind)).open();
		await store.writer.commit([auditRow('taken')]);
		const outcomes = await Promise.all([
			store.writer.commit([auditRow('before')]),
			store.writer.commit([auditRow('undone'), auditRow('taken')]),
			store.writer.commit([auditRow('after')]),
		]);
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
		expect(await auditIds(store)).toEqual(['after', 'before', 'taken']);
	});

	test('a commit that is broken does not fail its neighbours', async () => {
		const store = await (await makeDatabase(kind)).open();
		const outcomes = await Promise.allSettled([
			store.writer.commit([auditRow('before')]),
			store.writer.commit([
				auditRow('undone'),
				{ sql: 'INSERT INTO audit (id) VALUES (?)', args: ['no more than an id'] },
			]),
			store.writer.commit([auditRow('after')]),
		]);
		expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		expect(await auditIds(store)).toEqual(['after', 'before']);
		expect(await store.writer.commit([auditRow('later')])).toEqual({ ok: true });
	});

	test('500 commits at once are each answered, and of those for one key one wins', async () => {
		const store = await (await makeDatabase(kind)).open();
		const ids = Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? 'one' : `${i}`));
		const outcomes = await Promise.all(ids.map((id) => store.writer.commit([auditRow(id)])));
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(401);
		expect(await auditIds(store)).toEqual([...new Set(ids)].sort());
	});

	test('a customer has one active session of a kind', async () => {
		const store = await (await makeDatabase(kind)).open();
		const outcome = async (row: Statement) => store.writer.commit([row]);
		expect(await outcome(sessionRow('first'))).toEqual({ ok: true });
		expect(await outcome(sessionRow('second'))).toEqual({
			ok: false,
			conflict: { table: 'sessions', columns: ['customer_id', 'kind'] },
		});
		expect(await outcome(sessionRow('ended', { status: 'completed' }))).toEqual({ ok: true });
		expect(await outcome(sessionRow('other kind', { kind: 'sale' }))).toEqual({ ok: true });
		expect(await outcome(sessionRow('nobody', { customerId: null }))).toEqual({ ok: true });
		expect(await outcome(sessionRow('nobody either', { customerId: null }))).toEqual({ ok: true });
	});

	test('a receipt counts once for ever, whatever its method is called', async () => {
		const store = await (await makeDatabase(kind)).open();
		await store.writer.commit([...planRows(samplePlan, 0), paymentRow('p1', 'receipt', 'R1')]);
		expect(await store.writer.commit([paymentRow('p2', 'receipt', 'R1')])).toEqual({
			ok: false,
			conflict: { table: 'payments', columns: ['reference_scope', 'reference'] },
		});
		expect(await store.writer.commit([paymentRow('p3', 'cash', 'R1')])).toEqual({ ok: true });
	});

	test('waits for another process that holds the database for a moment', async () => {
		const { url, open } = await makeDatabase(kind);
		const store = await open();
		const holder = startChild('node', ['tests/fixtures/hold_database.mjs', url, '300']);
		await holder.printed((line) => line === 'held');
		expect(await store.writer.commit([auditRow('waited')])).toEqual({ ok: true });
		expect(await holder.ended()).toBe(0);
		expect(await auditIds(store)).toEqual(['holder', 'waited']);
	});

	test('what it acknowledged survives the death of the process', async () => {
		const { url, open } = await makeDatabase(kind);
		const store = await open();
		const writer = startDeno('tests/fixtures/commit_process.ts', [url, '100000']);
		await writer.printed((line) => line.endsWith('-50'));
		await writer.kill();
		const acknowledged = writer.lines.filter((line) => line !== 'open');
		expect(await auditIds(store)).toEqual(expect.arrayContaining(acknowledged));
		expect(await store.writer.commit([auditRow('after')])).toEqual({ ok: true });
	});
});

describe('a libSQL server', () => {
	test('keeps what it acknowledged when it is killed and started again', async () => {
		const database = await makeDatabase('libSQL server');
		const store = await database.open();
		await Promise.all(Array.from({ length: 50 }, (_, i) => store.writer.commit([auditRow(`${i}`)])));
		await database.server?.kill();
		const again = await startSqld(database.folder);
		try {
			expect(await auditIds(await openTestStore(again.url))).toHaveLength(50);
		} finally {
			await again.kill();
		}
	});

	test('that is gone is a fault that trying again can mend', async () => {
		const database = await makeDatabase('libSQL server');
		const store = await database.open();
		await database.server?.kill();
		const fault = await store.writer.commit([auditRow('lost')]).catch((error: unknown) => error);
		expect(fault).toBeInstanceOf(FaultError);
		expect(fault).toMatchObject({ source: 'store', retryAfterMs: 1000 });
	});
});

test('a file that cannot be opened is a fault', { timeout: 30_000 }, async () => {
	await expect(openStore({ url: 'file:/dev/null/test.db', migrationsFolder })).rejects.toBeInstanceOf(FaultError);
});
