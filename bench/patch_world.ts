import type { Store } from '#lib/server/store/store.ts';
import { hashSecret, mintToken } from '#lib/server/auth/secret.ts';
import { readSession } from '#lib/server/engine/session_queries.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { printDocument } from '#lib/session/draft.ts';
import { testAttendant } from '#lib/session/given.ts';
import { takePatch, type PatchedSession } from './patches.ts';
import { copyDatabase, openEngine, type SwapWorld } from './swap_world.ts';

/** How many service accounts send the patches: one alone would come faster than it may. */
const accountCount = 32;

/** Devices that were found nearby: with them a document is 5 KB of JSON. */
const deviceCount = 20;

/** A database whose sessions have documents of 5 KB, and tokens to patch them with. */
export interface PatchWorld {
	/** File of the seeded database; it is copied, never written to. */
	readonly file: string;
	readonly sessions: readonly PatchedSession[];
	/** The documents by session, as the app prints them. */
	readonly documents: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Makes it of a copy of the world of swaps. */
export async function makePatchWorld(world: SwapWorld): Promise<PatchWorld> {
	const file = await copyDatabase(world);
	const engine = await openEngine(`file:${file}`);
	const tokens = await addAccounts(engine.store, Date.now());
	const sessions: PatchedSession[] = [];
	const documents: Record<string, Record<string, unknown>> = {};
	for (const [i, { id, version }] of world.sessions.entries()) {
		const token = tokens[i % accountCount] ?? '';
		await takePatch(engine, { sessionId: id, token, version, patch: foundDevices });
		sessions.push({ id, token, version: version + 1 });
		const session = await readSession(engine, id);
		if (session) documents[id] = printDocument(kindOf(session.kind), session);
	}
	await engine.store.client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
	await engine.store.close();
	return { file, sessions, documents };
}

const foundDevices = {
	ble_state: {
		detected_devices: Array.from({ length: deviceCount }, (_, i) => ({
			mac_address: `AA:BB:CC:DD:EE:${String(i).padStart(2, '0')}`,
			name: `OVES BATT ${500_000 + i}`,
			rssi: `-${50 + i} dBm`,
			raw_rssi: -50 - i,
		})),
	},
};

async function addAccounts(store: Store, now: number): Promise<string[]> {
	const tokens = Array.from({ length: accountCount }, mintToken);
	const year = 365 * 86_400_000;
	await store.writer.commit(
		tokens.flatMap((token, i) => [
			{
				sql: `INSERT INTO users (id, email, name, role, stations_json, created_at) VALUES (?, ?, ?, 'service', ?, ?)`,
				args: [`service-${i}`, `service-${i}@bench.example`, `Service ${i}`, `["${testAttendant.stationId}"]`, now],
			},
			{
				sql: 'INSERT INTO api_tokens (id, user_id, name, token_hash, scopes_json, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
				args: [`token-${i}`, `service-${i}`, 'Bench', hashSecret(token), '["sessions:write"]', now, now + year],
			},
		]),
	);
	return tokens;
}
