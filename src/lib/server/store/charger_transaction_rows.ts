import { and, desc, eq, isNull, max, sql } from 'drizzle-orm';
import { chargerTransactions } from './schema_charging.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A charger's transaction as it is kept. */
export interface StoredTransaction {
	readonly id: number;
	readonly key: string;
	readonly chargerId: string;
	readonly evseId: number;
	readonly idTag: string | null;
	readonly sessionId: string | null;
	readonly startRegisterWh: number | null;
	readonly stoppedAt: number | null;
	/** When a person had seen to one that no session could be made of. */
	readonly handledAt: number | null;
}

const columns = {
	id: chargerTransactions.id,
	key: chargerTransactions.key,
	chargerId: chargerTransactions.chargerId,
	evseId: chargerTransactions.evseId,
	idTag: chargerTransactions.idTag,
	sessionId: chargerTransactions.sessionId,
	startRegisterWh: chargerTransactions.startRegisterWh,
	stoppedAt: chargerTransactions.stoppedAt,
	handledAt: chargerTransactions.handledAt,
} as const;

/** The transaction of a name; null if it never was told of. */
export async function loadTransactionByKey(db: Db, key: string): Promise<StoredTransaction | null> {
	const [row] = await db.select(columns).from(chargerTransactions).where(eq(chargerTransactions.key, key)).limit(1);
	return row ?? null;
}

/** The transaction of a number; null if there is none. */
export async function loadTransactionById(db: Db, id: number): Promise<StoredTransaction | null> {
	const [row] = await db.select(columns).from(chargerTransactions).where(eq(chargerTransactions.id, id)).limit(1);
	return row ?? null;
}

/** The transaction of a number, where it is this charger's. */
export async function loadTransaction(db: Db, chargerId: string, id: number): Promise<StoredTransaction | null> {
	const row = await loadTransactionById(db, id);
	return row?.chargerId === chargerId ? row : null;
}

/** The last transaction of a connector that has not stopped; one that nobody is sold only where there is no other. */
export async function loadOpenTransaction(
	db: Db,
	chargerId: string,
	evseId: number,
): Promise<StoredTransaction | null> {
	const [row] = await db
		.select(columns)
		.from(chargerTransactions)
		.where(
			and(
				eq(chargerTransactions.chargerId, chargerId),
				eq(chargerTransactions.evseId, evseId),
				isNull(chargerTransactions.stoppedAt),
			),
		)
		.orderBy(sql`session_id is null`, desc(chargerTransactions.id))
		.limit(1);
	return row ?? null;
}

/** The last transaction of a connector that has not stopped and began with that tag and register; null if there is none. */
export async function loadAlikeTransaction(
	db: Db,
	chargerId: string,
	begin: { evseId: number; idTag: string | null; registerWh: number | null },
): Promise<StoredTransaction | null> {
	const [row] = await db
		.select(columns)
		.from(chargerTransactions)
		.where(
			and(
				eq(chargerTransactions.chargerId, chargerId),
				eq(chargerTransactions.evseId, begin.evseId),
				isNull(chargerTransactions.stoppedAt),
				sql`id_tag is ${begin.idTag} and start_register_wh is ${begin.registerWh}`,
			),
		)
		.orderBy(desc(chargerTransactions.id))
		.limit(1);
	return row ?? null;
}

/** A number that no transaction had; two that take it at once run into the primary key, and one tries again. */
export async function nextTransactionId(db: Db): Promise<number> {
	const [row] = await db.select({ last: max(chargerTransactions.id) }).from(chargerTransactions);
	return (row?.last ?? 0) + 1;
}

/** A transaction as it is told of first. */
export interface NewTransaction {
	readonly id: number;
	readonly key: string;
	readonly chargerId: string;
	readonly evseId: number;
	readonly idTag: string | null;
	readonly sessionId: string | null;
	readonly startRegisterWh: number | null;
	readonly startedAt: number | null;
	readonly stop: TransactionStop | null;
	readonly problem: string | null;
}

export interface TransactionStop {
	readonly registerWh: number | null;
	readonly at: number;
	readonly reason: string | null;
}

/** Keeps a transaction. */
export function insertTransaction(transaction: NewTransaction): Statement {
	const { id, key, chargerId, evseId, idTag, sessionId, startRegisterWh, startedAt, stop, problem } = transaction;
	return {
		sql: 'INSERT INTO charger_transactions (id, key, charger_id, evse_id, id_tag, session_id, start_register_wh, started_at, stop_register_wh, stopped_at, stop_reason, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
		args: [
			id,
			key,
			chargerId,
			evseId,
			idTag,
			sessionId,
			startRegisterWh,
			startedAt,
			stop?.registerWh ?? null,
			stop?.at ?? null,
			stop?.reason ?? null,
			problem,
		],
	};
}

/** Somebody showed a tag after the transaction had begun; what it is good for decides whose session it is. */
export function authorizeTransaction(
	id: number,
	told: { idTag: string | null; sessionId: string | null; problem: string | null },
): Statement {
	return {
		sql: 'UPDATE charger_transactions SET id_tag = ?, session_id = ?, problem = ? WHERE id = ? AND session_id IS NULL',
		args: [told.idTag, told.sessionId, told.problem, id],
	};
}

/** Another transaction bears the name of an ended one from now on. */
export function renameTransaction(id: number): Statement {
	return { sql: "UPDATE charger_transactions SET key = key || '#' || id WHERE id = ?", args: [id] };
}

/** Why no session could be made of a transaction, where that was not known before. */
export function troubleTransaction(id: number, problem: string): Statement {
	return {
		sql: 'UPDATE charger_transactions SET problem = ? WHERE id = ? AND session_id IS NULL AND problem IS NULL',
		args: [problem, id],
	};
}

/** A transaction stopped; told again, it stays as it was told first. */
export function stopTransaction(id: number, stop: TransactionStop): Statement {
	return {
		sql: 'UPDATE charger_transactions SET stop_register_wh = ?, stopped_at = ?, stop_reason = ? WHERE id = ? AND stopped_at IS NULL',
		args: [stop.registerWh, stop.at, stop.reason, id],
	};
}
