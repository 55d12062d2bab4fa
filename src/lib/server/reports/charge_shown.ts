import type { ChargeData } from '#lib/charging/data.ts';
import { listChargeCurve, type CurvePoint } from '#lib/server/store/list_charge_curve.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import type { ListedCharge } from '#lib/server/store/list_charges.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { tellCharge, tellCharges, type ToldCharge } from './charge_told.ts';
import type { ReportParts } from './record_reading.ts';

/** A charging session as its rider's pages show it. Energy Wh, power W, money minor units, levels percent, instants UTC milliseconds. */
export interface ShownCharge extends Omit<ToldCharge, 'document' | 'station' | 'currency'> {
	readonly version: number;
	/** `waiting`, `charging`, `stopping`, `completed` or `cancelled`. */
	readonly phase: string;
	readonly station: { readonly id: string; readonly name: string };
	readonly connectorId: string;
	/** False where the vehicle's own word is all there is. */
	readonly isMetered: boolean;
	/** In which its times are told, IANA. */
	readonly timeZone: string;
	readonly currency: string;
	readonly priceMinorPerKwh: number;
	/** Who told the energy. */
	readonly source: 'none' | 'phone' | 'meter' | 'estimate';
	readonly level: number | null;
	readonly levelStart: number | null;
	readonly powerW: number | null;
	readonly maxPowerW: number;
	/** When something was last told. */
	readonly newsAt: number;
	/** From when on it is stale if nothing is told until then. */
	readonly staleAt: number;
	/** True if the charger refused to stop when it was asked. */
	readonly isStopRefused: boolean;
	/** `rider`, `charger`, `manager` or `rule`; null while it has not ended. */
	readonly endReason: string | null;
	readonly cancelReason: string | null;
	/** True if it came to nothing because its charger did not begin. */
	readonly isStartFailed: boolean;
}

/** How long a running session may be silent before it is stale, ms. */
const staleMs = 15 * 60_000;

/** The most points of a curve. */
const pointLimit = 150;

/** Shows charging sessions by the clock that their rider chose; null: by those of their stations. */
export async function showCharges(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	listed: readonly ListedCharge[],
	zone: string | null,
): Promise<ShownCharge[]> {
	const told = await tellCharges(parts, listed);
	return listed.flatMap(({ session }, index) => {
		const one = told[index];
		return one ? [showTold(session, one, zone)] : [];
	});
}

/** Shows a session that was loaded by itself as `showCharges` does. */
export async function showCharge(
	parts: Pick<ReportParts, 'store' | 'clock'>,
	session: SessionRecord,
	zone: string | null,
): Promise<ShownCharge> {
	return showTold(session, await tellCharge(parts, session), zone);
}

/** A rider's own charging session; null for what is not theirs, or not there. */
export async function loadOwnCharge(
	{ store }: Pick<ReportParts, 'store'>,
	{ id, customerId }: { id: string; customerId: string },
): Promise<SessionRecord | null> {
	const session = await loadSession(store.db, id);
	if (session?.kind !== 'charge') return null;
	return kindOf(session.kind).summary(session.data).customerId === customerId ? session : null;
}

/** How a session went so far; long ones in few points. */
export function readCurve(
	{ store }: Pick<ReportParts, 'store'>,
	{ id, startedAt, newsAt }: Pick<ShownCharge, 'id' | 'startedAt' | 'newsAt'>,
): Promise<CurvePoint[]> {
	return listChargeCurve(store.db, id, (newsAt - startedAt) / pointLimit);
}

function showTold(session: SessionRecord, told: ToldCharge, zone: string | null): ShownCharge {
	const { charge, progress, stopFailure, end, cancelReason } = session.data as ChargeData;
	if (!charge) throw new TypeError('A charging session knows its station from its first step on');
	const { document, station: _station, currency: _currency, ...figures } = told;
	const newsAt = progress?.newsAt ?? session.updatedAt;
	return {
		...figures,
		version: session.version,
		phase: String(document['phase']),
		station: { id: charge.station.id, name: charge.station.name },
		connectorId: charge.connector.id,
		isMetered: charge.connector.chargerId !== null,
		timeZone: zone ?? charge.station.timeZone,
		currency: charge.tariff.currency,
		priceMinorPerKwh: charge.tariff.priceMinorPerKwh,
		source: progress?.source ?? 'none',
		level: progress?.level ?? charge.levelStart,
		levelStart: charge.levelStart,
		powerW: progress?.powerW ?? null,
		maxPowerW: progress?.maxPowerW ?? 0,
		newsAt,
		staleAt: newsAt + staleMs,
		isStopRefused: stopFailure !== null,
		endReason: end?.reason ?? null,
		cancelReason,
		isStartFailed: session.status === 'cancelled' && session.lastAction.type !== 'charging_cancelled',
	};
}
