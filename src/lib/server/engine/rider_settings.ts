import { ok, type Result } from '#lib/kernel/result.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { loadRiderSettings, putRiderSettings, type RiderSettings } from '../store/rider_settings_rows.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** What a customer set; null if they never did. */
export function readRiderSettings(engine: Engine, customerId: string): Promise<RiderSettings | null> {
	return loadRiderSettings(engine.store.db, customerId);
}

/** Settings that a rider wants stored. */
export interface SettingsRequest {
	readonly customerId: string;
	readonly settings: RiderSettings;
	/** Who asks, and from which address. */
	readonly by: { readonly id: string; readonly origin: string };
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/** Stores what a rider set, with an audit entry of what it was and is; what is set already changes nothing. */
export async function saveRiderSettings(engine: Engine, request: SettingsRequest): Promise<Result<RiderSettings>> {
	const { customerId, settings, by, key } = request;
	const scope = `rider_settings:${by.id}`;
	const done = await transact(engine, { scope, key, bodyHash: bodyHash({ customerId, settings }) }, async () => {
		const before = await loadRiderSettings(engine.store.db, customerId);
		const isSame = before !== null && bodyHash({ ...before }) === bodyHash({ ...settings });
		const audit = insertAudit({
			id: engine.ids('aud'),
			at: engine.clock(),
			actorId: by.id,
			action: 'rider_settings.saved',
			subject: customerId,
			stationId: null,
			origin: by.origin,
			detail: { before, after: settings },
		});
		return ok({ statements: isSame ? [] : [putRiderSettings(customerId, settings), audit], answer: settings });
	});
	return done.ok ? ok(done.value.answer) : done;
}
