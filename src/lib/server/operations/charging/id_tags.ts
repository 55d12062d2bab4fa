import type { TagStatus } from '#lib/server/ports_charging.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadActiveCharge } from '../../store/active_charges.ts';
import { loadIdTag, loadRiderAccount } from '../../store/charger_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import { chargeOf } from './charge_session.ts';

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

/**
 * What a tag is good for at a charger. That of a session is as long as the session runs, so that it can be ended with it; a card is where
 * its holder charges, or anywhere while they charge nowhere.
 */
export async function statusOfTag(engine: Engine, chargerId: string, idTag: string): Promise<TagStatus> {
	const { db } = engine.store;
	const holder = await holderOf(engine, idTag);
	if (holder.status !== 'Accepted') return holder.status;
	if (holder.sessionId !== null) {
		const session = await loadSession(db, holder.sessionId);
		return session?.status === 'active' ? 'Accepted' : 'Expired';
	}
	if (!(await loadRiderAccount(db, holder.customerId))) return 'Blocked';
	const own = await loadActiveCharge(db, holder.customerId);
	return !own || chargeOf(own).charge?.connector.chargerId === chargerId ? 'Accepted' : 'ConcurrentTx';
}
