import { costMinor } from '#lib/charging/figures.ts';
import { readPlace } from '#lib/charging/place.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { ChargeMove } from '#lib/ledger/moves.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { ChargeCase, SealedRecord } from '../store/charge_case.ts';
import { recordRows, type ChargeRecord } from '../store/charge_rows.ts';
import type { Statement } from '../store/statement.ts';

/** The most energy that a person may say a session sold, Wh. */
const energyLimitWh = 1_000_000;

/** Who decides about charging, and how far they reach: what is beyond looks as if there were none. */
export interface ChargeActor {
	readonly id: string;
	readonly stations: '*' | readonly string[];
	/** Address. */
	readonly origin: string;
}

/** What a session costs after a decision. */
export interface Billed {
	/** Wh; null where nothing was sold. */
	readonly energyWh: number | null;
	readonly costMinor: number;
	readonly currency: string;
}

/** Who writes records, why and when (UTC milliseconds). */
interface BillingContext {
	readonly reason: string;
	readonly actorId: string;
	readonly at: number;
}

/** True if somebody looks after a station. */
export function reaches({ stations }: ChargeActor, stationId: string | null): boolean {
	return stations === '*' || (stationId !== null && stations.includes(stationId));
}

/** What an ended session leaves in the ledger by its own figures; null where it has sold nothing. */
export function saleOf(session: SessionRecord): ChargeMove | null {
	if (session.status === 'active') return null;
	const moves = kindOf(session.kind).settle?.(session) ?? [];
	return moves.find((move) => move.ledger === 'charge') ?? null;
}

/** The record that says what a session costs; null where none was written, or the last one was taken back. */
export function standingRecord(records: readonly SealedRecord[]): SealedRecord | null {
	const last = records.at(-1);
	return last && last.kind !== 'credit' ? last : null;
}

/** Refuses an energy that no person may enter. */
export function checkEnergy(energyWh: number): Result<number, 'CHARGE_ENERGY_INVALID'> {
	const isValid = Number.isSafeInteger(energyWh) && energyWh >= 0 && energyWh <= energyLimitWh;
	return isValid ? ok(energyWh) : refuse('CHARGE_ENERGY_INVALID', { limit: energyLimitWh / 1000 });
}

/** What a session costs if it sold that energy, at the price it began with; nothing where it sold none. */
export function billedAt(
	{ currency, priceMinorPerKwh }: Pick<ChargeMove, 'currency' | 'priceMinorPerKwh'>,
	energyWh: number | null,
): Billed {
	return { energyWh, costMinor: energyWh === null ? 0 : costMinor(energyWh, { priceMinorPerKwh }), currency };
}

/**
 * The records that make a session cost what that energy costs, null for nothing sold at all: its original, or a credit of what stands and a
 * correction. None where that stands already. A cancelled session costs, and counts in no statistics.
 */
export function billRows(
	{ session, records }: Pick<ChargeCase, 'session' | 'records'>,
	sold: { sale: ChargeMove; energyWh: number | null },
	context: BillingContext,
): Statement[] {
	const { sale, energyWh } = sold;
	const standing = standingRecord(records);
	if ((standing?.energyWh ?? null) === energyWh) return [];
	const writeAll = (written: readonly ChargeRecord[]) =>
		written.flatMap((record) =>
			recordRows(record, {
				actorId: context.actorId,
				at: context.at,
				counts: session.status === 'completed',
			}),
		);
	const credits = standing ? [creditOf(sale, standing, context)] : [];
	if (energyWh === null) return writeAll(credits);
	const seq = records.length + credits.length + 1;
	const last = records.at(-1);
	const billed: ChargeRecord = {
		...sale,
		...(last && sealedTerms(last)),
		key: `${session.id}-${seq}`,
		seq,
		kind: seq === 1 ? 'original' : 'correction',
		energyWh,
		costMinor: costMinor(energyWh, last ?? sale),
		creditedId: null,
		reason: context.reason,
	};
	return writeAll([...credits, billed]);
}

function creditOf(sale: ChargeMove, standing: SealedRecord, { reason }: BillingContext): ChargeRecord {
	const seq = standing.seq + 1;
	return {
		...sale,
		...sealedTerms(standing),
		key: `${standing.sessionId}-${seq}`,
		seq,
		kind: 'credit',
		energyWh: 0 - standing.energyWh,
		costMinor: 0 - standing.costMinor,
		creditedId: standing.id,
		reason,
	};
}

/** What a later record of a session has in common with the one before it. */
function sealedTerms({ placeJson, currency, priceMinorPerKwh, startedAt, endedAt, month }: SealedRecord) {
	const place = readPlace(placeJson);
	return { ...(place !== undefined && { place }), currency, priceMinorPerKwh, startedAt, endedAt, month };
}
