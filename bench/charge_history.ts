import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { createCookieSessions } from '#lib/server/auth/lucia.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { endCharge } from '#lib/server/operations/charging/end_charge.ts';
import { reportCharge } from '#lib/server/operations/charging/report_charge.ts';
import { startCharge } from '#lib/server/operations/charging/start_charge.ts';
import { openStore } from '#lib/server/store/store.ts';
import type { Actor } from '#lib/session/kind.ts';
import { openCoreWorld } from '../tests/fixtures/core_world.ts';

/** A database with charging sessions, and the sign-ins of two riders in it. */
export interface ChargeHistory {
	readonly file: string;
	/** Sign-ins of a rider with 100 sessions, however many there are in all. */
	readonly ordinary: readonly string[];
	/** Those of a rider with one of a hundred of all. */
	readonly heavy: readonly string[];
	readonly sessions: number;
}

/** How many sessions each rider has, but for the heavy one. */
const perRider = 100;
const twoYearsMs = 2 * 365 * 24 * 3_600_000;
const rider: Actor = { id: 'rider-0', name: 'Rider 0', role: 'rider', stationId: null, cashLimitMinor: 0 };
const device = { device_id: 'bench', app_version: '1', platform: 'web', locale: 'en' };

/**
 * Fills a database. One session is charged as riders do it; the others are copies of its rows under other ids and times, so that indexes and
 * running figures are as long as they would be. Snapshots of riders whom nobody asks about are left empty: only their pages of the file differ.
 */
export async function makeChargeHistory(folder: string, sessions: number): Promise<ChargeHistory> {
	const seeded = join(folder, `charge-seed-${sessions}.db`);
	const store = await openStore({ url: `file:${seeded}`, migrationsFolder: 'drizzle' });
	const world = await openCoreWorld(store, { plans: [samplePlan], batteries: [] });
	world.pass(Date.now() - world.now());
	const sample = await chargeOnce(
		{ ...world.engine, chargeTariff: { currency: 'KES', priceMinorPerKwh: 5550 } },
		world,
	);
	const cookies = createCookieSessions(store, false);
	await store.writer.commit(
		['ordinary', 'heavy'].flatMap((name) => [
			{
				sql: 'INSERT INTO customers (id, name, phone, search_text, created_at) VALUES (?, ?, ?, ?, ?)',
				args: [`customer-${name}`, name, '254700000000', name, world.now()],
			},
			...accountsOf(name).map((id) => ({
				sql: "INSERT INTO users (id, email, name, role, customer_id, created_at) VALUES (?, ?, ?, 'rider', ?, ?)",
				args: [id, `${id}@bench.example`, name, `customer-${name}`, world.now()],
			})),
		]),
	);
	const signIn = async (id: string) => {
		const cookie = await cookies.open(id);
		return `${cookie.name}=${cookie.value}`;
	};
	const ordinary = await Promise.all(accountsOf('ordinary').map(signIn));
	const heavy = await Promise.all(accountsOf('heavy').map(signIn));
	await store.client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
	await store.close();
	// A closed connection may hold its file until its statements are collected.
	const file = join(folder, `charges-${sessions}.db`);
	await copyFile(seeded, file);
	multiply(file, { sample, sessions, now: world.now() });
	return {
		file,
		sessions,
		ordinary,
		heavy,
	};
}

/** A customer's accounts: each person may ask only so often, and what is measured is not that. */
function accountsOf(name: string): string[] {
	return Array.from({ length: 50 }, (_, i) => `rider-${name}-${i}`);
}

async function chargeOnce(engine: Engine, { pass }: { pass(ms: number): void }): Promise<string> {
	const who = { actor: rider, customerId: 'customer-0' };
	const begun = await startCharge(engine, {
		...{ ...who, device, key: 'start' },
		...{ stationId: 'STATION_009', connectorId: 'connector-1', level: 45 },
	});
	if (!begun.ok) throw new Error(`Charging did not begin: ${begun.code}`);
	const { id } = begun.value;
	pass(15 * 60_000);
	await reportCharge(engine, { ...who, level: 52, energyWh: 4200, key: null });
	pass(60 * 60_000);
	const ended = await endCharge(engine, {
		actor: rider,
		sessionId: id,
		level: 80,
		rating: 5,
		key: null,
		allow: () => true,
	});
	if (!ended.ok) throw new Error(`Charging did not end: ${ended.code}`);
	return id;
}

