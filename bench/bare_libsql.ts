import Database from 'libsql';
import { sampleOf, type Sample } from './sample.ts';
import type { RecordedStep } from './recorded.ts';

/** Does recorded steps on the synchronous API of libSQL, prepared, durable, `perTransaction` at a time. */
export function runBareLibsql(path: string, steps: readonly RecordedStep[], perTransaction = 1): Sample {
	const database = new Database(path);
	for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
		database.exec(`PRAGMA ${pragma}`);
	const prepared = new Map<string, Database.Statement>();
	const prepare = (sql: string) => {
		const statement = prepared.get(sql) ?? database.prepare(sql);
		prepared.set(sql, statement);
		return statement;
	};
	const latencies: number[] = [];
	const startedAt = performance.now();
	for (let i = 0; i < steps.length; i += perTransaction) {
		const begun = performance.now();
		prepare('BEGIN IMMEDIATE').run();
		for (const { reads, writes } of steps.slice(i, i + perTransaction)) {
			for (const { sql, args } of reads)
				prepare(sql)
					.raw()
					.all(...args);
			for (const { sql, args } of writes) prepare(sql).run(...args);
		}
		prepare('COMMIT').run();
		const tookMs = performance.now() - begun;
		for (let step = i; step < Math.min(i + perTransaction, steps.length); step++) latencies.push(tookMs);
	}
	const sample = sampleOf(performance.now() - startedAt, latencies);
	database.close();
	return sample;
}
