import type Database from 'libsql';

/** The most statements that one connection keeps prepared; the oldest goes first. */
const preparedLimit = 256;

/** Prepares each text once on a connection: preparing a statement costs more than running it. */
export function prepareOnce(
	database: Database.Database,
	prepare = (sql: string) => database.prepare(sql),
): (sql: string) => Database.Statement {
	const prepared = new Map<string, Database.Statement>();
	return (sql) => {
		const known = prepared.get(sql);
		if (known) return known;
		const [oldest] = prepared.keys();
		if (oldest !== undefined && prepared.size >= preparedLimit) prepared.delete(oldest);
		const statement = prepare(sql);
		prepared.set(sql, statement);
		return statement;
	};
}
