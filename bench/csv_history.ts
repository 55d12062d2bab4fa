import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { createCookieSessions } from '#lib/server/auth/lucia.ts';
import { openStore } from '#lib/server/store/store.ts';

/** A database with sessions to export, and the sign-in of a manager in it. */
export interface CsvHistory {
	readonly file: string;
	readonly sessions: number;
	readonly cookie: string;
	/** The days in which all of them began. */
	readonly from: string;
	readonly to: string;
}

const [from, to] = ['2025-01-01', '2025-12-31'];
const firstMs = Date.parse('2025-01-02T00:00:00Z');
const spanMs = 360 * 86_400_000;
const stationCount = 20;
const now = Date.parse('2026-01-01T00:00:00Z');

/**
 * Fills a database with ended swaps of a year at twenty stations in two zones and two currencies, in the order in which they began. One in fifty
 * riders has a name that needs quotes or the formula guard. Documents are left empty: with them both sides wait longer for the disk.
 */
export async function makeCsvHistory(folder: string, sessions: number): Promise<CsvHistory> {
	const seeded = join(folder, `csv-seed-${sessions}.db`);
	const store = await openStore({ url: `file:${seeded}`, migrationsFolder: 'drizzle' });
	await store.writer.commit([
		{
			sql: "INSERT INTO users (id, email, name, role, created_at) VALUES ('manager', 'manager@bench.example', 'Manager', 'admin', ?)",
			args: [now],
		},
		...Array.from({ length: stationCount }, (_, i) => ({
			sql: 'INSERT INTO stations (id, name, time_zone, currency) VALUES (?, ?, ?, ?)',
			args: [`STATION_${i}`, `Station ${i}`, i % 2 ? 'Africa/Nairobi' : 'Europe/Berlin', i % 4 ? 'KES' : 'UGX'],
		})),
	]);
	const cookie = await createCookieSessions(store, false).open('manager');
	await store.client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
	await store.close();
	// A closed connection may hold its file until its statements are collected.
	const file = join(folder, `csv-${sessions}.db`);
	await copyFile(seeded, file);
	fill(file, sessions);
	return { file, sessions, cookie: `${cookie.name}=${cookie.value}`, from, to };
}

function fill(file: string, sessions: number): void {
	const db = new Database(file);
	for (const setting of ['journal_mode=OFF', 'synchronous=OFF', 'foreign_keys=OFF', 'cache_size=-400000'])
		db.pragma(setting);
	const ofSessions = "tbl_name = 'sessions' AND type = 'index' AND sql IS NOT NULL";
	const indexes = db.prepare(`SELECT name, sql FROM sqlite_master WHERE ${ofSessions}`).all() as {
		name: string;
		sql: string;
	}[];
	db.exec(indexes.map(({ name }) => `DROP INDEX ${name};`).join(''));
	db.exec(`INSERT INTO sessions (id, kind, state, status, version, snapshot, customer_id, customer_name, plan_id, station_id, actor_id, actor_name,
			device_id, energy_wh, amount_minor, currency, payment_method, created_at, updated_at, expires_at, ended_at)
		WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${sessions - 1}),
			made AS (SELECT i, i % 20000 AS rider, i % ${stationCount} AS station, ${firstMs} + CAST(i * ${spanMs / sessions} AS INTEGER) AS at FROM n)
		SELECT printf('att-sess-%012d', i * 7919 % 1000003), 'swap', 'completed', 'completed', 12, '{}', 'customer-' || rider,
			CASE rider % 100 WHEN 7 THEN 'Achieng, Jane ' || rider WHEN 57 THEN '+254 700 ' || rider ELSE 'Jane Achieng ' || rider END,
			'plan-' || (i % 500), 'STATION_' || station, 'user-' || (i % 60), 'Attendant Name ' || (i % 60), 'phone-1', i % 4000,
			28800 + i % 1000, iif(station % 4, 'KES', 'UGX'), 'M-Pesa', at, at + 60000, at + 86400000, at + 60000 + i % 777777 FROM made`);
	db.exec(indexes.map(({ sql }) => `${sql};`).join(''));
	db.exec('ANALYZE');
	db.pragma('journal_mode=WAL');
	db.close();
}
