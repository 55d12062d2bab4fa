import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { conflicts, developmentSeed } from './env_conflicts.ts';
import type { OdooNames } from './env_odoo_names.ts';
import { environment, isSecret, type Values, variables } from './env_variables.ts';

/** One account at the broker, bound to its client id. */
export interface BrokerAccount {
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
}

/** The operator's Odoo, and the account there that the agent writes with. */
export interface OdooAccount {
	/** Where Odoo answers, without a slash at the end. */
	readonly url: string;
	readonly database: string;
	readonly login: string;
	readonly apiKey: string;
	/** `json2` from Odoo 19 on; `jsonrpc` before. */
	readonly api: 'jsonrpc' | 'json2';
	readonly names: OdooNames;
}

/** The operator's account at M-Pesa's Daraja. */
export interface MpesaAccount {
	/** Where Daraja answers, without a slash at the end. */
	readonly url: string;
	readonly consumerKey: string;
	readonly consumerSecret: string;
	/** The paybill, or the store that a till belongs to. */
	readonly shortcode: string;
	readonly passkey: string;
	readonly type: 'paybill' | 'till';
	/** Where the money goes: the till, or the shortcode itself. */
	readonly receiver: string;
	/** Origin that callbacks reach us at. */
	readonly callbackBase: string;
	/** The phone that the shortcode's owner named to Safaricom, digits of E.164; undefined: the shortcode is not registered for pulling. */
	readonly nominatedPhone: string | undefined;
}

/** The server that mail is handed to, and whom it comes from. */
export interface SmtpAccount {
	readonly host: string;
	readonly port: number;
	/** `implicit` from the first byte, `starttls` before anything is said, `none` in the clear. */
	readonly tls: 'implicit' | 'starttls' | 'none';
	readonly login: { readonly username: string; readonly password: string } | undefined;
	readonly from: { readonly name: string; readonly address: string };
}

/** Where chargers connect to the agent: plain behind a proxy that ends TLS, or with PEM files of its own. */
export interface OcppListener {
	readonly port: number;
	readonly host: string;
	readonly tls: { readonly certPath: string; readonly keyPath: string } | undefined;
}

/** The environment, parsed: what an operator may set, and nothing that code decides. */
export interface Env {
	readonly mode: 'development' | 'production' | 'test';
	/** Address and port to listen on. */
	readonly host: string;
	readonly port: number;
	/** What people have in the address bar, without path: forms from elsewhere are refused. */
	readonly origin: string;
	/** True if the last X-Forwarded-For entry was written by a proxy of ours. */
	readonly trustProxy: boolean;
	readonly logLevel: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal';
	/** True on a demonstration: banner, demo accounts and the simulated rack of batteries. */
	readonly demo: boolean;
	readonly database: { readonly url: string; readonly authToken: string | undefined };
	readonly mqtt: {
		/** Where agent and app reach the broker; undefined: every operation goes over HTTPS. */
		readonly url: string | undefined;
		/** Where browsers reach it; undefined: they go over HTTPS. */
		readonly webSocketUrl: string | undefined;
		readonly agent: BrokerAccount | undefined;
		/** The account that may mint and revoke the browsers' credentials. */
		readonly app: BrokerAccount | undefined;
		/** Connections of one agent process, 1…64. */
		readonly agentConnections: number;
	};
	/** Ed25519 seed, 32 bytes, that signs and verifies actor tokens: the same for web and agent. */
	readonly actorTokenSeed: Uint8Array;
	/** The ERP; undefined: what is for it waits in the outbox. */
	readonly odoo: OdooAccount | undefined;
	/** Mobile money; undefined: no phone is asked for any. */
	readonly mpesa: MpesaAccount | undefined;
	/** The mail server; undefined: mail waits in the outbox. */
	readonly smtp: SmtpAccount | undefined;
	/** What a kWh costs at stations without a price of their own; undefined: nobody charges there. */
	readonly chargeTariff: { readonly currency: string; readonly priceMinorPerKwh: number } | undefined;
	/** Where chargers connect; undefined: none does. */
	readonly ocpp: OcppListener | undefined;
	/** The operator as partners of OCPI know it: country code of ISO 3166-1 alpha-2, and operator id. */
	readonly ocpi: { readonly country: string; readonly party: string };
}

/**
 * Parses the environment: every variable of `.env.example`, an empty one counting as unset.
 * Throws one `FaultError` that names each variable that is wrong, what it is and what it should be; secrets are not repeated.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
	const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
	const parsed = v.safeParse(environment, given);
	const problems = unknownNames(given);
	if (!parsed.success) throw wrong([...problems, ...parsed.issues.map(describeIssue)]);
	problems.push(...conflicts(parsed.output));
	if (problems.length > 0) throw wrong(problems);
	return arrange(parsed.output);
}

/** `readEnv` of this process: the one place where the environment is read. */
export function readProcessEnv(): Env {
	return readEnv(process.env);
}

function wrong(problems: readonly string[]): FaultError {
	return new FaultError('environment', ['Environment is wrong', ...new Set(problems)].join('\n  '));
}

function describeIssue(issue: v.InferIssue<typeof environment>): string {
	const path = issue.path ?? [];
	const { wrapped } = variables[String(path[0]?.key) as keyof typeof variables];
	const value = isSecret(wrapped) ? 'something else' : JSON.stringify(withoutCredentials(String(path.at(-1)?.value)));
	return `${path.map(({ key }) => String(key)).join('.')} is ${value}, should be ${v.getDescription(wrapped)}`;
}

