import * as v from 'valibot';

/** A phone number in E.164 as the digits without the plus sign: 8 to 15, the first not 0. A leading plus and spaces are taken off. */
export const phoneDigits = v.pipe(
	v.string(),
	v.maxLength(40),
	v.transform((text) => text.replace(/[\s()-]/g, '').replace(/^\+/, '')),
	v.regex(/^[1-9]\d{7,14}$/, 'Phone number should have its country code, for example +254 712 345 678'),
);

/** A phone number as it may be shown outside the flow that needs it: its last three digits. */
export function maskPhone(phone: string): string {
	return phone.length > 3 ? `•••• ${phone.slice(-3)}` : phone;
}
