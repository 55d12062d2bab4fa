import type { ChargeStart } from '#lib/charging/charge.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { TagStatus, TransactionBegin } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import { loadActiveCharge, loadChargeAt } from '../../store/active_charges.ts';
import { loadChargerConnector, loadRiderSettings, type PlaceConnector } from '../../store/charging_places.ts';
import { loadRiderAccount } from '../../store/charger_rows.ts';
import {
	authorizeTransaction,
	insertTransaction,
	loadOpenTransaction,
	loadTransactionByKey,
	nextTransactionId,
	stopTransaction,
	type StoredTransaction,
} from '../../store/charger_transaction_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import type { Statement } from '../../store/statement.ts';
import { beginCharge } from './begin_charge.ts';
import { findPlace } from './charge_place.ts';
import { chargeOf, closeByRule, connectorKey, machineActor, takeChargeStep } from './charge_session.ts';
import { holderOf } from './id_tags.ts';
import { assumedCapacityWh } from './start_charge.ts';

/** What a transaction is answered with. */
export interface BegunTransaction {
	readonly transactionId: number;
	readonly tag: TagStatus;
}

/** How a begin becomes a session: statements and its id, or why it became none. */
type Made =
	| { readonly sessionId: string; readonly statements: readonly Statement[]; readonly tag: TagStatus }
	| { readonly problem: string; readonly tag: TagStatus };

/**
 * Takes the begin of a transaction, once however often it is told. It goes on with the session that asked for it, or makes one for the
 * holder of the card; whatever its connector was held by until then is closed by rule. Where no session can be made it is kept for a person.
 */
export async function beginTransaction(
	engine: Engine,
	chargerId: string,
	begin: TransactionBegin,
): Promise<BegunTransaction> {
	const key = transactionKey(chargerId, begin);
	const done = await transact(engine, null, async () => {
		const known = await loadTransactionByKey(engine.store.db, key);
		if (known) return authorizeKnown(engine, chargerId, { known, begin });
		const id = await nextTransactionId(engine.store.db);
		const made = await makeSession(engine, { chargerId, begin, transactionId: id });
		if (!made.ok) return made;
		const superseded = await supersede(engine, chargerId, begin);
		const row = insertTransaction({
			...{ id, key, chargerId, evseId: begin.evseId, idTag: begin.idTag },
			sessionId: 'sessionId' in made.value ? made.value.sessionId : null,
			startRegisterWh: begin.registerWh,
			startedAt: begin.at,
			stop: null,
			problem: 'problem' in made.value ? made.value.problem : null,
		});
		const statements = 'statements' in made.value ? made.value.statements : [];
		return ok({ statements: [...superseded, ...statements, row], answer: { transactionId: id, tag: made.value.tag } });
	});
	if (done.ok) return done.value.answer;
	throw new TypeError(`The begin of a transaction was refused: ${done.code}`);
}

/** A begin that was told before: nothing new, unless it names a tag now, as where the cable was plugged in first (OCPP 2.0.1). */
async function authorizeKnown(
	engine: Engine,
	chargerId: string,
	{ known, begin }: { known: StoredTransaction; begin: TransactionBegin },
) {
	const answer = (tag: TagStatus) => ({ transactionId: known.id, tag });
	if (known.sessionId !== null) return ok({ statements: [], answer: answer('Accepted') });
	if (begin.idTag === null || known.idTag !== null || known.stoppedAt !== null)
		return ok({ statements: [], answer: answer('Invalid') });
	const registerWh = begin.registerWh ?? known.startRegisterWh;
	const told = { chargerId, begin: { ...begin, registerWh }, transactionId: known.id };
	const made = await makeSession(engine, told);
	if (!made.ok) return made;
	const { tag } = made.value;
	const { idTag } = begin;
	if (!('sessionId' in made.value))
		return ok({
			statements: [authorizeTransaction(known.id, { idTag, sessionId: null, problem: made.value.problem })],
			answer: answer(tag),
		});
	const { sessionId, statements } = made.value;
	const authorized = authorizeTransaction(known.id, { idTag, sessionId, problem: null });
	return ok({ statements: [...statements, authorized], answer: answer(tag) });
}

