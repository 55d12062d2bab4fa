import type { Statement } from '#lib/server/store/statement.ts';

/** One line of the audit log: who did what to what, from where. */
export interface AuditEntry {
	readonly id: string;
	/** UTC milliseconds. */
	readonly at: number;
	readonly actorId: string;
	readonly action: AuditAction;
	/** Id of what it was done to. */
	readonly subject: string;
	readonly stationId?: string | null;
	/** Address it came from. */
	readonly address: string;
	/** What else is worth knowing; never a secret. */
	readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What the audit log records of people coming, working and going. */
export type AuditAction =
	| 'signed_in'
	| 'signed_out'
	| 'shift_started'
	| 'shift_ended'
	| 'token_created'
	| 'token_revoked'
	| 'password_changed'
	| 'password_set'
	| 'reset_asked'
	| 'invitation_asked'
	| 'role_changed';

const insert =
	'insert into audit (id, at, actor_id, action, subject, station_id, origin, detail_json) values (?, ?, ?, ?, ?, ?, ?, ?)';

/**
 * The statement that records an entry, for the transaction of the change itself.
 * An id derived from the subject makes the change happen once: a second commit runs into the key.
 */
export function auditStatement(entry: AuditEntry): Statement {
	const { id, at, actorId, action, subject, stationId = null, address, detail = {} } = entry;
	return { sql: insert, args: [id, at, actorId, action, subject, stationId, address, JSON.stringify(detail)] };
}
