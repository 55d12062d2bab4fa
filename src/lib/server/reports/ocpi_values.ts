import * as v from 'valibot';

/** The value types of OCPI 2.2.1, part «Types», as what is sent keeps to them. */

/** `CiString(max)`: printable ASCII. Ids that differ in case alone are one to a partner. */
export function ciString(max: number) {
	return v.pipe(v.string(), v.regex(/^[\x20-\x7e]+$/), v.maxLength(max));
}

/** `string(max)`: printable UTF-8. */
export function string(max: number) {
	return v.pipe(v.string(), v.regex(/^[^\p{C}]+$/u), v.maxLength(max));
}

/** `DateTime`: RFC 3339 in UTC, at most 25 characters. */
export const dateTime = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

/** `number`: at most 4 decimals. */
export const number = v.pipe(
	v.number(),
	v.finite(),
	v.check((value) => Number(value.toFixed(4)) === value, 'More than 4 decimals'),
);

/** `Price`: money without tax. We know of no tax: prices are what the operator sells at. */
export const price = v.strictObject({ excl_vat: number });

/** An amount that is not negative. */
export const volume = v.pipe(number, v.minValue(0));

/** ISO 3166-1 alpha-2, ISO 4217 and the id of a party. */
export const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
export const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));
export const partyId = v.pipe(v.string(), v.regex(/^[A-Z0-9]{3}$/));
