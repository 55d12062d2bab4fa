import type { ChargeStart } from '#lib/charging/charge.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { TagStatus, TransactionBegin } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadActiveCharge, loadChargeAt } from '../../store/active_charges.ts';
import { loadChargerConnector, loadRiderSettings, type PlaceConnector } from '../../store/charging_places.ts';
import { loadRiderAccount } from '../../store/charger_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import type { Statement } from '../../store/statement.ts';
import { beginCharge } from './begin_charge.ts';
import { findPlace } from './charge_place.ts';
import { chargeOf, closeByRule, connectorKey, isSilent, machineActor, takeChargeStep } from './charge_session.ts';
import { holderOf, type TagHolder } from './id_tags.ts';
import { remoteStart, stopCommand } from './remote_start.ts';
import { assumedCapacityWh } from './start_charge.ts';

/** How much later than a begin a session at its connector may have begun and still be over by it: clocks differ, ms. */
const clockSlackMs = 5 * 60_000;

/** How a begin became a session, or why it became none; either may have something to be written. */
interface BegunSession {
	readonly sessionId: string | null;
	readonly problem: string | null;
	readonly statements: readonly Statement[];
	readonly tag: TagStatus;
}

/** A begin that a charger tells of, under the number that it has with us. */
export interface ToldBegin {
	readonly chargerId: string;
	readonly begin: TransactionBegin;
	readonly transactionId: number;
}

/** Nobody can be sold what is charged. */
function none(problem: string | null, tag: TagStatus, statements: readonly Statement[] = []): Result<BegunSession> {
	return ok({ sessionId: null, problem, statements, tag });
}

/**
 * Makes a session of a begin: goes on with the one that asked for it, or makes one for the holder of the card. What its connector was held
 * by until then is closed by rule, and so is a silent session of the rider's elsewhere. A begin older than what its connector does now,
 * told late, is kept for a person.
 */
export async function beginSessionOf(engine: Engine, told: ToldBegin): Promise<Result<BegunSession>> {
	const { chargerId, begin, transactionId } = told;
	const now = engine.clock();
	const connector = await loadChargerConnector(engine.store.db, chargerId, begin.evseId);
	if (!connector) return none('CONNECTOR_UNKNOWN', 'Invalid');
	const before = await loadChargeAt(engine.store.db, connectorKey(connector.stationId, connector.id));
	const holder = await holderAt(engine, begin, before);
	if (holder === null) return none(null, 'Invalid');
	if (holder.status !== 'Accepted') return none('TAG_UNKNOWN', holder.status);
	const transaction = { id: transactionId, registerWh: begin.registerWh, at: Math.min(begin.at, now) };
	const { sessionId } = holder;
	if (sessionId !== null) {
		const asked = await loadSession(engine.store.db, sessionId);
		if (asked?.state !== 'waiting') {
			// It may have begun before its rider's word reached it, and not every charger heeds a tag that is good for nothing.
			const stop = asked?.status === 'active' ? [] : [stopCommand(engine, { chargerId, sessionId, transactionId })];
			return none('SESSION_ENDED', 'Invalid', stop);
		}
		if (asked.id !== before?.id) return none('OTHER_CONNECTOR', 'Invalid');
		return continueAsked(engine, asked, transaction);
	}
	if (before && isNewer(before, begin)) return none('BEGUN_LATE', 'ConcurrentTx');
	const own = await loadActiveCharge(engine.store.db, holder.customerId);
	const elsewhere = own && own.id !== before?.id ? own : null;
	if (elsewhere && !isSilent(elsewhere, now)) return none('RIDER_CHARGES_ELSEWHERE', 'ConcurrentTx');
	const { customerId } = holder;
	const begun = await beginByCard(engine, { customerId, connector, transaction, idTag: begin.idTag });
	if (!begun.ok || begun.value.sessionId === null) return begun;
	const closed = [before, elsewhere].flatMap((session) => (session ? closeByRule(session, now) : []));
	return ok({ ...begun.value, statements: [...closed, ...begun.value.statements] });
}

/** Whose a begin is: by its tag, or by the remote start that it names; null where nobody has shown anything yet. */
async function holderAt(
	engine: Engine,
	{ idTag, remoteStartId, evseId }: TransactionBegin,
	before: SessionRecord | null,
): Promise<TagHolder | null> {
	if (idTag !== null) return holderOf(engine, idTag);
	if (remoteStartId === null) return null;
	const isAsked = before?.state === 'waiting' && remoteStart(before.id, evseId).payload.remoteStartId === remoteStartId;
	const customerId = isAsked && chargeOf(before).charge?.rider.customerId;
	return customerId ? { status: 'Accepted', customerId, sessionId: before.id } : { status: 'Invalid' };
}

/** True if a session charges that began well after what is told of only now. */
function isNewer(session: SessionRecord, begin: TransactionBegin): boolean {
	const { charge, progress } = chargeOf(session);
	return charge !== null && progress !== null && charge.startedAt > begin.at + clockSlackMs;
}

interface Transaction {
	readonly id: number;
	readonly registerWh: number | null;
	readonly at: number;
}

async function continueAsked(
	engine: Engine,
	asked: SessionRecord,
	transaction: Transaction,
): Promise<Result<BegunSession>> {
	const { charge } = chargeOf(asked);
	if (!charge) throw new TypeError('A session that waits for its charger knows what it asked for');
	const startedAt = Math.max(asked.createdAt, transaction.at);
	const actor = machineActor('charger', asked.actor.station);
	const input = { charge: { ...charge, startedAt }, transaction: { ...transaction, at: startedAt } };
	const taken = await takeChargeStep(engine, asked, { name: 'start', input, actor });
	if (!taken.ok) return taken;
	return ok({ sessionId: asked.id, problem: null, statements: taken.value.statements, tag: 'Accepted' as const });
}

async function beginByCard(
	engine: Engine,
	card: { customerId: string; connector: PlaceConnector; transaction: Transaction; idTag: string | null },
): Promise<Result<BegunSession>> {
	const { customerId, connector, transaction } = card;
	const account = await loadRiderAccount(engine.store.db, customerId);
	if (!account) return none('TAG_UNKNOWN', 'Blocked');
	const place = await findPlace(engine, connector.stationId, connector.id);
	if (!place.ok) return none(place.code, 'Invalid');
	const settings = await loadRiderSettings(engine.store.db, customerId);
	const { station, tariff } = place.value;
	const id = engine.ids('chg');
	const charge: ChargeStart = {
		rider: { customerId, userId: account.id, name: account.name },
		...{ station, tariff, connector: place.value.connector },
		capacityWh: settings.vehicleWh ?? assumedCapacityWh,
		levelStart: null,
		startedAt: transaction.at,
		timeZone: settings.timeZone ?? station.timeZone,
		authMethod: 'WHITELIST',
		idTag: card.idTag,
	};
	const device = {
		device_id: connector.chargerId ?? 'charger',
		app_version: 'ocpp',
		platform: 'charger',
		locale: 'en',
	};
	const begun = beginCharge(engine, {
		...{ id, charge, device },
		actor: { ...machineActor(account.id, station.id), name: account.name, role: 'rider' },
		by: { transaction },
	});
	return begun.ok ? ok({ sessionId: id, problem: null, statements: begun.value.statements, tag: 'Accepted' }) : begun;
}
