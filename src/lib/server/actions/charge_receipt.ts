import { error, redirect } from '@sveltejs/kit';
import { allowSession } from '../auth/callers.ts';
import { requirePerson } from '../auth/guard.ts';
import { readSession } from '../engine/session_queries.ts';
import { readChargeReceipt } from '../reports/charge_receipt.ts';
import { recordReading } from '../reports/record_reading.ts';
import type { RiderEvent } from './rider_event.ts';

/**
 * The receipt of a charging session, for its rider and for those who look after its station; their reading is recorded. One that was not
 * billed leads to the session. Throws redirects, or a 404.
 */
export async function chargeReceiptPage(event: RiderEvent, id: string) {
	const person = requirePerson(event);
	const { engine } = event.locals.app;
	const session = await readSession(engine, id);
	const isRider = session !== null && allowSession(person, 'charge.read', session);
	if (!isRider && !(session && allowSession(person, 'charge.manage', session))) error(404, 'Not found');
	const sessionPath = `${isRider ? '/charging' : '/manage/charging'}/${encodeURIComponent(id)}`;
	const receipt = await readChargeReceipt(engine, session, { customerId: isRider ? person.customerId : null });
	if (!receipt) redirect(303, sessionPath);
	if (!isRider) {
		const reader = { id: person.id, address: event.getClientAddress() };
		const reading = { action: 'session.read', subject: id, stationId: session.actor.station } as const;
		await recordReading(engine, reader, { ...reading, detail: { receipt: receipt.number } });
	}
	return { ...receipt, sessionPath };
}
