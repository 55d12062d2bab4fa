import * as v from 'valibot';
import { minorDigits, toMinor } from '#lib/kernel/money.ts';
import { boundedInteger, boundedNumber, optionalText, safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import type { ManagedPlace } from '../reports/charge_place_list.ts';

/** The text fields of a form, the last of each name. */
type Fields = Readonly<Record<string, string>>;

/** A form as it was read, or what is wrong with which field. */
type ReadForm<Value> = { readonly value: Value } | { readonly errors: Fields };

/** A number as it is typed, with a point or a comma. */
const decimal = v.pipe(
	v.string(),
	v.trim(),
	v.regex(/^-?\d{1,9}(?:[.,]\d{1,7})?$/),
	v.transform((text) => Number(text.replace(',', '.'))),
);
const wholeNumber = v.pipe(v.string(), v.trim(), v.regex(/^\d{1,5}$/), v.transform(Number), boundedInteger(1, 10_000));
const seen = v.pipe(v.string(), v.regex(/^\d{1,8}$/), v.transform(Number));

/** A connector within its station: it stands in the keys of sessions and in OCPI, 36 characters at most. */
const connectorId = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/));
/** Letters as they are printed; riders may type small ones. */
const code = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/), v.toUpperCase());
const ratedPowerW = v.union([
	v.pipe(
		v.string(),
		v.trim(),
		v.literal(''),
		v.transform(() => null),
	),
	v.pipe(
		decimal,
		v.transform((kilowatts) => Math.round(kilowatts * 1000)),
		boundedInteger(1, 2_000_000),
	),
]);

const sentences: Readonly<Record<string, () => string>> = {
	...{ price: m.charges_issue_price, address: m.charges_issue_address, city: m.charges_issue_city },
	...{ postal: m.charges_issue_postal, country: m.charges_issue_country },
	...{ latitude: m.charges_issue_latitude, longitude: m.charges_issue_longitude },
	...{ connector: m.charges_issue_connector, code: m.charges_issue_code, number: m.charges_issue_number },
	...{ power: m.charges_issue_power, standard: m.charges_issue_choose, format: m.charges_issue_choose },
	...{ current: m.charges_issue_choose, charger: m.charges_issue_choose },
};

/** Reads where a station stands and what a kWh costs there, in its currency. */
export function readSite({ currency }: Pick<ManagedPlace, 'currency'>, fields: Fields) {
	const digits = minorDigits(currency);
	const price = v.pipe(
		v.string(),
		v.trim(),
		v.regex(digits === 0 ? /^\d{1,7}$/ : /^\d{1,7}(?:[.,]\d{1,2})?$/),
		v.transform((text) => toMinor(Number(text.replace(',', '.')), currency)),
	);
	const schema = v.object({
		...{ price, seen, address: safeText(200), city: safeText(100), postal: optionalText(20) },
		country: v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[A-Z]{3}$/)),
		latitude: v.pipe(decimal, boundedNumber(-90, 90)),
		longitude: v.pipe(decimal, boundedNumber(-180, 180)),
	});
	const read = readFields(schema, fields);
	if ('errors' in read) return read;
	const { price: priceMinorPerKwh, postal, seen: last, ...site } = read.value;
	return { value: { seen: last, site: { ...site, priceMinorPerKwh, postalCode: postal || null } } };
}

/** Reads a connector; one that is changed keeps its id, so that the field is not asked for. */
export function readConnector({ offered }: Pick<ManagedPlace, 'offered'>, fields: Fields) {
	const schema = v.object({
		...{ connector: connectorId, code, number: wholeNumber, power: ratedPowerW, charger: optionalText(128) },
		standard: v.picklist(offered.standards),
		format: v.picklist(offered.formats),
		current: v.picklist(offered.powerTypes),
	});
	const read = readFields(schema, fields);
	if ('errors' in read) return read;
	const { connector: id, number: evseId, power, charger, current: powerType, ...traits } = read.value;
	return { value: { id, entry: { ...traits, evseId, powerType, ratedPowerW: power, chargerId: charger || null } } };
}

/** The number of the last change that the page was made of; null where the form does not say. */
export function readSeen(fields: Fields): number | null {
	const read = v.safeParse(seen, fields['seen']);
	return read.success ? read.output : null;
}

function readFields<Schema extends v.GenericSchema>(schema: Schema, fields: Fields): ReadForm<v.InferOutput<Schema>> {
	const read = v.safeParse(schema, fields);
	if (read.success) return { value: read.output };
	const names = Object.keys(v.flatten<Schema>(read.issues).nested ?? {});
	return { errors: Object.fromEntries(names.map((name) => [name, (sentences[name] ?? m.charges_issue_reload)()])) };
}
