import type { StationAddress } from '#lib/charging/site.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { lastPlaceChange, placeChangeId, saveSite } from '../store/charger_place_rows.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { loadStation } from '../store/session_report_detail.ts';
import type { Statement } from '../store/statement.ts';
import { bodyHash } from './body_hash.ts';
import { reaches, type ChargeActor } from './charge_billing.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** Whose station is changed, by whom and upon what they saw. */
export interface PlaceRequest {
	readonly stationId: string;
	readonly actor: ChargeActor;
	/** The number of the last change at the station that they saw; null where what others changed does not matter. */
	readonly seen: number | null;
	/** Unique per attempt of a person; a repeat changes nothing. */
	readonly key: string;
}

/** What a change writes, and what the audit log says of it. */
export interface PlaceChange {
	readonly statements: readonly Statement[];
	readonly action: string;
	readonly subject: string;
	readonly detail: Readonly<Record<string, unknown>>;
}

/** Sets where a station stands and what a kWh costs there (minor units of its currency). Sessions that go on keep their price. Refuses as `changePlace`. */
export function saveChargingSite(
	engine: Engine,
	{ site, ...request }: PlaceRequest & { site: StationAddress & { priceMinorPerKwh: number } },
): Promise<Result<string>> {
	const { stationId } = request;
	return changePlace(engine, { ...request, body: { site } }, () =>
		Promise.resolve(
			ok({
				statements: [saveSite(stationId, site)],
				...{ action: 'charging_site.saved', subject: stationId, detail: { ...site } },
			}),
		),
	);
}

/**
 * Changes what is charged with at a station, once, with its line in the audit log; answers what was changed. Changes at one station come
 * one after the other: the number of the entry is the lock. Refuses CHARGER_STATION_UNKNOWN beyond the reach of the actor, CONNECTOR_CHANGED
 * where somebody was faster, and as the change does.
 */
export async function changePlace(
	engine: Engine,
	{ stationId, actor, seen, key, body }: PlaceRequest & { body: Readonly<Record<string, unknown>> },
	decide: () => Promise<Result<PlaceChange>>,
): Promise<Result<string>> {
	const request = { scope: `charging_place:${actor.id}`, key, bodyHash: bodyHash({ stationId, ...body }) };
	const done = await transact(engine, request, async () => {
		const station = await loadStation(engine.store.db, stationId);
		if (!station || !reaches(actor, stationId)) return refuse('CHARGER_STATION_UNKNOWN');
		const last = await lastPlaceChange(engine.store.db, stationId);
		if (seen !== null && seen !== last) return refuse('CONNECTOR_CHANGED');
		const change = await decide();
		if (!change.ok) return change;
		const { statements, ...entry } = change.value;
		const audit = insertAudit({
			...{ id: placeChangeId(stationId, last + 1), at: engine.clock(), actorId: actor.id },
			...{ ...entry, stationId, origin: actor.origin },
		});
		return ok({ statements: [...statements, audit], answer: entry.subject });
	});
	return done.ok ? ok(done.value.answer) : done;
}