/** Copies a session's rows; the indexes are made once all rows are there. */
function multiply(file: string, { sample, sessions, now }: { sample: string; sessions: number; now: number }): void {
	const db = new Database(file);
	for (const setting of ['journal_mode=OFF', 'synchronous=OFF', 'foreign_keys=OFF', 'cache_size=-400000'])
		db.pragma(setting);
	const tables = "tbl_name IN ('sessions', 'charge_records') AND type = 'index' AND sql IS NOT NULL";
	const indexes = db.prepare(`SELECT name, sql FROM sqlite_master WHERE ${tables}`).all() as {
		name: string;
		sql: string;
	}[];
	db.exec(indexes.map(({ name }) => `DROP INDEX ${name};`).join(''));
	const riders = Math.max(2, Math.floor(sessions / perRider));
	db.exec(`CREATE TEMP TABLE copies AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sessions})
		SELECT i, printf('chg-%026d', i) AS id, ${now} - CAST((${sessions} - i) * ${twoYearsMs / sessions} AS INTEGER) AS at,
		CASE WHEN i % ${riders} = 1 THEN 'ordinary' WHEN i % 100 = 0 THEN 'heavy' ELSE i % ${riders} END AS who FROM n`);
	const copies = { db, sample };
	copy(copies, 'sessions', {
		id: 'c.id',
		customer_id: "'customer-' || c.who",
		actor_id: "'rider-' || c.who",
		station_id: "'STATION_' || (c.i % 50)",
		created_at: 'c.at',
		updated_at: 'c.at',
		ended_at: 'c.at',
		snapshot: `CASE WHEN c.who IN ('ordinary', 'heavy') THEN json_set(s.snapshot, '$.id', c.id, '$.createdAt', c.at, '$.data.charge.startedAt', c.at, '$.data.end.at', c.at + 4500000, '$.data.charge.rider.customerId', 'customer-' || c.who, '$.data.charge.rider.userId', 'rider-' || c.who) ELSE '{}' END`,
	});
	copy(copies, 'charge_records', {
		id: "c.id || '-1'",
		session_id: 'c.id',
		customer_id: "'customer-' || c.who",
		station_id: "'STATION_' || (c.i % 50)",
		started_at: 'c.at',
		ended_at: 'c.at + 4500000',
		month: "strftime('%Y-%m', c.at / 1000, 'unixepoch')",
		at: 'c.at',
	});
	db.exec(`INSERT OR REPLACE INTO charge_months SELECT customer_id, month, currency, count(*), sum(energy_wh), sum(cost_minor), sum(ended_at - started_at) FROM charge_records GROUP BY 1, 2, 3;
		INSERT OR REPLACE INTO charge_stations SELECT customer_id, station_id, station_id, count(*), max(ended_at) FROM charge_records GROUP BY 1, 2`);
	db.exec(indexes.map(({ sql }) => `${sql};`).join(''));
	db.exec('ANALYZE');
	db.pragma('journal_mode=WAL');
	db.close();
}

/** Copies the sample's row of a table once for each of `copies`, with other values in some columns. */
function copy(
	{ db, sample }: { db: Database.Database; sample: string },
	table: string,
	values: Readonly<Record<string, string>>,
): void {
	const columns = (db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[]).map(
		({ name }) => name,
	);
	const key = table === 'sessions' ? 'id' : 'session_id';
	db.exec(
		`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((column) => values[column] ?? `s.${column}`).join(', ')} FROM copies c CROSS JOIN (SELECT * FROM ${table} WHERE ${key} = '${sample}') s`,
	);
}