function withoutCredentials(value: string): string {
	return value.replace(/\/\/[^@]*@/, '//…@').replace(/\?.*/, '?…');
}

/** A misspelt name would silently mean the default. */
function unknownNames(given: Record<string, unknown>): string[] {
	const names = Object.keys(given).filter((name) => name.startsWith('PITLANE_') && !(name in variables));
	return names.map((name) => `${name} is set, should be a name of .env.example`);
}

function arrange(values: Values): Env {
	const ownOrigin = values.PITLANE_ORIGIN ?? `http://localhost:${values.PORT}`;
	return {
		mode: values.NODE_ENV,
		host: values.HOST,
		port: values.PORT,
		origin: ownOrigin,
		trustProxy: values.PITLANE_TRUST_PROXY,
		logLevel: values.PITLANE_LOG_LEVEL,
		demo: values.PITLANE_DEMO,
		database: { url: values.PITLANE_DATABASE_URL, authToken: values.PITLANE_DATABASE_AUTH_TOKEN },
		mqtt: {
			url: values.PITLANE_MQTT_URL,
			webSocketUrl: values.PITLANE_MQTT_WS_URL,
			agent: account(
				values.PITLANE_MQTT_AGENT_USERNAME,
				values.PITLANE_MQTT_AGENT_PASSWORD,
				values.PITLANE_MQTT_AGENT_CLIENT_ID,
			),
			app: account(
				values.PITLANE_MQTT_APP_USERNAME,
				values.PITLANE_MQTT_APP_PASSWORD,
				values.PITLANE_MQTT_APP_CLIENT_ID,
			),
			agentConnections: values.PITLANE_MQTT_AGENT_CONNECTIONS,
		},
		actorTokenSeed: values.PITLANE_ACTOR_TOKEN_KEY ?? developmentSeed,
		odoo: odooAccount(values),
		mpesa: mpesaAccount(values, ownOrigin),
		smtp: smtpAccount(values),
		chargeTariff: values.PITLANE_CHARGE_TARIFF,
		ocpp: ocppListener(values),
		ocpi: { country: values.PITLANE_OCPI_COUNTRY, party: values.PITLANE_OCPI_PARTY },
	};
}

function ocppListener(values: Values): OcppListener | undefined {
	const { PITLANE_OCPP_PORT: port, PITLANE_OCPP_HOST: host, PITLANE_OCPP_TLS_CERT: certPath } = values;
	const keyPath = values.PITLANE_OCPP_TLS_KEY;
	if (port === undefined) return undefined;
	return { port, host, tls: certPath !== undefined && keyPath !== undefined ? { certPath, keyPath } : undefined };
}

function odooAccount(values: Values): OdooAccount | undefined {
	const { PITLANE_ODOO_URL: url, PITLANE_ODOO_DATABASE: database, PITLANE_ODOO_LOGIN: login } = values;
	const { PITLANE_ODOO_API_KEY: apiKey, PITLANE_ODOO_API: api, PITLANE_ODOO_NAMES: names } = values;
	if (url === undefined || database === undefined || login === undefined || apiKey === undefined) return undefined;
	return { url: url.replace(/\/+$/, ''), database, login, apiKey, api, names };
}

function mpesaAccount(values: Values, ownOrigin: string): MpesaAccount | undefined {
	const { PITLANE_MPESA_URL: url, PITLANE_MPESA_SHORTCODE: shortcode, PITLANE_MPESA_PASSKEY: passkey } = values;
	const { PITLANE_MPESA_CONSUMER_KEY: consumerKey, PITLANE_MPESA_CONSUMER_SECRET: consumerSecret } = values;
	if (!url || !shortcode || !passkey || !consumerKey || !consumerSecret) return undefined;
	return {
		url: url.replace(/\/+$/, ''),
		consumerKey,
		consumerSecret,
		shortcode,
		passkey,
		type: values.PITLANE_MPESA_TYPE,
		receiver: values.PITLANE_MPESA_TILL ?? shortcode,
		callbackBase: values.PITLANE_MPESA_CALLBACK_BASE ?? ownOrigin,
		nominatedPhone: values.PITLANE_MPESA_NOMINATED_PHONE,
	};
}

function smtpAccount(values: Values): SmtpAccount | undefined {
	const { PITLANE_SMTP_URL: url, PITLANE_SMTP_FROM: from, PITLANE_SMTP_TLS: protection } = values;
	const { PITLANE_SMTP_USERNAME: username, PITLANE_SMTP_PASSWORD: password } = values;
	if (url === undefined || from === undefined) return undefined;
	const { protocol, hostname, port } = new URL(url);
	const isImplicit = protocol === 'smtps:';
	return {
		host: hostname.replace(/^\[|\]$/g, ''),
		port: Number(port) || (isImplicit ? 465 : 587),
		tls: isImplicit ? 'implicit' : protection === 'none' ? 'none' : 'starttls',
		login: username === undefined || password === undefined ? undefined : { username, password },
		from,
	};
}

function account(
	username: string | undefined,
	password: string | undefined,
	clientId: string,
): BrokerAccount | undefined {
	return username === undefined || password === undefined ? undefined : { username, password, clientId };
}
