import { error } from '@sveltejs/kit';
import { allowSession } from '../auth/callers.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import { stillSignedIn } from '../auth/still_signed_in.ts';
import type { Engine } from '../engine/engine.ts';
import { readSession } from '../engine/session_queries.ts';
import { watchSession } from '../reports/session_watch.ts';
import { openEventStream } from './event_stream.ts';
import { requireSession, type SessionEvent } from './session_page.ts';

/** How long somebody who may not any more is still told, ms. */
const recheckEveryMs = 5000;

/**
 * Tells how far a session has come and who moved it, now and whenever it moves, as server-sent events named `version` whose id is the version; one
 * that the reader has already, as `Last-Event-ID` says, is left out. It ends when the person may not read the session any more. Throws a redirect to
 * sign in or to start a shift, a 404, a 403 for a bearer token, or a 429 where the person has too many streams open.
 */
export async function sessionLiveResponse(event: SessionEvent & { request: Request }, id: string): Promise<Response> {
	const { person } = await requireSession(event, id, 'session.read');
	if (person.via === 'token') error(403, 'Programs ask for the session instead');
	const { engine } = event.locals.app;
	const seen = event.request.headers.get('last-event-id');
	const response = openEventStream(person.id, ({ send, close }) => {
		const stopWatch = watchSession(engine, id, {
			news(news) {
				if (String(news.version) !== seen) send('version', JSON.stringify(news), String(news.version));
			},
			end: close,
		});
		const recheck = setInterval(() => {
			void mayStillRead(engine, person, id).then(
				(may) => may || close(),
				() => close(),
			);
		}, recheckEveryMs);
		return () => {
			clearInterval(recheck);
			stopWatch();
		};
	});
	return response ?? error(429, 'Too many live pages are open');
}

async function mayStillRead(engine: Engine, person: SignedIn, id: string): Promise<boolean> {
	const now = await stillSignedIn(engine.store.db, person, engine.clock());
	const session = await readSession(engine, id);
	return now !== null && session !== null && allowSession(now, 'session.read', session);
}
