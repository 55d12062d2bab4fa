import { ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';

/** What was entered in a form, by field name. */
export type Fields = Readonly<Record<string, string>>;

/** Refuses one field of a form: INPUT_INVALID with its name, and what it should be. */
export function invalidField(path: string, issue: string): Refusal<'INPUT_INVALID'> {
	return refuse('INPUT_INVALID', { path, issue });
}

/** Reads the form by which a session is given up. Refuses INPUT_INVALID without a reason. */
export function readCancellation(fields: Fields): Result<{ readonly reason: string }, 'INPUT_INVALID'> {
	const reason = fields['reason']?.trim() ?? '';
	return reason === '' ? invalidField('reason', 'Choose why') : ok({ reason });
}
