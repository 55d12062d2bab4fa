import { and, eq, inArray, isNull } from 'drizzle-orm';
import { users } from './schema_people.ts';
import { chargers, idTags } from './schema_charging.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A charger with the station it stands at and the hash of its password; null if it is unknown. */
export async function loadCharger(
	db: Db,
	id: string,
): Promise<{ stationId: string; secretHash: string | null; protocol: string | null } | null> {
	const [row] = await db
		.select({ stationId: chargers.stationId, secretHash: chargers.secretHash, protocol: chargers.protocol })
		.from(chargers)
		.where(eq(chargers.id, id))
		.limit(1);
	return row ?? null;
}

/** What a tag is for; null if nobody has it. */
export async function loadIdTag(db: Db, tag: string) {
	const [row] = await db.select().from(idTags).where(eq(idTags.tag, tag)).limit(1);
	return row ?? null;
}

/** The account of a rider; null if there is none that may sign in. */
export async function loadRiderAccount(db: Db, customerId: string): Promise<{ id: string; name: string } | null> {
	const [row] = await db
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(and(eq(users.customerId, customerId), eq(users.role, 'rider'), isNull(users.disabledAt)))
		.limit(1);
	return row ?? null;
}

export function chargerConnected(id: string, protocol: string, at: number): Statement {
	return {
		sql: 'UPDATE chargers SET protocol = ?, connected_at = ?, seen_at = ? WHERE id = ?',
		args: [protocol, at, at, id],
	};
}

/** The connection that began at `since` has ended; a charger that connected anew meanwhile stays connected. */
export function chargerDisconnected(id: string, { since, at }: { since: number; at: number }): Statement {
	return { sql: 'UPDATE chargers SET disconnected_at = ? WHERE id = ? AND connected_at = ?', args: [at, id, since] };
}

/** Since when chargers are connected, by their ids. */
export async function listConnections(db: Db, ids: readonly string[]): Promise<Map<string, number | null>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: chargers.id, connectedAt: chargers.connectedAt })
		.from(chargers)
		.where(inArray(chargers.id, [...ids]));
	return new Map(rows.map(({ id, connectedAt }) => [id, connectedAt]));
}

/** True while a charger holds a connection, as far as we were told. */
export async function isChargerConnected(db: Db, id: string): Promise<boolean> {
	const [row] = await db
		.select({ connectedAt: chargers.connectedAt, disconnectedAt: chargers.disconnectedAt })
		.from(chargers)
		.where(eq(chargers.id, id))
		.limit(1);
	return !!row && row.connectedAt !== null && (row.disconnectedAt ?? -1) < row.connectedAt;
}

export function chargerSeen(id: string, at: number): Statement {
	return { sql: 'UPDATE chargers SET seen_at = ? WHERE id = ?', args: [at, id] };
}

export function chargerBooted(
	id: string,
	about: { vendor: string; model: string; serialNumber: string | null; firmware: string | null },
	at: number,
): Statement {
	return {
		sql: 'UPDATE chargers SET vendor = ?, model = ?, serial_number = ?, firmware = ?, booted_at = ?, seen_at = ? WHERE id = ?',
		args: [about.vendor, about.model, about.serialNumber, about.firmware, at, at, id],
	};
}

/** What a connector said of itself; an older word than the last changes nothing. */
export function connectorStatus(
	chargerId: string,
	told: { evseId: number; status: string; errorCode: string | null; at: number },
): Statement {
	return {
		sql: 'UPDATE connectors SET status = ?, error_code = ?, status_at = ? WHERE charger_id = ? AND (evse_id = ? OR ? = 0) AND coalesce(status_at, 0) <= ?',
		args: [told.status, told.errorCode, told.at, chargerId, told.evseId, told.evseId, told.at],
	};
}

/** The highest register of a connector's meter. */
export function connectorRegister(chargerId: string, evseId: number, registerWh: number): Statement {
	return {
		sql: 'UPDATE connectors SET last_register_wh = max(coalesce(last_register_wh, 0), ?) WHERE charger_id = ? AND evse_id = ?',
		args: [registerWh, chargerId, evseId],
	};
}

/** A tag that a remote start of a session carries. */
export function insertSessionTag(tag: {
	tag: string;
	customerId: string;
	sessionId: string;
	expiresAt: number;
}): Statement {
	return {
		sql: 'INSERT INTO id_tags (tag, customer_id, session_id, expires_at) VALUES (?, ?, ?, ?)',
		args: [tag.tag, tag.customerId, tag.sessionId, tag.expiresAt],
	};
}
