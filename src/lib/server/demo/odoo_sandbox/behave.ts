import type { SandboxReply } from '../http_sandbox.ts';
import type { SpokenCall } from './interfaces.ts';
import { OdooException, validationError } from './odoo_exception.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** Larger than any client should read. */
const hugeBytes = 4_000_000;
const defaultDelayMs = 60_000;

/** Answers a call as the rule says; null closes the connection without an answer. */
export async function behave(
	call: SpokenCall,
	rule: Misbehaviour | null,
	wait: (delayMs: number) => Promise<void>,
): Promise<SandboxReply | null> {
	switch (rule?.kind) {
		case undefined:
			return perform(call);
		case 'down':
			return null;
		case 'error_500':
			return page(500, 'Internal Server Error');
		case 'html':
			return page(200, 'Odoo will be back soon');
		case 'busy':
			return { ...page(429, 'Too Many Requests'), headers: { 'Retry-After': '7' } };
		case 'locked': {
			const message = 'could not serialize access due to concurrent update';
			return call.fail(new OdooException('psycopg2.errors.SerializationFailure', message));
		}
		case 'denied':
			return call.fail(new OdooException('odoo.exceptions.AccessDenied', 'Access Denied', 403));
		case 'refuse':
			return call.fail(validationError(rule.message ?? 'The operation cannot be completed.'));
		case 'lose_answer':
			perform(call);
			return null;
		case 'slow':
			await wait(rule.delayMs ?? defaultDelayMs);
			return perform(call);
		case 'late': {
			const reply = perform(call);
			await wait(rule.delayMs ?? defaultDelayMs);
			return reply;
		}
		case 'huge':
			return { ...perform(call), body: JSON.stringify('x'.repeat(hugeBytes)) };
	}
}

function perform(call: SpokenCall): SandboxReply {
	try {
		return call.answer(call.run());
	} catch (error) {
		return call.fail(error);
	}
}

function page(status: number, title: string): SandboxReply {
	const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
	return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}
