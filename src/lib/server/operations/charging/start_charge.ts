import type { ChargeStart } from '#lib/charging/charge.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { DeviceInfo, SessionRecord } from '#lib/session/record.ts';
import { bodyHash } from '../../engine/body_hash.ts';
import type { Engine } from '../../engine/engine.ts';
import { sessionAt } from '../../engine/session_at.ts';
import { transact } from '../../engine/transact.ts';
import { loadActiveCharge, loadChargeAt } from '../../store/active_charges.ts';
import { insertCommand } from '../../store/charger_command_rows.ts';
import { insertSessionTag } from '../../store/charger_rows.ts';
import { loadRiderSettings } from '../../store/charging_places.ts';
import type { Statement } from '../../store/statement.ts';
import { beginCharge } from './begin_charge.ts';
import { findPlace, usable } from './charge_place.ts';
import { chargeOf, closeByRule, connectorKey, isSilent } from './charge_session.ts';
import { remoteStart, sessionTag, startWaitMs } from './remote_start.ts';

/** The battery that a vehicle is taken to have where its rider told nothing, Wh. Spec: seeds/001 step 3. */
export const assumedCapacityWh = 60_000;

/** A rider wants to charge. */
export interface StartCharge {
	readonly actor: Actor;
	readonly customerId: string;
	readonly stationId: string;
	readonly connectorId: string;
	/** Percent. */
	readonly level: number | null;
	readonly device: DeviceInfo;
	/** A repeat of the same key gets the same answer. */
	readonly key: string;
}

/**
 * Begins a session at a connector: at once where the vehicle's word is all there is, else by asking its charger. The price is
 * snapshotted. Refuses CHARGE_ALREADY_ACTIVE, CONNECTOR_BUSY, TARIFF_MISSING and what keeps the connector from it. Spec: seeds/001 step 1.
 */
export async function startCharge(engine: Engine, start: StartCharge): Promise<Result<SessionRecord>> {
	const { actor, customerId, stationId, connectorId, level } = start;
	const hash = bodyHash({ customerId, stationId, connectorId, level });
	const request = { scope: `charge:${actor.id}`, key: start.key, bodyHash: hash };
	const done = await transact(engine, request, () => attempt(engine, start));
	if (!done.ok) return done.code === 'SESSION_ALREADY_ACTIVE' ? refuse('CHARGE_ALREADY_ACTIVE') : done;
	const { answer, draft } = done.value;
	return ok(draft?.session ?? (await sessionAt(engine, answer.id, answer.version)));
}

async function attempt(engine: Engine, start: StartCharge) {
	const { db } = engine.store;
	const now = engine.clock();
	const place = await findPlace(engine, start.stationId, start.connectorId);
	if (!place.ok) return place;
	const own = await loadActiveCharge(db, start.customerId);
	if (own && !isForgotten(own, now)) return refuse('CHARGE_ALREADY_ACTIVE');
	const ready = usable(place.value.row);
	if (!ready.ok) return ready;
	const freed = await freeConnector(engine, connectorKey(start.stationId, start.connectorId), { own, now });
	if (!freed.ok) return freed;
	const { station, connector, tariff } = place.value;
	const settings = await loadRiderSettings(db, start.customerId);
	const id = engine.ids('chg');
	const charge: ChargeStart = {
		rider: { customerId: start.customerId, userId: start.actor.id, name: start.actor.name },
		...{ station, connector, tariff },
		capacityWh: settings.vehicleWh ?? assumedCapacityWh,
		levelStart: start.level,
		startedAt: now,
		timeZone: settings.timeZone ?? station.timeZone,
		authMethod: 'COMMAND',
		idTag: connector.chargerId && sessionTag(id),
	};
	const by = connector.chargerId ? 'asked' : { transaction: null };
	const begun = beginCharge(engine, { id, charge, device: start.device, actor: start.actor, by });
	if (!begun.ok) return begun;
	const { session } = begun.value;
	const asked = connector.chargerId ? askCharger(engine, charge, { id, evseId: place.value.row?.evseId ?? 1 }) : [];
	const answer = { id, version: session.version };
	return ok({ statements: [...freed.value, ...begun.value.statements, ...asked], session, answer });
}

/** True if a session's charger has been silent for so long that its rider need not wait for it; without one its rider can end it. */
function isForgotten(session: SessionRecord, now: number): boolean {
	return chargeOf(session).transaction !== null && isSilent(session, now);
}

/** What frees a rider and a connector: nothing where both are free, else the ends of sessions of which nothing is heard any more. */
async function freeConnector(
	engine: Engine,
	key: string,
	{ own, now }: { own: SessionRecord | null; now: number },
): Promise<Result<readonly Statement[]>> {
	const holder = await loadChargeAt(engine.store.db, key);
	if (holder && !isSilent(holder, now)) return refuse('CONNECTOR_BUSY');
	const over = holder && holder.id !== own?.id ? [holder, own] : [own];
	return ok(over.flatMap((session) => (session ? closeByRule(session, now) : [])));
}

function askCharger(engine: Engine, charge: ChargeStart, { id, evseId }: { id: string; evseId: number }): Statement[] {
	const expiresAt = charge.startedAt + startWaitMs;
	const { rider, connector } = charge;
	return [
		insertSessionTag({ tag: sessionTag(id), customerId: rider.customerId, sessionId: id, expiresAt }),
		insertCommand({
			id: engine.ids('cmd'),
			chargerId: connector.chargerId ?? '',
			sessionId: id,
			createdAt: charge.startedAt,
			expiresAt,
			...remoteStart(id, evseId),
		}),
	];
}
