import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import { swap } from '#lib/kinds/swap/kind.ts';
import { exportSessions } from '#lib/server/reports/export_sessions.ts';
import type { ReportReach } from '#lib/server/reports/report_reach.ts';
import { insertEvent, insertSession } from '#lib/server/store/session_rows.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';
import { startSession } from '#lib/session/fold.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { parseCsv } from '../fixtures/parse_csv.ts';

/** A session as it is put into the store: what lists show of it. */
export interface Given {
	readonly id: string;
	readonly station: string | null;
	readonly createdAt: number;
	readonly status: SessionRecord['status'];
	readonly expiresAt: number;
	readonly attendant: string;
	readonly customer: string | null;
	readonly energyWh: number | null;
	readonly amountMinor: number;
	readonly currency: string | null;
}

/** The stations of the world by id, with the zones they are in. */
export const zones: Readonly<Record<string, string>> = {
	NAIROBI: 'Africa/Nairobi',
	BERLIN: 'Europe/Berlin',
	KAMPALA: 'Africa/Kampala',
};

/** Who reads in the tests. */
export const reader = { id: 'user-manager', address: '192.0.2.7' };

/** The present of every test. */
export const now = Date.UTC(2026, 10, 21, 12);

/** A store of its own with three stations, for one file of tests. */
export function useReports() {
	let store: Store | undefined;
	let folder = '';

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pitlane-reports-'));
		store = await openStore({ url: `file:${join(folder, 'test.db')}`, migrationsFolder: 'drizzle' });
		const sql = 'insert into stations (id, name, time_zone, currency) values (?, ?, ?, ?)';
		await store.writer.commit(
			Object.entries(zones).map(([id, zone]) => ({ sql, args: [id, `The ${id}`, zone, 'KES'] })),
		);
	});
	afterAll(async () => {
		await store?.close();
		await rm(folder, { recursive: true });
	});

	const open = (): Store => {
		if (!store) throw new Error('The store is not open');
		return store;
	};
	const parts = () => ({ store: open(), clock: () => now, ids: randomIds });

	return {
		store: open,
		parts,
		/** Replaces all sessions. */
		async hold(sessions: readonly Given[]): Promise<void> {
			const clear = ['session_events', 'sessions', 'audit'].map((table) => ({ sql: `delete from ${table}`, args: [] }));
			await open().writer.commit([...clear, ...sessions.flatMap(statementsOf)]);
		},
		/** The rows of an export by column, and what it announced. */
		async exported(reach: ReportReach, filter: Record<string, string>) {
			const outcome = await exportSessions(parts(), { reach, params: new URLSearchParams(filter), reader });
			if (!outcome.ok) throw new Error(outcome.code);
			const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
				await new Response(outcome.value.stream).arrayBuffer(),
			);
			const [head = [], ...rows] = parseCsv(text.slice(1));
			return {
				mark: text.charCodeAt(0),
				announced: outcome.value.rowCount,
				fileName: outcome.value.fileName,
				rows: rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? '']))),
			};
		},
	};
}

function statementsOf(given: Given) {
	const actor = { type: 'attendant', id: 'user-attendant', name: given.attendant, station: given.station };
	const device = { device_id: 'phone-1', app_version: '1', platform: 'web', locale: 'en' };
	const started: SessionRecord = startSession(swap, { id: given.id, at: given.createdAt, device, actor });
	const session: SessionRecord = {
		...started,
		status: given.status,
		expiresAt: given.expiresAt,
		updatedAt: given.createdAt + 60_000,
		endedAt: given.status === 'active' ? null : given.createdAt + 60_000,
	};
	const summary = {
		...swap.summary(swap.empty()),
		customerName: given.customer,
		energyWh: given.energyWh,
		amountMinor: given.amountMinor,
		currency: given.currency,
	};
	const created = { type: 'session_created', at: given.createdAt, actorId: actor.id, device, actor };
	return [insertSession(session, summary), insertEvent(given.id, 1, created)];
}
