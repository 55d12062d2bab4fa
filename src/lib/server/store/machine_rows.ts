import type { Statement } from './statement.ts';

/** The answer of a request, stored with its effects: a redelivery reads it and changes nothing. */
export interface StoredAnswer {
	/** What the key belongs to: plan and action, or a session. */
	readonly scope: string;
	readonly key: string;
	/** SHA-256 of the request's body. */
	readonly bodyHash: string;
	readonly answer: unknown;
	readonly at: number;
	/** `pending` while an outside system has yet to answer; `done` where it is left out. */
	readonly status?: 'pending' | 'done';
}

const answerSql = 'INTO idempotency (scope, key, body_hash, answer_json, at, status) VALUES (?, ?, ?, ?, ?, ?)';

/** Stores an answer. The primary key (scope, key) makes n deliveries one effect. */
export function insertAnswer(stored: StoredAnswer): Statement {
	return { sql: `INSERT ${answerSql}`, args: answerArgs(stored) };
}

/** Stores the final answer of a request whose answer was pending. */
export function settleAnswer(stored: StoredAnswer): Statement {
	return { sql: `INSERT OR REPLACE ${answerSql}`, args: answerArgs(stored) };
}

/** Forgets a pending answer that came to nothing, so that the request may run again. */
export function forgetPendingAnswer({ scope, key }: Pick<StoredAnswer, 'scope' | 'key'>): Statement {
	return { sql: "DELETE FROM idempotency WHERE scope = ? AND key = ? AND status = 'pending'", args: [scope, key] };
}

function answerArgs({ scope, key, bodyHash, answer, at, status = 'done' }: StoredAnswer): Statement['args'] {
	return [scope, key, bodyHash, JSON.stringify(answer), at, status];
}

/** An effect on the outside world, to be delivered at least once by the agent. */
export interface OutboxMessage {
	readonly id: string;
	readonly kind: string;
	readonly payload: unknown;
	/** Session, plan or letter it is about, and the station whose managers see it. */
	readonly subject: string | null;
	readonly stationId: string | null;
	readonly at: number;
}

/** Stores an effect in the transaction of the events that cause it. */
export function insertOutbox(message: OutboxMessage): Statement {
	const { id, kind, payload, subject, stationId, at } = message;
	return {
		sql: 'INSERT INTO outbox (id, kind, payload_json, subject, station_id, next_attempt_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [id, kind, JSON.stringify(payload), subject, stationId, at, at],
	};
}

/** Stores an effect, or puts one that was given up back in the queue: for requests that may run again under the same id. */
export function upsertOutbox(message: OutboxMessage): Statement {
	const { sql, args } = insertOutbox(message);
	return {
		sql: `${sql} ON CONFLICT (id) DO UPDATE SET payload_json = excluded.payload_json, next_attempt_at = excluded.next_attempt_at, stuck_at = NULL, attempts = 0`,
		args,
	};
}

/** Who did what to what, from where. Append-only. */
export interface AuditEntry {
	readonly id: string;
	readonly at: number;
	readonly actorId: string;
	readonly action: string;
	readonly subject: string;
	readonly stationId: string | null;
	readonly origin: string;
	readonly detail: Readonly<Record<string, unknown>>;
}

/** Stores an audit entry. */
export function insertAudit(entry: AuditEntry): Statement {
	return {
		sql: 'INSERT INTO audit (id, at, actor_id, action, subject, station_id, origin, detail_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
		args: [
			entry.id,
			entry.at,
			entry.actorId,
			entry.action,
			entry.subject,
			entry.stationId,
			entry.origin,
			JSON.stringify(entry.detail),
		],
	};
}

/** A message that could not be handled, with what a replay needs. */
export interface DeadLetter {
	readonly id: string;
	readonly topic: string;
	readonly payload: string;
	readonly encoding: 'utf8' | 'base64';
	readonly reason: string;
	/** `service`, the client id of the tab that proved to have sent it, or `unknown`. */
	readonly origin: string;
	/** Never a token. */
	readonly properties: DeadLetterProperties;
	readonly at: number;
}

/** What stands beside a dead letter's payload. */
export interface DeadLetterProperties {
	readonly responseTopic: string | null;
	/** In base64. */
	readonly correlationData: string | null;
	/** Person whose actor token came with it. */
	readonly personId: string | null;
	/** Size of the payload as it came, bytes. */
	readonly sizeBytes: number;
	/** False if the payload is cut or nobody is known to have sent it. */
	readonly replayable: boolean;
}

/** The most letters that wait for a person; the oldest ones beyond are deleted. */
export const openLetterLimit = 10_000;

/** Stores a message that could not be handled, for a person to read, replay or discard. */
export function insertDeadLetter(letter: DeadLetter): Statement {
	const { id, topic, payload, encoding, reason, origin, properties, at } = letter;
	return {
		sql: 'INSERT INTO dead_letters (id, topic, payload, encoding, reason, origin, properties_json, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
		args: [id, topic, payload, encoding, reason, origin, JSON.stringify(properties), at],
	};
}

/** Deletes the oldest open letters beyond the limit, those of the reason `last` after all others. */
export function trimDeadLetters(last: string): Statement {
	return {
		sql: `DELETE FROM dead_letters WHERE id IN (
			SELECT id FROM dead_letters WHERE status = 'open' ORDER BY reason = ?, at, id
			LIMIT max(0, (SELECT count(*) FROM dead_letters WHERE status = 'open') - ?))`,
		args: [last, openLetterLimit],
	};
}
