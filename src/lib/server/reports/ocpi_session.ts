import { costMinor } from '#lib/charging/figures.ts';
import type { CurvePoint } from '#lib/server/store/list_ocpi_curves.ts';
import type { RoamingSession } from '#lib/server/store/list_ocpi_sessions.ts';
import { toDateTime, toKwh, toPrice } from './ocpi_figures.ts';
import type { OcpiSession } from './ocpi_objects.ts';
import { evseUid, ocpiId, ownedBy, tariffId, type Party } from './ocpi_party.ts';
import { chargingPeriods } from './ocpi_periods.ts';
import { cdrTokenOf } from './ocpi_token.ts';

/**
 * A session as an OCPI Session; null while nothing is known of it. It says what the session itself knows and nothing that is decided
 * after it, since a completed one no longer changes: what is held has no cost here, and its CDR has once there is one.
 */
export function printOcpiSession(
	party: Party,
	session: RoamingSession,
	curve: readonly CurvePoint[],
): OcpiSession | null {
	const { charge, progress, end } = session;
	if (!charge) return null;
	const { station, connector, tariff } = charge;
	const endedAt = end?.at ?? session.endedAt;
	const energyWh = progress?.energyWh ?? 0;
	const isSold = progress !== null && progress.flags.length === 0 && !isCancelled(session);
	return {
		...ownedBy(party),
		id: ocpiId(session.id),
		start_date_time: toDateTime(charge.startedAt),
		...(endedAt !== null && { end_date_time: toDateTime(Math.max(endedAt, charge.startedAt)) }),
		kwh: toKwh(energyWh),
		cdr_token: cdrTokenOf(party, charge),
		auth_method: charge.authMethod,
		location_id: ocpiId(station.id),
		evse_uid: evseUid(station.id, connector.id),
		connector_id: ocpiId(connector.id),
		currency: tariff.currency,
		...(progress && {
			charging_periods: chargingPeriods({
				startedAt: charge.startedAt,
				endedAt: endedAt ?? progress.newsAt,
				energyWh,
				curve: progress.source === 'estimate' ? [] : curve,
				tariffId: tariffId(station.id, tariff),
			}),
		}),
		...(isSold && { total_cost: toPrice(costMinor(energyWh, tariff), tariff.currency) }),
		status: statusOf(session),
		last_updated: toDateTime(session.updatedAt),
	};
}

/** INVALID is what will never be billed: energy of a cancelled session waits for a person to decide. */
function statusOf(session: RoamingSession): OcpiSession['status'] {
	if (session.status === 'active') return session.progress ? 'ACTIVE' : 'PENDING';
	return isCancelled(session) && !session.progress?.flags.length ? 'INVALID' : 'COMPLETED';
}

function isCancelled({ status }: RoamingSession): boolean {
	return status !== 'active' && status !== 'completed';
}
