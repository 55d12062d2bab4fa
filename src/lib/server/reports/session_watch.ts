import { loadSessionVersion, type SessionVersion } from '#lib/server/store/session_version.ts';
import type { ReportParts } from './record_reading.ts';
import { watchShared, type WatchListener } from './shared_watch.ts';

/** Between two looks at a session, ms. */
const lookEveryMs = 1000;

/** Tells a listener how far a session has come, now and whenever any process moves it, until the returned function is called. */
export function watchSession(
	{ store }: Pick<ReportParts, 'store'>,
	sessionId: string,
	listener: WatchListener<SessionVersion>,
): () => void {
	const look = () => loadSessionVersion(store.db, sessionId);
	return watchShared(store, { key: `session/${sessionId}`, everyMs: lookEveryMs, look }, listener);
}
