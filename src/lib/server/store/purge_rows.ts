import type { Statement } from './statement.ts';

const dayMs = 24 * 3600 * 1000;

/** The most rows of one table that one run deletes, so that no commit holds others up. */
const rowLimit = 1000;

/**
 * Deletes what has done its duty and nobody looks up any more: delivered effects and what chargers were asked after a week, credentials of
 * tabs and links to set a password a week after their end, reports of stations, handled letters and tags of charging sessions after ninety
 * days. Sessions, ledgers, answers and the audit stay for ever.
 */
export function purgeRows(now: number): Statement[] {
	return [
		purge('outbox', 'done_at IS NOT NULL AND done_at < ?', now - 7 * dayMs),
		purge('broker_credentials', 'revoked_at IS NOT NULL AND expires_at < ?', now - 7 * dayMs),
		purge('account_links', 'expires_at < ?', now - 7 * dayMs),
		purge('charger_commands', "status <> 'waiting' AND created_at < ?", now - 7 * dayMs),
		purge('id_tags', 'session_id IS NOT NULL AND expires_at < ?', now - 90 * dayMs),
		purge('station_reports', 'at < ?', now - 90 * dayMs),
		purge('dead_letters', "status IN ('replayed', 'discarded') AND handled_at < ?", now - 90 * dayMs),
	];
}

function purge(table: string, over: string, before: number): Statement {
	return {
		sql: `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${over} LIMIT ${rowLimit})`,
		args: [before],
	};
}
