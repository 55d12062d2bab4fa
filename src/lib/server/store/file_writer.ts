import Database from 'libsql';
import { FaultError } from '#lib/kernel/fault.ts';
import { createCommitQueue, deliver, queueLimit, type PendingCommit } from './commit_queue.ts';
import { brokenCommit, conflictOf } from './constraint.ts';
import { prepareOnce } from './prepare_once.ts';
import type { CommitOutcome, Statement, Writer } from './statement.ts';

/** Milliseconds a write waits for another process's transaction. */
const busyTimeoutMs = 5000;

/**
 * The writer of an embedded file: one connection, prepared statements, group commit, WAL with full synchronisation.
 * A commit that runs into a taken key, or fails otherwise, is undone alone and its neighbours in the group stand: the group is
 * then written again, each commit under a savepoint, which is what most groups are spared.
 * After a broken transaction the connection is discarded: libSQL cannot begin another one on it.
 */
export function openFileWriter(path: string): Writer {
	let connection = connect(path);
	const queue = createCommitQueue((group) => writeGroup(group));

	function writeGroup(group: PendingCommit[]): void {
		let outcomes: (CommitOutcome | FaultError)[];
		try {
			outcomes = connection.transaction(group);
		} catch (error) {
			connection.close();
			connection = connect(path);
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
			connection.close();
		},
	};
}

function connect(path: string) {
	const database = new Database(path);
	// The timeout first: setting WAL needs the lock, and another process may be starting too.
	for (const pragma of [
		`busy_timeout = ${busyTimeoutMs}`,
		'journal_mode = WAL',
		'synchronous = FULL',
		'foreign_keys = ON',
	]) {
		database.exec(`PRAGMA ${pragma}`);
	}
	const prepare = prepareOnce(database);

	function run({ sql, args }: Statement): void {
		prepare(sql).run(...args);
	}

	/** Writes all of the group, or says that one of its commits does not go through. */
	function writeAll(group: readonly PendingCommit[]): boolean {
		try {
			for (const { statements } of group) for (const statement of statements) run(statement);
			return true;
		} catch {
			return false;
		}
	}

	function writeOne({ statements }: PendingCommit): CommitOutcome | FaultError {
		run(savepoint);
		try {
			for (const statement of statements) run(statement);
			run(release);
			return { ok: true };
		} catch (error) {
			run(rollbackToSavepoint);
			run(release);
			const conflict = conflictOf(error);
			return conflict ? { ok: false, conflict } : brokenCommit(error);
		}
	}

	return {
		transaction(group: readonly PendingCommit[]): (CommitOutcome | FaultError)[] {
			run(begin);
			let outcomes: (CommitOutcome | FaultError)[] = [];
			if (!writeAll(group)) {
				run(rollback);
				run(begin);
				outcomes = group.map(writeOne);
			}
			run(commit);
			return outcomes;
		},
		close: () => database.close(),
	};
}

const begin: Statement = { sql: 'BEGIN IMMEDIATE', args: [] };
const commit: Statement = { sql: 'COMMIT', args: [] };
const rollback: Statement = { sql: 'ROLLBACK', args: [] };
const savepoint: Statement = { sql: 'SAVEPOINT one', args: [] };
const release: Statement = { sql: 'RELEASE one', args: [] };
const rollbackToSavepoint: Statement = { sql: 'ROLLBACK TO one', args: [] };
