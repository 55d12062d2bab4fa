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
}

/** Stores an answer. The primary key (scope, key) makes n deliveries one effect. */
export function insertAnswer(stored: StoredAnswer): Statement {
	return {
		sql: 'INSERT INTO idempotency (scope, key, body_hash, answer_json, at) VALUES (?, ?, ?, ?, ?)',
		args: [stored.scope, stored.key, stored.bodyHash, JSON.stringify(stored.answer), stored.at],
	};
}

/** An effect on the outside world, to be delivered at least once by the agent. */
export interface OutboxMessage {
	readonly id: string;
	readonly kind: string;
	readonly payload: unknown;
	readonly at: number;
}

/** Stores an effect in the transaction of the events that cause it. */
export function insertOutbox(message: OutboxMessage): Statement {
	return {
		sql: 'INSERT INTO outbox (id, kind, payload_json, next_attempt_at, created_at) VALUES (?, ?, ?, ?, ?)',
		args: [message.id, message.kind, JSON.stringify(message.payload), message.at, message.at],
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

/** Stores a message that could not be handled, for a person to read. */
export function insertDeadLetter(letter: {
	id: string;
	topic: string;
	payload: string;
	reason: string;
	at: number;
}): Statement {
	return {
		sql: 'INSERT INTO dead_letters (id, topic, payload, reason, at) VALUES (?, ?, ?, ?, ?)',
		args: [letter.id, letter.topic, letter.payload, letter.reason, letter.at],
	};
}
