import type { Clock } from '#lib/kernel/clock.ts';

/** How many records one source may cause in a window, and how long that is. */
export const recordLimit = { records: 30, windowMs: 60_000 } as const;

/** The most sources that are counted at once; beyond, the one that was quiet for longest is forgotten. */
const sourceLimit = 10_000;

/** Keeps one source of garbage from filling the audit log and the dead letters. */
export interface RecordGate {
	/** Says whether a source's record is to be written, only a last one that tells that more follow, or none. */
	admit(source: string): 'record' | 'last' | 'none';
}

/** A gate in the memory of one process, in fixed windows a source. */
export function createRecordGate(clock: Clock): RecordGate {
	const windows = new Map<string, { readonly endsAt: number; count: number }>();
	return {
		admit(source) {
			const now = clock();
			const known = windows.get(source);
			const window = known && known.endsAt > now ? known : { endsAt: now + recordLimit.windowMs, count: 0 };
			window.count++;
			windows.delete(source);
			windows.set(source, window);
			for (const [oldest] of windows) {
				if (windows.size <= sourceLimit) break;
				windows.delete(oldest);
			}
			if (window.count <= recordLimit.records) return 'record';
			return window.count === recordLimit.records + 1 ? 'last' : 'none';
		},
	};
}
