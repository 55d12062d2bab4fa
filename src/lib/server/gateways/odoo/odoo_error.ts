import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { refuse } from '#lib/kernel/result.ts';
import type { Answer } from './odoo_call.ts';

/** An error as both interfaces print it: `name` is the Python exception with its module. */
export const odooErrorSchema = v.object({ name: v.string(), message: v.string() });

export type OdooError = v.InferOutput<typeof odooErrorSchema>;

const retryAfterMs = 5000;
/** A person has to mend the configuration first. */
const retryAccountAfterMs = 60_000;
/** The longest reason that is kept, in UTF-16 units. */
const reasonLimit = 300;

/** Errors about the account, not about what was asked. */
const accountErrors = new Set([
	'odoo.exceptions.AccessDenied',
	'odoo.http.SessionExpiredException',
	'werkzeug.exceptions.Unauthorized',
]);

/** Errors of Odoo itself that pass: locks, serialisation, two at once. */
const passingErrors = new Set(['odoo.exceptions.LockError', 'odoo.exceptions.ConcurrencyError']);

/** What asking again never changes: the rest of Odoo's own exceptions, and what Python raises for a wrong name or value. */
const finalErrors =
	/^(odoo\.exceptions\.\w+|builtins\.(Assertion|Attribute|Index|Key|NotImplemented|Type|Value)Error|werkzeug\.exceptions\.(BadRequest|Forbidden|NotFound|UnprocessableEntity))$/;

/** True if Odoo does not know the account, or no longer: signing in again may help. */
export function isAccountError(error: OdooError): boolean {
	return accountErrors.has(error.name);
}

/**
 * Refuses what Odoo refused for good, its message as the reason without the key, and throws FaultError for the rest. A wrong key
 * is a fault too: it says nothing of the record, and everything that waited goes out by itself once the key is mended.
 * An error nobody knows is asked again: that is seen as stuck, and loses nothing.
 */
export function judge(error: OdooError, apiKey: string): Answer<never> {
	if (isAccountError(error)) throw accountFault();
	if (passingErrors.has(error.name) || !finalErrors.test(error.name) || isElsewhere(error)) {
		throw new FaultError('odoo', `Odoo failed with ${clean(error.name, apiKey)}`, { retryAfterMs });
	}
	return refuse('ERP_REFUSED', { reason: clean(error.message, apiKey) || clean(error.name, apiKey) });
}

/** The fault of an account that Odoo does not accept. */
export function accountFault(): FaultError {
	return new FaultError('odoo', 'Odoo denies access, should accept PITLANE_ODOO_LOGIN with PITLANE_ODOO_API_KEY', {
		retryAfterMs: retryAccountAfterMs,
	});
}

/** The fault of an answer that is not Odoo's: a proxy's page, another address, an error without a name. */
export function strangeAnswer(status: number, waitMs: number | undefined): FaultError {
	return new FaultError('odoo', `The address of Odoo answered ${status} in another form than Odoo does`, {
		retryAfterMs: waitMs ?? retryAfterMs,
	});
}

/** Not the model or method was missing but the page or the database: a wrong address, not a wrong record. */
function isElsewhere({ name, message }: OdooError): boolean {
	return name === 'werkzeug.exceptions.NotFound' && /requested URL|No database/i.test(message);
}

function clean(text: string, apiKey: string): string {
	return text
		.replaceAll(apiKey, '…')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim()
		.slice(0, reasonLimit)
		.toWellFormed();
}
