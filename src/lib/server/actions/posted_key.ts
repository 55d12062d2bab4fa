import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';

/** The idempotency key that a form carries, or null where it carries none that can be one. */
export function postedKey(fields: FormData): string | null {
	const key = v.safeParse(idText, fields.get('key'));
	return key.success ? key.output : null;
}
