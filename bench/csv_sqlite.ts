import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import type { Sample } from './sample.ts';
import { countLines, exportSample } from './csv_lines.ts';

/** True if the machine has the `sqlite3` command line. */
export function hasSqlite(): boolean {
	return spawnSync('sqlite3', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What the command line is asked for: the export's twenty columns as SQLite itself prints them, or the stored values as they are. */
export type SqliteColumns = keyof typeof selects;

/** Exports a database by `sqlite3 -csv`, in the order of the export, into this process. */
export async function runSqlite(file: string, columns: SqliteColumns): Promise<Sample> {
	const startedAt = performance.now();
	const child = spawn('sqlite3', ['-readonly', '-csv', '-header', file, selects[columns]], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { PATH: process.env['PATH'] },
	});
	return exportSample(await countLines(child.stdout), performance.now() - startedAt);
}

const times = (at: string) => {
	const ahead = "iif(t.time_zone = 'Africa/Nairobi', 10800, 3600)";
	const suffix = "iif(t.time_zone = 'Africa/Nairobi', '+03:00', '+01:00')";
	const clock = "'%Y-%m-%dT%H:%M:%f'";
	return `strftime(${clock}, ${at} / 1000.0, 'unixepoch') || 'Z', strftime(${clock}, ${at} / 1000.0 + ${ahead}, 'unixepoch') || ${suffix}`;
};

const from = 'FROM sessions s JOIN stations t ON t.id = s.station_id ORDER BY s.station_id, s.created_at, s.id';
const texts =
	's.id, s.kind, s.status, s.station_id, t.name, s.actor_id, s.actor_name, s.customer_id, s.customer_name, s.plan_id';

/** One offset for the whole year is all that the command line is asked to know of clocks. */
const selects = {
	same: `SELECT ${texts}, ${times('s.created_at')}, ${times('s.ended_at')}, t.time_zone, (s.ended_at - s.created_at) / 1000.0, s.energy_wh / 1000.0,
		iif(s.currency = 'UGX', s.amount_minor, printf('%.2f', s.amount_minor / 100.0)), s.currency, s.payment_method ${from}`,
	stored: `SELECT ${texts}, s.created_at, s.ended_at, t.time_zone, s.energy_wh, s.amount_minor, s.currency, s.payment_method ${from}`,
};
