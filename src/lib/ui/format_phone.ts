import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** «+254 712 345 678»: E.164 digits, with or without the plus sign, grouped as their country does; what is no number stays as it is. */
export function formatPhone(digits: string): string {
	const number = parsePhoneNumberFromString(`+${digits.replace(/^\+/, '')}`);
	return number?.formatInternational().replaceAll(' ', '\u00a0') ?? digits;
}
