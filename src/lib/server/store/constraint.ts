import { FaultError } from '#lib/kernel/fault.ts';
import type { Conflict } from './statement.ts';

/** Reads the violated key out of SQLite's message, or returns undefined if the error is something else. */
export function conflictOf(error: unknown): Conflict | undefined {
	const match = /UNIQUE constraint failed: ([\w., ]+)/.exec(messageOf(error));
	if (!match?.[1]) return undefined;
	const names = match[1].split(',').map((name) => name.trim().split('.'));
	const table = names[0]?.[0];
	if (!table) return undefined;
	return { table, columns: names.map((name) => name[1] ?? '') };
}

/** True if the database itself answered with an error: the transaction is undone, and its outcome is in no doubt. */
export function isAnswered(error: unknown): boolean {
	return /SQLITE_[A-Z]/.test(messageOf(error));
}

/** The fault of a commit of which a statement failed. Trying again helps if another process only held the write lock. */
export function brokenCommit(error: unknown): FaultError {
	const isBusy = /SQLITE_BUSY|database is locked/.test(messageOf(error));
	return new FaultError('store', 'A statement of the commit failed', {
		cause: error,
		...(isBusy && { retryAfterMs: 1000 }),
	});
}

function messageOf(error: unknown): string {
	return error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error);
}
