import { fillMessage, type Refusal, type RefusalRow } from '#lib/kernel/result.ts';

/** What stands in an answer to a refusal beside its row. */
interface Beside {
	readonly headers?: Readonly<Record<string, string>>;
	/** Further fields of `error`. */
	readonly fields?: Readonly<Record<string, string | number | null>>;
}

/** The body of the answer to a refusal: `{success: false, error: {code, message, recoverable, recovery_action, …}}`. */
export function refusedBody(refusal: Refusal, row: RefusalRow, fields: Beside['fields'] = {}) {
	const error = {
		code: refusal.code,
		message: fillMessage(row.message, refusal.params),
		recoverable: row.recoverable,
		recovery_action: row.recoveryAction,
		...fields,
	};
	return { success: false, error } as const;
}

/** The REST answer to a refusal, with the row's status. */
export function refusedResponse(
	refusal: Refusal,
	row: RefusalRow,
	{ headers = {}, fields = {} }: Beside = {},
): Response {
	return Response.json(refusedBody(refusal, row, fields), { status: row.http, headers });
}
