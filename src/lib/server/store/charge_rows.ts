import type { ChargeMove } from '#lib/ledger/moves.ts';
import type { Statement } from './statement.ts';

/** A charge detail record as it is written. */
export interface ChargeRecord extends Omit<ChargeMove, 'ledger' | 'held'> {
	readonly seq: number;
	readonly kind: 'original' | 'credit' | 'correction';
	readonly creditedId: string | null;
	readonly reason: string | null;
}

/** Who wrote a record, and when (UTC milliseconds). */
interface Written {
	readonly actorId: string;
	readonly at: number;
}

/** What an ended session leaves: a hold where it is to be looked at, else its record. A cancelled one is always held. */
export function chargeRows(move: ChargeMove, written: Written): Statement[] {
	if (move.held.length > 0) return [insertHold({ ...move, number: 1, proposedWh: null }, written.at)];
	return recordRows(
		{ ...move, seq: 1, kind: 'original', creditedId: null, reason: null },
		{ ...written, counts: true },
	);
}

/** A session waits for a manager; `number` counts its holds. */
export function insertHold(
	hold: Pick<ChargeMove, 'sessionId' | 'customerId' | 'station' | 'held'> & {
		number: number;
		proposedWh: number | null;
	},
	at: number,
): Statement {
	return {
		sql: 'INSERT INTO charge_holds (id, session_id, customer_id, station_id, reasons_json, proposed_wh, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [
			`${hold.sessionId}/${hold.number}`,
			hold.sessionId,
			hold.customerId,
			hold.station.id,
			JSON.stringify(hold.held),
			hold.proposedWh,
			at,
		],
	};
}

/**
 * A record and, where it counts in the statistics, the running figures it changes. A credit has negative energy and cost; the session is
 * counted by its original alone. The number of the record is the lock: of two writers of one number, one wins.
 */
export function recordRows(record: ChargeRecord, { actorId, at, counts }: Written & { counts: boolean }): Statement[] {
	const inserted: Statement = {
		sql: 'INSERT INTO charge_records (id, session_id, seq, kind, customer_id, station_id, connector_id, energy_wh, cost_minor, currency, price_minor_per_kwh, started_at, ended_at, place_json, month, credited_id, reason, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
		args: [
			record.key,
			record.sessionId,
			record.seq,
			record.kind,
			record.customerId,
			record.station.id,
			record.connectorId,
			record.energyWh,
			record.costMinor,
			record.currency,
			record.priceMinorPerKwh,
			record.startedAt,
			record.endedAt,
			record.place === undefined ? null : JSON.stringify(record.place),
			record.month,
			record.creditedId,
			record.reason,
			actorId,
			at,
		],
	};
	const listed = listedFigures(record.sessionId);
	return counts ? [inserted, listed, ...figureRows(record)] : [inserted, listed];
}

/** What lists show of a session is what its records come to. */
function listedFigures(sessionId: string): Statement {
	return {
		sql: 'UPDATE sessions SET (energy_wh, amount_minor) = (SELECT sum(energy_wh), sum(cost_minor) FROM charge_records WHERE session_id = sessions.id) WHERE id = ?',
		args: [sessionId],
	};
}

function figureRows(record: ChargeRecord): Statement[] {
	const first = record.kind === 'original' ? 1 : 0;
	const month: Statement = {
		sql: 'INSERT INTO charge_months (customer_id, month, currency, sessions, energy_wh, spent_minor, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (customer_id, month, currency) DO UPDATE SET sessions = sessions + excluded.sessions, energy_wh = energy_wh + excluded.energy_wh, spent_minor = spent_minor + excluded.spent_minor, duration_ms = duration_ms + excluded.duration_ms',
		args: [
			record.customerId,
			record.month,
			record.currency,
			first,
			record.energyWh,
			record.costMinor,
			first * (record.endedAt - record.startedAt),
		],
	};
	if (first === 0) return [month];
	const station: Statement = {
		sql: 'INSERT INTO charge_stations (customer_id, station_id, station_name, sessions, last_at) VALUES (?, ?, ?, 1, ?) ON CONFLICT (customer_id, station_id) DO UPDATE SET sessions = sessions + 1, station_name = excluded.station_name, last_at = max(last_at, excluded.last_at)',
		args: [record.customerId, record.station.id, record.station.name, record.endedAt],
	};
	return [month, station];
}
