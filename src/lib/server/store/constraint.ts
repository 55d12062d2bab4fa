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

/** True if another process holds the database's write lock. */
export function isBusy(error: unknown): boolean {
	return /SQLITE_BUSY|database is locked/.test(messageOf(error));
}

function messageOf(error: unknown): string {
	return error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error);
}
