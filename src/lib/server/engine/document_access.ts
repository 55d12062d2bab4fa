import type { Permission } from '#lib/kernel/permission.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';

/** Who asks for session documents, and what they may do with which; the permission table answers. */
export interface DocumentAccess {
	readonly actor: Actor;
	/** To a session that runs here. */
	readonly allow: (permission: Permission, session: SessionRecord) => boolean;
	/** To a mirrored session of a station. */
	readonly allowMirror: (permission: 'session.read' | 'session.import', stationId: string | null) => boolean;
	/** At the station of their shift, or once they have one. */
	readonly mayInShift: (permission: Permission) => boolean;
}
