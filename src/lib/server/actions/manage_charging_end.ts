import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import { toActor } from '../auth/signed_in.ts';
import { awaitEnd } from '../operations/charging/await_end.ts';
import { endByManager } from '../operations/charging/end_by_manager.ts';
import { chargeStatus, readChargingForm } from './manage_charging.ts';
import { shownForm } from './manage_charging_shown.ts';
import type { ManageEvent } from './manage_event.ts';

/** How long the form waits for the charger's last word, ms; after that the page shows that it goes on. */
const stopWaitMs = 6000;

/**
 * Asks for confirmation that a running session is to end; then asks its charger to stop, or ends it where the form says so, and leads back
 * to the session. Throws redirects, or a 404.
 */
export async function endFromForm(event: ManageEvent, sessionId: string) {
	const { person, actor, fields, key } = await readChargingForm(event);
	if (fields['change']) return shownForm('end', fields, {});
	const reason = v.safeParse(safeText(200), fields['reason']);
	if (!reason.success)
		return fail(422, shownForm('end', fields, { errors: { reason: m.charges_issue_short_reason() } }));
	if (fields['confirmed'] !== 'yes') return shownForm('end', fields, { asked: true });
	const { engine } = event.locals.app;
	const isForced = fields['forced'] === 'yes';
	const ended = await endByManager(engine, {
		...{ actor, by: toActor(person), sessionId, reason: reason.output, isForced },
		key: `${key}-end-${isForced ? 'forced' : 'asked'}`,
	});
	if (!ended.ok && ended.code === 'CHARGE_NOT_FOUND') error(404, 'Not found');
	if (!ended.ok) return fail(chargeStatus(ended), shownForm('end', fields, { refusal: refusalText(ended) }));
	const { status } = await awaitEnd(engine, ended.value, stopWaitMs);
	redirect(303, `${event.url.pathname}?did=${status === 'active' ? 'asked' : 'ended'}`);
}
