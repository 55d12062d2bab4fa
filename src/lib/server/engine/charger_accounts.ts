import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { insertCharger, updateChargerSecret } from '../store/charger_account_rows.ts';
import { loadCharger } from '../store/charger_rows.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { loadStation } from '../store/session_report_detail.ts';
import type { Statement } from '../store/statement.ts';
import { bodyHash } from './body_hash.ts';
import { reaches, type ChargeActor } from './charge_billing.ts';
import { mintChargerSecret } from './charger_secret.ts';
import type { Engine } from './engine.ts';
import { transact, type Draft } from './transact.ts';

/** Whose charger it is about. */
export interface ChargerRequest {
	/** The charge point identity: last part of its WebSocket address. */
	readonly id: string;
	readonly actor: ChargeActor;
	/** How passwords are kept. */
	readonly hashSecret: (secret: string) => string;
	/** Unique per attempt of a person; a repeat changes nothing. */
	readonly key: string;
}

/** A charger and the password it connects with: told once, null where the request was a repeat. */
export interface ChargerAccount {
	readonly id: string;
	readonly secret: string | null;
}

/** Sets up a charger at one of the actor's stations. Refuses CHARGER_STATION_UNKNOWN and CHARGER_ID_TAKEN. */
export function createCharger(
	engine: Engine,
	{ stationId, ...request }: ChargerRequest & { stationId: string },
): Promise<Result<ChargerAccount>> {
	const { id, actor } = request;
	return withSecret(engine, { ...request, body: { create: stationId } }, async (secretHash) => {
		const station = await loadStation(engine.store.db, stationId);
		if (!station || !reaches(actor, stationId)) return refuse('CHARGER_STATION_UNKNOWN');
		if (await loadCharger(engine.store.db, id)) return refuse('CHARGER_ID_TAKEN', { charger: id });
		return ok([insertCharger({ id, stationId, secretHash }), audit(engine, request, { action: 'created', stationId })]);
	});
}

/** Gives a charger a new password; its old one lets it in no more, though what is connected stays so. Refuses CHARGER_NOT_FOUND. */
export function renewChargerSecret(engine: Engine, request: ChargerRequest): Promise<Result<ChargerAccount>> {
	return withSecret(engine, { ...request, body: { renew: true } }, async (secretHash) => {
		const charger = await loadCharger(engine.store.db, request.id);
		if (!charger || !reaches(request.actor, charger.stationId)) return refuse('CHARGER_NOT_FOUND');
		const { stationId } = charger;
		return ok([
			updateChargerSecret(request.id, secretHash),
			audit(engine, request, { action: 'secret_renewed', stationId }),
		]);
	});
}

/** The stored answer holds no password: a repeat cannot tell it again. */
async function withSecret(
	engine: Engine,
	{ id, actor, key, hashSecret, body }: ChargerRequest & { body: Readonly<Record<string, unknown>> },
	write: (secretHash: string) => Promise<Result<Statement[]>>,
): Promise<Result<ChargerAccount>> {
	const secret = mintChargerSecret();
	const secretHash = hashSecret(secret);
	const request = { scope: `charger:${actor.id}`, key, bodyHash: bodyHash({ id, ...body }) };
	const done = await transact(engine, request, async (): Promise<Result<Draft<string>>> => {
		const written = await write(secretHash);
		return written.ok ? ok({ statements: written.value, answer: id }) : written;
	});
	return done.ok ? ok({ id: done.value.answer, secret: done.value.draft ? secret : null }) : done;
}

function audit(
	engine: Engine,
	{ id, actor }: ChargerRequest,
	{ action, stationId }: { action: string; stationId: string },
): Statement {
	return insertAudit({
		...{ id: engine.ids('aud'), at: engine.clock(), actorId: actor.id, action: `charger.${action}` },
		...{ subject: id, stationId, origin: actor.origin, detail: {} },
	});
}
