import { fillMessage, type Refusal, type RefusalRow } from '#lib/kernel/result.ts';

/** What stands in an answer to a refusal beside its row. */
interface Beside {
	readonly headers?: Readonly<Record<string, string>>;
	/** Further fields of `error`. */
	readonly fields?: Readonly<Record<string, string | number | null>>;
}

/** The REST answer to a refusal: `{success: false, error: {code, message, recoverable, recovery_action, …}}` with the row's status. */
export function refusedResponse(
	refusal: Refusal,
	row: RefusalRow,
	{ headers = {}, fields = {} }: Beside = {},
): Response {
	const error = {
		code: refusal.code,
		message: fillMessage(row.message, refusal.params),
		recoverable: row.recoverable,
		recovery_action: row.recoveryAction,
		...fields,
	};
	return Response.json({ success: false, error }, { status: row.http, headers });
}
