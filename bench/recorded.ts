import type { Client, InStatement } from '@libsql/client';
import { drizzle } from 'drizzle-orm/libsql';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { SqlValue, Statement } from '#lib/server/store/statement.ts';

/** A step as the database saw it: what was read, then what was written. */
export interface RecordedStep {
	readonly reads: readonly Statement[];
	readonly writes: readonly Statement[];
}

/** Takes the steps one by one and records the statements of each, so that a bare database can do the very same. */
export async function recordSteps<Step>(
	engine: Engine,
	steps: readonly Step[],
	take: (engine: Engine, step: Step) => Promise<void>,
): Promise<RecordedStep[]> {
	const recorded: RecordedStep[] = [];
	let reads: Statement[] = [];
	let writes: Statement[] = [];
	const { client, writer } = engine.store;
	const listening = {
		execute(statement: InStatement) {
			reads.push(toStatement(statement));
			return client.execute(statement);
		},
	} as unknown as Client;
	const store = {
		...engine.store,
		db: drizzle(listening),
		writer: {
			...writer,
			commit(statements: readonly Statement[]) {
				writes.push(...statements);
				return writer.commit(statements);
			},
		},
	};
	for (const step of steps) {
		reads = [];
		writes = [];
		await take({ ...engine, store }, step);
		recorded.push({ reads, writes });
	}
	return recorded;
}

function toStatement(statement: InStatement): Statement {
	if (typeof statement === 'string') return { sql: statement, args: [] };
	return { sql: statement.sql, args: statement.args as SqlValue[] };
}
