import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isJsonObject } from '#lib/kernel/json.ts';
import { fillMessage, type Result } from '#lib/kernel/result.ts';
import { allowSession, callerOf } from '../auth/callers.ts';
import { toActor, type SignedIn } from '../auth/signed_in.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { runCommand } from '../engine/run_command.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { performOperation } from '../operations/perform_operation.ts';
import { postedKey } from './posted_key.ts';
import { requireOwnSession } from './session_page.ts';

type Session = Awaited<ReturnType<typeof requireOwnSession>>['session'];

/** A step that a form asks for. */
interface Ask {
	readonly step: string;
	readonly input: unknown;
}

/** How the forms of a session's kind are read. */
export interface FormKind {
	requestFor(
		session: Session,
		ask: Ask,
		correlationId: string,
	): { operation: string; planId: string; data: Readonly<Record<string, unknown>> } | null;
	readForm(session: Session, step: string, fields: Readonly<Record<string, string>>): Result<Ask>;
}

/** A refusal as the page shows it again, beside what was typed. */
interface PostedRefusal {
	readonly code: string;
	readonly message: string;
	readonly params: Readonly<Record<string, string | number | null>>;
}

/**
 * Takes a step from its form, without script: the same operation or command as with it, under the form's own key.
 * Leads back to the session, or shows it again with the refusal and what was typed.
 */
export async function takeStepFromForm(event: RequestEvent, id: string, workOf: (kind: string) => Promise<FormKind>) {
	const { person, session: current } = await requireOwnSession(event, id);
	const posted = await readTextFields(event.request);
	const fields = Object.fromEntries(posted) as Record<string, string>;
	const step = fields['step'] ?? '';
	const version = Number(fields['version']);
	// A form of an older page: what it asks for was done, or is over.
	if (version !== current.version) redirect(303, `${event.url.pathname}?moved`);
	const kind = await workOf(current.kind);
	const ask = kind.readForm(current, step, fields);
	const key = `${postedKey(posted) ?? event.locals.app.engine.ids('form')}-${step}`;
	const refusal = ask.ok ? await take(event, { person, session: current, ask: ask.value, kind, key }) : shown(ask);
	if (!refusal) redirect(303, event.url.pathname);
	return fail(refusalRow(refusal.code)?.http ?? 422, { step, typed: typedOf(fields), refusal });
}

async function take(
	event: RequestEvent,
	{ person, session, ask, kind, key }: { person: SignedIn; session: Session; ask: Ask; kind: FormKind; key: string },
): Promise<PostedRefusal | null> {
	const { engine } = event.locals.app;
	const request = kind.requestFor(session, ask, key);
	if (!request) {
		const command = { sessionId: session.id, ...ask, actor: toActor(person), key, version: session.version };
		const taken = await runCommand(engine, {
			...command,
			allow: (permission, at) => allowSession(person, permission, at),
		});
		return taken.ok ? null : shown(taken);
	}
	const caller = callerOf(person, event.getClientAddress());
	const reply = await performOperation(engine, { ...request, correlationId: key, caller });
	if (!reply.ok) return shown(reply);
	const { success, metadata } = reply.value.data;
	if (success) return null;
	const { reason, message, params } = metadata;
	const code = typeof reason === 'string' ? reason : 'REFUSED';
	const given = isJsonObject(params) ? (params as PostedRefusal['params']) : {};
	return { code, message: typeof message === 'string' ? message : code, params: given };
}

function shown({ code, params }: Extract<Result<never>, { ok: false }>): PostedRefusal {
	const row = refusalRow(code);
	const issue = params['issue'];
	return { code, params, message: typeof issue === 'string' ? issue : row ? fillMessage(row.message, params) : code };
}

/** What was typed, to be shown again; the form's own fields are made anew. */
function typedOf({ step: _step, key: _key, version: _version, ...typed }: Record<string, string>) {
	return typed;
}
