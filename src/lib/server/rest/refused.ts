import { fillMessage, type Refusal, type RefusalRow } from '#lib/kernel/result.ts';

/** The REST answer to a refusal: `{success: false, error: {code, message, recoverable, recovery_action}}` with the row's status. */
export function refusedResponse(
	refusal: Refusal,
	row: RefusalRow,
	headers: Readonly<Record<string, string>> = {},
): Response {
	const error = {
		code: refusal.code,
		message: fillMessage(row.message, refusal.params),
		recoverable: row.recoverable,
		recovery_action: row.recoveryAction,
	};
	return Response.json({ success: false, error }, { status: row.http, headers });
}
