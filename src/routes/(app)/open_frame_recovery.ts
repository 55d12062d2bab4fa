import { loadKindUis, loadKindWork } from '#lib/kinds/ui.ts';
import { openRecovery, type Recovery } from '#lib/stores/recovery.svelte.ts';

/** What a person can resume in this browser at a station; the words of its sessions' kinds are there before it names them. */
export function openFrameRecovery(of: { personId: string; stationId: string }): Recovery {
	return openRecovery({ ...of, prepareKinds: loadKindUis, kindOf: async (name) => (await loadKindWork(name)).kind });
}
