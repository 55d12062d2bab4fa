import type { SessionRecord } from '#lib/session/record.ts';

/** True if `a` is later in the life of a session than `b`: a higher version, or the same one that has ended meanwhile. */
export function isNewer(a: SessionRecord, b: SessionRecord): boolean {
	if (a.version !== b.version) return a.version > b.version;
	return a.status !== 'active' && b.status === 'active';
}
