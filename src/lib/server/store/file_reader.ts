import type { InStatement } from '@libsql/client';
import Database from 'libsql';
import type { Reader, ReadResult } from './statement.ts';

/** Milliseconds a read waits where another process recovers the database. */
const busyTimeoutMs = 5000;

/** The most statements that are kept prepared; the oldest goes first. */
const preparedLimit = 256;

/** Opens a file for reading: one connection of its own, each statement prepared once, where the published client prepares at every call. */
export function openFileReader(path: string): Reader {
	const database = new Database(path);
	database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
	database.exec('PRAGMA query_only = ON');
	const prepared = new Map<string, Database.Statement>();

	function prepare(sql: string): Database.Statement {
		const known = prepared.get(sql);
		if (known) return known;
		const [oldest] = prepared.keys();
		if (oldest !== undefined && prepared.size >= preparedLimit) prepared.delete(oldest);
		const statement = database.prepare(sql).raw(true);
		prepared.set(sql, statement);
		return statement;
	}

	function read(statement: InStatement): ReadResult {
		const { sql, args } = typeof statement === 'string' ? { sql: statement, args: [] } : statement;
		return { rows: prepare(sql).all(args ?? []) as unknown[][] };
	}

	return {
		execute: async (statement) => read(statement),
		async batch(statements) {
			database.exec('BEGIN');
			try {
				return statements.map(read);
			} finally {
				database.exec('COMMIT');
			}
		},
		close: () => database.close(),
	};
}
