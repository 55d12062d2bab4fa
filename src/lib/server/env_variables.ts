import * as v from 'valibot';
import { toMinor } from '#lib/kernel/money.ts';
import { phoneDigits } from '#lib/kernel/phone.ts';
import { emailText, safeText } from '#lib/kernel/schemas.ts';
import { odooNames } from './env_odoo_names.ts';

/**
 * Every environment variable Pitlane knows: its schema, and in the schema's description what it should be.
 * The same names stand, explained, in `.env.example`.
 */
export const variables = {
	NODE_ENV: v.optional(choice(['development', 'production', 'test']), 'development'),
	HOST: v.optional(text('an address to listen on, for example 127.0.0.1'), '127.0.0.1'),
	PORT: v.optional(whole(1, 65_535), '4173'),
	PITLANE_ORIGIN: v.optional(origin()),
	PITLANE_TRUST_PROXY: v.optional(flag(), '0'),
	PITLANE_LOG_LEVEL: v.optional(choice(['trace', 'debug', 'info', 'warning', 'error', 'fatal']), 'info'),
	PITLANE_DEMO: v.optional(flag(), '0'),
	PITLANE_DATABASE_URL: v.optional(url(['file', 'libsql', 'http', 'https']), 'file:./data/pitlane.db'),
	PITLANE_DATABASE_AUTH_TOKEN: v.optional(secret()),
	PITLANE_MQTT_URL: v.optional(url(['mqtt', 'mqtts'])),
	PITLANE_MQTT_WS_URL: v.optional(url(['ws', 'wss'])),
	PITLANE_MQTT_AGENT_USERNAME: v.optional(text('a broker user')),
	PITLANE_MQTT_AGENT_PASSWORD: v.optional(secret()),
	PITLANE_MQTT_AGENT_CLIENT_ID: v.optional(text('an MQTT client id'), 'pitlane-agent'),
	PITLANE_MQTT_APP_USERNAME: v.optional(text('a broker user')),
	PITLANE_MQTT_APP_PASSWORD: v.optional(secret()),
	PITLANE_MQTT_APP_CLIENT_ID: v.optional(text('an MQTT client id'), 'pitlane-app'),
	PITLANE_MQTT_AGENT_CONNECTIONS: v.optional(whole(1, 64), '1'),
	PITLANE_ACTOR_TOKEN_KEY: v.optional(seed()),
	PITLANE_ODOO_URL: v.optional(url(['http', 'https'])),
	PITLANE_ODOO_DATABASE: v.optional(text('the name of an Odoo database')),
	PITLANE_ODOO_LOGIN: v.optional(text('the login of an Odoo user')),
	PITLANE_ODOO_API_KEY: v.optional(secret()),
	PITLANE_ODOO_API: v.optional(choice(['jsonrpc', 'json2']), 'jsonrpc'),
	PITLANE_ODOO_NAMES: v.optional(odooNames(), '{}'),
	PITLANE_MPESA_URL: v.optional(url(['http', 'https'])),
	PITLANE_MPESA_CONSUMER_KEY: v.optional(secret()),
	PITLANE_MPESA_CONSUMER_SECRET: v.optional(secret()),
	PITLANE_MPESA_SHORTCODE: v.optional(shortcode()),
	PITLANE_MPESA_PASSKEY: v.optional(secret()),
	PITLANE_MPESA_TYPE: v.optional(choice(['paybill', 'till']), 'paybill'),
	PITLANE_MPESA_TILL: v.optional(shortcode()),
	PITLANE_MPESA_CALLBACK_BASE: v.optional(origin()),
	PITLANE_MPESA_NOMINATED_PHONE: v.optional(phone()),
	PITLANE_SMTP_URL: v.optional(url(['smtp', 'smtps'])),
	PITLANE_SMTP_TLS: v.optional(choice(['required', 'none']), 'required'),
	PITLANE_SMTP_USERNAME: v.optional(text('a user of the mail server')),
	PITLANE_SMTP_PASSWORD: v.optional(secret()),
	PITLANE_SMTP_FROM: v.optional(sender()),
	PITLANE_CHARGE_TARIFF: v.optional(tariff()),
	PITLANE_OCPP_PORT: v.optional(whole(1, 65_535)),
	PITLANE_OCPP_HOST: v.optional(text('an address to listen on, for example 127.0.0.1'), '127.0.0.1'),
	PITLANE_OCPP_TLS_CERT: v.optional(text('a PEM file of certificates')),
	PITLANE_OCPP_TLS_KEY: v.optional(text('a PEM file of the private key')),
	PITLANE_OCPI_COUNTRY: v.optional(code(/^[A-Z]{2}$/, 'a country of ISO 3166-1 in two capital letters'), 'KE'),
	PITLANE_OCPI_PARTY: v.optional(code(/^[A-Z0-9]{3}$/, 'an operator id of three capital letters or digits'), 'PIT'),
};

