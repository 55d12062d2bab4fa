import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { version } from '$app/environment';
import { refusalText } from '#lib/words/refusal_text.ts';
import { requireReach } from '../auth/guard.ts';
import { kindPermission } from '../auth/kind_permission.ts';
import { toActor } from '../auth/signed_in.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { beginSession } from '../engine/start_session.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { deviceInfo } from './device_info.ts';
import { postedKey } from './posted_key.ts';

/** Begins a session of a kind from its form and leads to it; the same form again leads to the same session. */
export async function beginFromForm(event: RequestEvent, kind: string) {
	const { person } = requireReach(event, kindPermission(kind) ?? 'session.write');
	const { engine } = event.locals.app;
	const fields = await readTextFields(event.request);
	const device = deviceInfo(event.request.headers, event.cookies, version);
	const key = postedKey(fields) ?? engine.ids('begin');
	const begun = await beginSession(engine, { kind, actor: toActor(person), device, key });
	if (begun.ok) redirect(303, `/sessions/${begun.value.id}`);
	return fail(refusalRow(begun.code)?.http ?? 400, { message: refusalText(begun) });
}