/** OCPP 1.6 chargers name no transaction before we number it: what they tell of its begin names it. */
function transactionKey(
	chargerId: string,
	begin: Pick<TransactionBegin, 'text' | 'evseId' | 'at' | 'stamp' | 'registerWh' | 'idTag'>,
): string {
	if (begin.text !== null) return `${chargerId}/${begin.text}`;
	return [chargerId, begin.evseId, begin.stamp ?? begin.at, begin.registerWh, begin.idTag].join('/');
}

/** A charger runs one transaction at a connector: the one before has stopped, whether it said so or not. */
async function supersede(engine: Engine, chargerId: string, { evseId, at }: TransactionBegin): Promise<Statement[]> {
	const open = await loadOpenTransaction(engine.store.db, chargerId, evseId);
	return open ? [stopTransaction(open.id, { registerWh: null, at, reason: 'SUPERSEDED' })] : [];
}

async function makeSession(
	engine: Engine,
	told: { chargerId: string; begin: TransactionBegin; transactionId: number },
): Promise<Result<Made>> {
	const { chargerId, begin, transactionId } = told;
	const connector = await loadChargerConnector(engine.store.db, chargerId, begin.evseId);
	if (!connector) return ok({ problem: 'CONNECTOR_UNKNOWN', tag: 'Invalid' });
	const holder = await holderOf(engine, begin.idTag);
	if (holder.status !== 'Accepted') return ok({ problem: 'TAG_UNKNOWN', tag: holder.status });
	const transaction = { id: transactionId, registerWh: begin.registerWh, at: Math.min(begin.at, engine.clock()) };
	const asked = holder.sessionId === null ? null : await loadSession(engine.store.db, holder.sessionId);
	if (holder.sessionId !== null && asked?.state !== 'waiting') return ok({ problem: 'SESSION_ENDED', tag: 'Invalid' });
	const before = await loadChargeAt(engine.store.db, connectorKey(connector.stationId, connector.id));
	const closed = before && before.id !== asked?.id ? closeByRule(before, engine.clock()) : [];
	if (asked) {
		const begun = await continueAsked(engine, asked, transaction);
		return begun.ok ? ok({ ...begun.value, statements: [...closed, ...begun.value.statements] }) : begun;
	}
	const own = await loadActiveCharge(engine.store.db, holder.customerId);
	if (own && own.id !== before?.id) return ok({ problem: 'RIDER_CHARGES_ELSEWHERE', tag: 'ConcurrentTx' });
	const begun = await beginByCard(engine, {
		customerId: holder.customerId,
		connector,
		transaction,
		idTag: begin.idTag,
	});
	return begun.ok && 'statements' in begun.value
		? ok({ ...begun.value, statements: [...closed, ...begun.value.statements] })
		: begun;
}

interface Transaction {
	readonly id: number;
	readonly registerWh: number | null;
	readonly at: number;
}

async function continueAsked(engine: Engine, asked: SessionRecord, transaction: Transaction) {
	const { charge } = chargeOf(asked);
	if (!charge) throw new TypeError('A session that waits for its charger knows what it asked for');
	const startedAt = Math.max(asked.createdAt, transaction.at);
	const actor = machineActor('charger', asked.actor.station);
	const input = { charge: { ...charge, startedAt }, transaction: { ...transaction, at: startedAt } };
	const taken = await takeChargeStep(engine, asked, { name: 'start', input, actor });
	if (!taken.ok) return taken;
	return ok({ sessionId: asked.id, statements: taken.value.statements, tag: 'Accepted' as const });
}

async function beginByCard(
	engine: Engine,
	card: { customerId: string; connector: PlaceConnector; transaction: Transaction; idTag: string | null },
): Promise<Result<Made>> {
	const { customerId, connector, transaction } = card;
	const account = await loadRiderAccount(engine.store.db, customerId);
	if (!account) return ok({ problem: 'TAG_UNKNOWN', tag: 'Invalid' });
	const place = await findPlace(engine, connector.stationId, connector.id);
	if (!place.ok) return ok({ problem: place.code, tag: 'Invalid' });
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
	return begun.ok ? ok({ sessionId: id, statements: begun.value.statements, tag: 'Accepted' }) : begun;
}
