import { redirect } from '@sveltejs/kit';
import { reachOf } from '../auth/allow.ts';
import { readSession } from '../engine/session_queries.ts';
import { readReceiptPlace } from '../reports/receipt_place.ts';
import { leaveForPages, requireFound, type SessionEvent } from './session_page.ts';

/** A finished session with where it was. An open one leads to its steps, one whose kind has pages of its own to its receipt there. Throws redirects, or a 404. */
export async function receiptPage(event: SessionEvent, id: string) {
	const found = await readSession(event.locals.app.engine, id);
	const shown = leaveForPages(event, found, ({ receipts }) => `${receipts}/${encodeURIComponent(id)}/receipt`);
	const { person, session } = requireFound(event, shown, 'session.read');
	if (session.status !== 'completed') redirect(303, `/sessions/${session.id}`);
	// Riders read the receipts of their own sessions, whose steps others took.
	const isRider = reachOf(person, 'session.read')?.scope === 'owner';
	const place = await readReceiptPlace(event.locals.app.engine, {
		stationId: session.actor.station,
		customerId: isRider ? person.customerId : null,
	});
	return { session, isRider, place };
}