/** Parses them all and reports every issue. */
export const environment = v.object(variables);

/** The parsed values, by the variables' own names. */
export type Values = v.InferOutput<typeof environment>;

/** True if the value of this schema must not be repeated in a message. */
export function isSecret(schema: v.GenericSchema): boolean {
	return v.getMetadata(schema)['secret'] === true;
}

function text(should: string) {
	return v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512), v.description(should));
}

function secret() {
	return v.pipe(text('a secret of 1 to 512 characters'), v.metadata({ secret: true }));
}

/** `KES 55.50`: what a kilowatt-hour costs at stations without a price of their own. */
function tariff() {
	return v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^[A-Z]{3} \d{1,9}(\.\d{1,2})?$/),
		v.transform((price) => {
			const [currency = '', amount = ''] = price.split(' ');
			return { currency, priceMinorPerKwh: toMinor(Number(amount), currency) };
		}),
		v.description('a currency of ISO 4217 and the price of a kWh, for example KES 55.50'),
	);
}

function choice<const Option extends string>(options: readonly Option[]) {
	return v.pipe(v.picklist(options), v.description(`one of ${options.join(', ')}`));
}

function flag() {
	return v.pipe(
		v.picklist(['0', '1']),
		v.transform((digit) => digit === '1'),
		v.description('0 or 1'),
	);
}

function whole(min: number, max: number) {
	return v.pipe(
		v.string(),
		v.digits(),
		v.transform(Number),
		v.minValue(min),
		v.maxValue(max),
		v.description(`a whole number from ${min} to ${max}`),
	);
}

function code(pattern: RegExp, should: string) {
	return v.pipe(v.string(), v.trim(), v.regex(pattern), v.description(should));
}

function shortcode() {
	return v.pipe(v.string(), v.trim(), v.regex(/^\d{5,7}$/), v.description('a shortcode of M-Pesa: 5 to 7 digits'));
}

function phone() {
	return v.pipe(phoneDigits, v.description('a phone number with its country code, for example +254722000000'));
}

function url(schemes: readonly string[]) {
	const prefixes = schemes.map((scheme) => (scheme === 'file' ? 'file:' : `${scheme}://`));
	return v.pipe(
		v.string(),
		v.check((value) => prefixes.some((prefix) => value.startsWith(prefix)) && URL.canParse(value)),
		v.check((value) => !URL.canParse(value) || new URL(value).username === ''),
		v.description(`a URL without user and password that begins with ${prefixes.join(', ')}`),
	);
}

/** `Name <address>`, or the address alone. */
function sender() {
	return v.pipe(
		v.string(),
		v.maxLength(512),
		v.transform(splitSender),
		v.object({ name: v.union([v.literal(''), safeText(100)]), address: emailText }),
		v.description('whom mail comes from, for example Pitlane <no-reply@pitlane.example>'),
	);
}

function splitSender(text: string): { name: string; address: string } {
	const [, name, address] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? ['', '', text];
	return { name: (name ?? '').trim(), address: address ?? '' };
}

function origin() {
	return v.pipe(
		v.string(),
		v.check((value) => /^https?:/.test(value) && URL.canParse(value)),
		v.transform((value) => new URL(value)),
		v.check((value) => value.href === `${value.origin}/`),
		v.transform((value) => value.origin),
		v.description('an origin without path, for example https://pitlane.example'),
	);
}

function seed() {
	return v.pipe(
		v.string(),
		v.base64(),
		v.transform((value) => Uint8Array.from(atob(value), (character) => character.charCodeAt(0))),
		v.check((bytes) => bytes.length === 32),
		v.description('32 bytes in base64, for example of `openssl rand -base64 32`'),
		v.metadata({ secret: true }),
	);
}
