import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { requireStations } from '../auth/managed_stations.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { retryOutbox } from '../engine/retry_outbox.ts';
import { readOutboxList, type OutboxReport } from '../reports/outbox_list.ts';
import type { ManageEvent } from './manage_event.ts';

/** The ids of a form: those of one page at most. */
const retryForm = v.pipe(v.array(safeText(300)), v.minLength(1), v.maxLength(50));

/** What is stuck or waits on its way out. Throws a redirect to sign in, or a 404. */
export async function outboxPage(event: ManageEvent): Promise<OutboxReport> {
	const { stations } = requireStations(event, 'outbox.manage');
	return readOutboxList(event.locals.app.engine, { stations, params: event.url.searchParams });
}

/** Makes what a form names due now; `retried` says how many of it had not been delivered. Throws a redirect to sign in, or a 404. */
export async function retryFromForm(event: ManageEvent) {
	const { person, stations } = requireStations(event, 'outbox.manage');
	const ids = v.safeParse(retryForm, (await readTextFields(event.request)).getAll('id'));
	if (!ids.success) return fail(400, { retried: 0 });
	const origin = event.getClientAddress();
	const retried = await retryOutbox(event.locals.app.engine, {
		ids: ids.output,
		stations,
		actorId: person.id,
		origin,
	});
	return { retried };
}
