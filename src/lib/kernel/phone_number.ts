import { isSupportedCountry, isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as v from 'valibot';
import { phoneDigits } from './phone.ts';

/** A phone number that can exist by the rules of its country, as E.164 digits without the plus sign. */
export const phoneNumber = v.pipe(
	phoneDigits,
	v.check(
		(digits) => isValidPhoneNumber(`+${digits}`),
		'Phone number should be one that exists in its country, for example +254 712 345 678',
	),
);

/** The E.164 digits of what a person typed, with or without the country's code; as it was typed where that is no number of the country. */
export function dialled(text: string, country: string | null): string {
	const home = country !== null && isSupportedCountry(country) ? country : undefined;
	const parsed = parsePhoneNumberFromString(text, home);
	return parsed ? parsed.number.slice(1) : text;
}
