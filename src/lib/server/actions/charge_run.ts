import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Result } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { allowSession } from '../auth/callers.ts';
import { toActor } from '../auth/signed_in.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { awaitEnd } from '../operations/charging/await_end.ts';
import { cancelCharge, endCharge, type ChargeRequest } from '../operations/charging/end_charge.ts';
import { reportCharge } from '../operations/charging/report_charge.ts';
import { readChargeNow } from '../reports/charge_pages.ts';
import { requireChargingCustomer } from './charge_event.ts';
import { readLevel } from './charge_level.ts';
import { postedKey } from './posted_key.ts';
import { postedText } from './posted_text.ts';

/** How long a form that stops waits for the charger's last word, ms; after that the page shows that it is stopping. */
const stopWaitMs = 6000;

/** Stops charging. An unmetered session needs the battery level. Leads to the session. Throws a redirect to sign in, or a 404. */
export async function stopFromForm(event: RequestEvent, id: string) {
	const { fields, request, engine, customerId } = await readRun(event, id);
	const level = readLevel(postedText(fields, 'level'));
	const isUnmetered = (await readChargeNow(engine, { id, customerId }))?.isMetered === false;
	if (level === undefined || (level === null && isUnmetered))
		return fail(400, { form: 'stop', levelWrong: true, message: null });
	const ended = await endCharge(engine, { ...request, level, rating: null });
	if (!ended.ok) return refused('stop', ended);
	await awaitEnd(engine, ended.value, stopWaitMs);
	redirect(303, `/charging/${encodeURIComponent(id)}`);
}

/** Gives a session up before energy has flowed. Throws a redirect to sign in, or a 404. */
export async function cancelFromForm(event: RequestEvent, id: string) {
	const { fields, request, engine } = await readRun(event, id);
	const reason = v.safeParse(v.pipe(safeText(200), v.minLength(1)), fields.get('reason'));
	if (!reason.success) return fail(400, { form: 'cancel', levelWrong: false, message: null });
	const cancelled = await cancelCharge(engine, { ...request, reason: reason.output });
	if (!cancelled.ok) return refused('cancel', cancelled);
	redirect(303, `/charging/${encodeURIComponent(id)}`);
}

/** Takes the battery level that the rider reads off the vehicle. Throws a redirect to sign in, or a 404. */
export async function reportFromForm(event: RequestEvent, id: string) {
	const { fields, request, engine, customerId } = await readRun(event, id);
	const level = readLevel(postedText(fields, 'level'));
	if (level === undefined || level === null) return fail(400, { form: 'report', levelWrong: true, message: null });
	const { actor, key } = request;
	const reported = await reportCharge(engine, { actor, customerId, level, energyWh: null, key });
	if (!reported.ok) return refused('report', reported);
	redirect(303, `/charging/${encodeURIComponent(id)}`);
}

async function readRun(event: RequestEvent, sessionId: string) {
	const { person, customerId } = requireChargingCustomer(event, 'charge.run');
	const fields = await readTextFields(event.request);
	const request: ChargeRequest = {
		actor: toActor(person),
		sessionId,
		allow: (session) => allowSession(person, 'charge.run', session),
		key: postedKey(fields),
	};
	return { fields, request, customerId, engine: event.locals.app.engine };
}

function refused(form: string, refusal: Extract<Result<never>, { ok: false }>) {
	const message = refusalText(refusal);
	return fail(refusalRow(refusal.code)?.http ?? 422, { form, levelWrong: false, message });
}
