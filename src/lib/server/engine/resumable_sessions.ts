import type { Permission } from '#lib/kernel/permission.ts';
import { kindOf, kinds, type AnyKind } from '#lib/kinds/index.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { resumableOf, type Resumable, type ResumableFacts } from '#lib/session/resumable.ts';
import { listOpenSessions } from '../store/list_open_sessions.ts';
import { loadHolders, loadRecoveryRows } from '../store/recovery_facts.ts';
import type { Engine } from './engine.ts';
import { readSession } from './session_queries.ts';

/** The most open sessions a list shows. */
const listLimit = 50;

/** The kinds that people go through step by step; the others go on by themselves. */
const steppedKinds = Object.values<AnyKind>(kinds)
	.filter(({ begins }) => begins !== 'operation')
	.map(({ name }) => name);

/** Whose list it is. */
export interface ResumableQuery {
	/** The station of the open shift, or null. */
	readonly stationId: string | null;
	/** Sessions that a device keeps: told of in whatever state they are, as far as they may be read. */
	readonly known: readonly string[];
	readonly allow: (permission: Permission, session: SessionRecord) => boolean;
}

/** A session that can be resumed, or one that a device asks after, with what the server knows of it. */
export type ListedResumable = Resumable & { readonly facts: ResumableFacts };

/**
 * The open sessions of a station that the person may run, the last touched first, then the others that a device keeps.
 * What may not be read is left out, as what does not exist. Spec: seeds/000 §4.
 */
export async function resumableSessions(engine: Engine, query: ResumableQuery): Promise<ListedResumable[]> {
	const { db } = engine.store;
	const { stationId } = query;
	const at = engine.clock();
	const open =
		stationId === null ? [] : await listOpenSessions(db, { stationId, kinds: steppedKinds, now: at, limit: listLimit });
	const listed = open.filter((session) => query.allow(kindOf(session.kind).permission, session));
	const others = query.known.filter((id) => !listed.some((session) => session.id === id)).slice(0, listLimit);
	const asked = await Promise.all(others.map((id) => readSession(engine, id)));
	const readable = asked.filter((session) => session !== null && query.allow('session.read', session));
	const sessions = [...listed, ...readable].filter((session) => session !== null);
	return withFacts(engine, sessions, at);
}

async function withFacts(engine: Engine, sessions: readonly SessionRecord[], at: number): Promise<ListedResumable[]> {
	const { db } = engine.store;
	const found = sessions.map((session) => resumableOf(kindOf(session.kind), session));
	const waiting = found.flatMap(({ batteryId }) => (batteryId === null ? [] : [batteryId]));
	const [rows, holders] = await Promise.all([
		loadRecoveryRows(
			db,
			found.map(({ id }) => id),
		),
		loadHolders(db, waiting),
	]);
	const rowOf = new Map(rows.map((row) => [row.id, row]));
	return found.map((resumable) => {
		const row = rowOf.get(resumable.id);
		const holder = resumable.batteryId === null ? undefined : holders.get(resumable.batteryId);
		const isHere = holder?.kind === 'station' && holder.id === resumable.stationId;
		const name = row?.lastActorName ?? null;
		return {
			...resumable,
			facts: {
				at,
				lastActor: row && name !== null ? { id: row.lastActorId, name } : null,
				batteryGone: resumable.batteryId !== null && !isHere,
				refundDueMinor: resumable.status === 'active' ? 0 : (row?.refundDueMinor ?? 0),
			},
		};
	});
}
