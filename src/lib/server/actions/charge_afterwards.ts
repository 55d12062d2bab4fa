import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { openDispute } from '../engine/charge_disputes.ts';
import { rateCharge } from '../engine/charge_ratings.ts';
import { requireChargingCustomer } from './charge_event.ts';
import { postedKey } from './posted_key.ts';
import { postedText } from './posted_text.ts';

/** Stars of the rating's form. */
const stars = v.picklist(['1', '2', '3', '4', '5']);

/** What a rider can say is wrong. */
const categories = ['energy', 'price', 'time', 'not_me', 'other'] as const;

const dispute = v.object({
	category: v.picklist(categories),
	text: v.pipe(safeText(1000), v.trim(), v.minLength(3)),
});

/** Rates the rider's own session. Throws a redirect to sign in, or a 404. */
export async function rateFromForm(event: RequestEvent, sessionId: string) {
	const { customerId } = requireChargingCustomer(event, 'charge.run');
	const fields = await readTextFields(event.request);
	const rating = v.safeParse(stars, fields.get('rating'));
	if (!rating.success) return fail(400, { form: 'rate', message: null });
	const rated = await rateCharge(event.locals.app.engine, { sessionId, customerId, rating: Number(rating.output) });
	return rated.ok ? { form: 'rate', rated: rated.value } : fail(409, { form: 'rate', message: refusalText(rated) });
}

/** Says that something is wrong with the rider's own session. Throws a redirect to sign in, or a 404. */
export async function disputeFromForm(event: RequestEvent, sessionId: string) {
	const { person, customerId } = requireChargingCustomer(event, 'charge.run');
	const { engine } = event.locals.app;
	const fields = await readTextFields(event.request);
	const typed = {
		category: postedText(fields, 'category'),
		text: postedText(fields, 'text').replaceAll('\r\n', '\n'),
	};
	const said = v.safeParse(dispute, typed);
	if (!said.success) return fail(400, { form: 'dispute', message: null, typed });
	const opened = await openDispute(engine, {
		...{ sessionId, customerId, ...said.output },
		by: { id: person.id, origin: event.getClientAddress() },
		key: postedKey(fields) ?? engine.ids('form'),
	});
	return opened.ok
		? { form: 'dispute', disputed: true }
		: fail(409, { form: 'dispute', message: refusalText(opened), typed });
}
