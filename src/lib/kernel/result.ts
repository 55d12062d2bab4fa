/** A foreseen no: a code from a kind's or operation's refusal table, and the values its message names. */
export interface Refusal<Code extends string = string> {
	readonly ok: false;
	readonly code: Code;
	readonly params: Readonly<Record<string, string | number | null>>;
}

/** A foreseen yes. */
export interface Ok<T> {
	readonly ok: true;
	readonly value: T;
}

/** What a decision returns: a value, or a refusal. Broken machines throw `FaultError` instead. */
export type Result<T, Code extends string = string> = Ok<T> | Refusal<Code>;

/** Wraps a value as a success. */
export function ok<T>(value: T): Ok<T> {
	return { ok: true, value };
}

/** Makes a refusal. `params` fill the placeholders of the table's message. */
export function refuse<Code extends string>(code: Code, params: Refusal['params'] = {}): Refusal<Code> {
	return { ok: false, code, params };
}

/** How a refusal is told on each surface; one table of these per kind, read by REST, RPC, forms and pages alike. */
export interface RefusalRow {
	/** HTTP status of the REST surface. */
	readonly http: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429;
	/** tRPC error code. */
	readonly rpc:
		| 'BAD_REQUEST'
		| 'UNAUTHORIZED'
		| 'FORBIDDEN'
		| 'NOT_FOUND'
		| 'CONFLICT'
		| 'PAYLOAD_TOO_LARGE'
		| 'UNPROCESSABLE_CONTENT'
		| 'TOO_MANY_REQUESTS';
	/** Set where the refusal tells of a person who is no party to the session: whom it told is recorded. */
	readonly tellsOf?: 'customer';
	/** True if the person can go on in the same session. */
	readonly recoverable: boolean;
	/** What to do next, as the specs spell it (`RESCAN_BATTERY`), or null. */
	readonly recoveryAction: string | null;
	/** Sentence with `{param}` placeholders. */
	readonly message: string;
}

/** Fills `{param}` placeholders; a parameter that is missing prints as an em dash. */
export function fillMessage(template: string, params: Refusal['params']): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '—'));
}
