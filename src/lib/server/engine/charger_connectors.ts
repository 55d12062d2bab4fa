import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import {
	insertConnector,
	isCodeTaken,
	isNumberTaken,
	listManagedConnectors,
	listStationChargers,
	resetConnector,
	retireConnector,
	updateConnector,
	type ConnectorEntry,
	type ManagedConnector,
} from '../store/charger_place_rows.ts';
import { changePlace, type PlaceChange, type PlaceRequest } from './charger_places.ts';
import type { Engine } from './engine.ts';

/** A connector that is set up or changed. */
export interface ConnectorRequest extends PlaceRequest {
	/** As the signs name it, within its station. */
	readonly id: string;
	readonly entry: ConnectorEntry;
}

/** A connector is out of use where no charger speaks of it and nobody may charge at it. */
export function isOutOfUse({ chargerId, status }: Pick<ManagedConnector, 'chargerId' | 'status'>): boolean {
	return chargerId === null && status === 'Unavailable';
}

/** Sets up a connector. Refuses CONNECTOR_ID_TAKEN, CONNECTOR_CODE_TAKEN, CONNECTOR_EVSE_TAKEN, CONNECTOR_CHARGER_UNKNOWN and as `changePlace`. */
export function addConnector(engine: Engine, { id, entry, ...request }: ConnectorRequest): Promise<Result<string>> {
	const { stationId } = request;
	return changePlace(engine, { ...request, body: { add: { id, entry } } }, async () => {
		const others = await listManagedConnectors(engine.store.db, stationId);
		if (others.some((other) => other.id === id)) return refuse('CONNECTOR_ID_TAKEN', { connector: id });
		const fits = await checkEntry(engine, { stationId, id, entry });
		if (!fits.ok) return fits;
		return ok(
			told('added', { stationId, id }, { detail: { ...entry }, statements: [insertConnector(stationId, id, entry)] }),
		);
	});
}

/** Changes a connector at which nobody charges; another charger begins to speak of it anew. Refuses CONNECTOR_NOT_FOUND, CONNECTOR_CHARGING and as `addConnector`. */
export function changeConnector(engine: Engine, { id, entry, ...request }: ConnectorRequest): Promise<Result<string>> {
	const { stationId } = request;
	return changePlace(engine, { ...request, body: { change: { id, entry } } }, async () => {
		const idle = await loadIdle(engine, stationId, id);
		if (!idle.ok) return idle;
		const fits = await checkEntry(engine, { stationId, id, entry });
		if (!fits.ok) return fits;
		const { chargerId, evseId } = idle.value;
		const isMoved = chargerId !== entry.chargerId || (chargerId !== null && evseId !== entry.evseId);
		const reset = isMoved ? [resetConnector(stationId, id)] : [];
		const statements = [updateConnector(stationId, id, entry), ...reset];
		return ok(told('changed', { stationId, id }, { detail: { ...entry }, statements }));
	});
}

/** Takes a connector out of use, or puts one back that no charger speaks of. Refuses CONNECTOR_NOT_FOUND, CONNECTOR_CHARGING and as `changePlace`. */
export function useConnector(
	engine: Engine,
	{ id, isUsed, ...request }: PlaceRequest & { id: string; isUsed: boolean },
): Promise<Result<string>> {
	const { stationId } = request;
	return changePlace(engine, { ...request, body: { use: { id, isUsed } } }, async () => {
		const idle = await loadIdle(engine, stationId, id);
		if (!idle.ok) return idle;
		const { chargerId, evseId } = idle.value;
		const change = isUsed ? resetConnector(stationId, id) : retireConnector(stationId, id, engine.clock());
		return ok(
			told(isUsed ? 'used' : 'retired', { stationId, id }, { detail: { chargerId, evseId }, statements: [change] }),
		);
	});
}

/** A connector at which nobody charges. */
async function loadIdle(engine: Engine, stationId: string, id: string): Promise<Result<ManagedConnector>> {
	const all = await listManagedConnectors(engine.store.db, stationId);
	const connector = all.find((one) => one.id === id);
	if (!connector) return refuse('CONNECTOR_NOT_FOUND');
	return connector.isHeld ? refuse('CONNECTOR_CHARGING') : ok(connector);
}

async function checkEntry(
	{ store: { db } }: Engine,
	{ stationId, id, entry }: { stationId: string; id: string; entry: ConnectorEntry },
): Promise<Result<null>> {
	const { code, chargerId, evseId } = entry;
	if (await isCodeTaken(db, code, { stationId, id })) return refuse('CONNECTOR_CODE_TAKEN', { code });
	if (chargerId === null) return ok(null);
	if (!(await listStationChargers(db, stationId)).includes(chargerId)) return refuse('CONNECTOR_CHARGER_UNKNOWN');
	const isTaken = await isNumberTaken(db, { chargerId, evseId, id });
	return isTaken ? refuse('CONNECTOR_EVSE_TAKEN', { charger: chargerId, number: evseId }) : ok(null);
}

function told(
	action: string,
	{ stationId, id }: { stationId: string; id: string },
	change: Pick<PlaceChange, 'detail' | 'statements'>,
): PlaceChange {
	return { ...change, action: `connector.${action}`, subject: `${stationId}/${id}` };
}
