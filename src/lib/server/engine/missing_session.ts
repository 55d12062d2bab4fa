import { refuse, type Refusal } from '#lib/kernel/result.ts';
import { loadMirror } from '../store/mirror_rows.ts';
import type { Engine } from './engine.ts';

/** Why no step can be taken in a session that does not run here: another backend runs it, or nobody at this station knows it. */
export async function missingSession(engine: Engine, id: string, stationId: string | null): Promise<Refusal> {
	const mirror = await loadMirror(engine.store.db, id);
	const isKnown = mirror !== null && stationId !== null && mirror.stationId === stationId;
	return refuse(isKnown ? 'SESSION_MIRRORED' : 'SESSION_NOT_FOUND');
}
