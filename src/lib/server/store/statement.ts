import type { InStatement } from '@libsql/client';

/** A value that SQLite stores. */
export type SqlValue = string | number | null;

/** One prepared statement with its arguments. The texts are constants, so that a writer prepares each once. */
export interface Statement {
	readonly sql: string;
	readonly args: readonly SqlValue[];
}

/** A unique or primary key that a write ran into: somebody else was first. */
export interface Conflict {
	readonly table: string;
	readonly columns: readonly string[];
}

/** How a commit ended: all of its statements are durable, or none is and `conflict` says which key was taken. */
export type CommitOutcome = { readonly ok: true } | { readonly ok: false; readonly conflict: Conflict };

/**
 * Writes transactions. Many commits may share one fsync, and each answers only after its own is durable.
 * Throws FaultError if the database does not answer: the outcome is then unknown, and the idempotency key tells it on the retry.
 */
export interface Writer {
	commit(statements: readonly Statement[]): Promise<CommitOutcome>;
	close(): Promise<void>;
}

/** The rows of a query, each a list of its values. */
export interface ReadResult {
	readonly rows: readonly ArrayLike<unknown>[];
}

/** Reads for drizzle: of a client, its typed queries call no more than this. */
export interface Reader {
	execute(statement: InStatement): Promise<ReadResult>;
	/** All of them see one moment of the database. */
	batch(statements: InStatement[]): Promise<ReadResult[]>;
	close(): void;
}
