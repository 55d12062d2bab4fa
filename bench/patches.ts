import { patchDocument } from '#lib/server/engine/write_document.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { testAttendant } from '#lib/session/given.ts';

/** A session whose document is patched. */
export interface PatchedSession {
	readonly id: string;
	/** The one it has before the first patch. */
	readonly version: number;
	/** Bearer token of the account that patches it. */
	readonly token: string;
}

/** One patch of the load. */
export interface LoadPatch {
	readonly sessionId: string;
	readonly token: string;
	/** The version it is made for; the answer has to tell the next one. */
	readonly version: number;
	/** About 300 bytes of JSON, and never what the document says already. */
	readonly patch: Readonly<Record<string, unknown>>;
}

/** Patches number `from` to `to` of every session, in `lanes` lists that may run at once; those of one session stand in one list, in their order. */
export function documentPatches(
	sessions: readonly PatchedSession[],
	{ from, to, lanes }: { from: number; to: number; lanes: number },
): LoadPatch[][] {
	const lists: LoadPatch[][] = Array.from({ length: lanes }, () => []);
	for (let number = from; number < to; number++) {
		for (const [i, { id, version, token }] of sessions.entries())
			lists[i % lanes]?.push({ sessionId: id, token, version: version + number, patch: patchOf(number) });
	}
	return lists;
}

/** Patches a document in this process. Throws if it is refused or saves nothing. */
export async function takePatch(engine: Engine, { sessionId, version, patch }: LoadPatch): Promise<void> {
	const access = { actor: testAttendant, allow: () => true, allowMirror: () => false, mayInShift: () => true };
	const saved = await patchDocument(engine, sessionId, { access, document: patch, saw: [version], key: null });
	if (!saved.ok) throw new Error(`The patch was refused: ${saved.code} ${JSON.stringify(saved.params)}`);
	if (saved.value.version !== version + 1) throw new Error(`The patch made version ${saved.value.version}`);
}

/** What a device writes while it connects to a battery. */
function patchOf(number: number): LoadPatch['patch'] {
	return {
		ble_state: {
			is_scanning: number % 2 === 0,
			is_connecting: number % 2 === 1,
			connected_device: `OVES BATT ${500_000 + number}`,
			connection_progress: number % 101,
			pending_battery_id: `BAT-NEW-${500_000 + number}`,
			error: `Attempt ${number}: the battery went out of reach while it was read; hold the phone still and move closer`,
		},
	};
}
