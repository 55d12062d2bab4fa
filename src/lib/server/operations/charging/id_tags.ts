import type { TagStatus } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadIdTag } from '../../store/charger_rows.ts';

/** Whom a tag belongs to, or why it is good for nothing. */
export type TagHolder =
	| { readonly status: 'Accepted'; readonly customerId: string; readonly sessionId: string | null }
	| { readonly status: Exclude<TagStatus, 'Accepted'> };

/**
 * Finds the holder of a tag. The tag of a session is good for as long as the session waits, whatever its time: a charger that was
 * offline tells late.
 */
export async function holderOf(engine: Engine, idTag: string | null): Promise<TagHolder> {
	const row = idTag === null ? null : await loadIdTag(engine.store.db, idTag);
	if (!row) return { status: 'Invalid' };
	if (row.blockedAt !== null) return { status: 'Blocked' };
	if (row.sessionId === null && row.expiresAt !== null && row.expiresAt <= engine.clock()) return { status: 'Expired' };
	return { status: 'Accepted', customerId: row.customerId, sessionId: row.sessionId };
}
