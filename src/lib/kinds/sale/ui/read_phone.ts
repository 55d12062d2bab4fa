import * as v from 'valibot';
import { dialled, phoneNumber } from '#lib/kernel/phone_number.ts';
import { formatPhone } from '#lib/ui/format_phone.ts';

/** A phone number as it will be kept, for reading; null where that is no more than what was typed, or no number of the country. */
export function readPhone(typed: string, country: string): string | null {
	const digits = dialled(typed, country);
	return v.is(phoneNumber, digits) && digits !== typed.replace(/\D/g, '') ? formatPhone(digits) : null;
}
