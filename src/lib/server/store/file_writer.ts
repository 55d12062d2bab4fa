import Database from 'libsql/promise';
import { FaultError } from '#lib/kernel/fault.ts';
import { createCommitQueue, deliver, queueLimit, type PendingCommit } from './commit_queue.ts';
import { brokenCommit, conflictOf } from './constraint.ts';
import type { CommitOutcome, Statement, Writer } from './statement.ts';

/** Milliseconds a write waits for another process's transaction. */
const busyTimeoutMs = 5000;

/** Pages that the write-ahead log gathers before they are moved into the file: many commits change the same ones. 16 MiB. */
const checkpointPages = 4000;

/** What the package leaves untyped. `exec` works on a thread of its own, a prepared statement on the caller's. */
interface AsyncDatabase {
	exec(sql: string): Promise<void>;
	prepare(sql: string): Promise<{ run(args: readonly unknown[]): unknown }>;
	close(): void;
}

/**
 * The writer of an embedded file: one connection, prepared statements, group commit, WAL with full synchronisation.
 * What waits, for the lock and for the disk, waits off the event loop: requests are answered and gather meanwhile.
 *
 * A commit that runs into a taken key, or fails otherwise, is undone alone and its neighbours in the group stand: the group is
 * then written again, each commit under a savepoint, which is what most groups are spared.
 * After a broken transaction the connection is discarded: libSQL cannot begin another one on it.
 */
export async function openFileWriter(path: string): Promise<Writer> {
	let connection: Awaited<ReturnType<typeof connect>> | null = await connect(path);
	const queue = createCommitQueue(writeGroup);

	async function writeGroup(group: PendingCommit[]): Promise<void> {
		let outcomes: (CommitOutcome | FaultError)[];
		try {
			connection ??= await connect(path);
			outcomes = await connection.transaction(group);
		} catch (error) {
			connection?.close();
			connection = null;
			throw new FaultError('store', 'The database did not commit', { retryAfterMs: 1000, cause: error });
		}
		for (const [i, pending] of group.entries()) deliver(pending, outcomes[i] ?? { ok: true });
	}

	return {
		commit(statements) {
			if (queue.length >= queueLimit) {
				return Promise.reject(new FaultError('store', 'Too many writes wait for the database', { retryAfterMs: 2000 }));
			}
			return new Promise((settle, fail) => {
				queue.push({ statements, settle, fail });
			});
		},
		async close() {
			await queue.drained();
			connection?.close();
		},
	};
}

async function connect(path: string) {
	const database = new Database(path, {}) as AsyncDatabase;
	// The timeout first: setting WAL needs the lock, and another process may be starting too.
	for (const pragma of [
		`busy_timeout = ${busyTimeoutMs}`,
		'journal_mode = WAL',
		'synchronous = FULL',
		'foreign_keys = ON',
		`wal_autocheckpoint = ${checkpointPages}`,
	]) {
		await database.exec(`PRAGMA ${pragma}`);
	}
	const prepared = new Map<string, Awaited<ReturnType<AsyncDatabase['prepare']>>>();

	async function runAll(statements: readonly Statement[]): Promise<void> {
		for (const { sql, args } of statements) {
			let statement = prepared.get(sql);
			if (!statement) {
				statement = await database.prepare(sql);
				prepared.set(sql, statement);
			}
			statement.run(args);
		}
	}

	/** Writes all of the group, or says that one of its commits does not go through. */
	async function writeAll(group: readonly PendingCommit[]): Promise<boolean> {
		try {
			for (const { statements } of group) await runAll(statements);
			return true;
		} catch {
			return false;
		}
	}

	async function writeOne({ statements }: PendingCommit): Promise<CommitOutcome | FaultError> {
		await database.exec('SAVEPOINT one');
		try {
			await runAll(statements);
			await database.exec('RELEASE one');
			return { ok: true };
		} catch (error) {
			await database.exec('ROLLBACK TO one; RELEASE one');
			const conflict = conflictOf(error);
			return conflict ? { ok: false, conflict } : brokenCommit(error);
		}
	}

	return {
		async transaction(group: readonly PendingCommit[]): Promise<(CommitOutcome | FaultError)[]> {
			const outcomes: (CommitOutcome | FaultError)[] = [];
			await database.exec('BEGIN IMMEDIATE');
			if (!(await writeAll(group))) {
				await database.exec('ROLLBACK; BEGIN IMMEDIATE');
				for (const pending of group) outcomes.push(await writeOne(pending));
			}
			await database.exec('COMMIT');
			return outcomes;
		},
		close: () => database.close(),
	};
}
