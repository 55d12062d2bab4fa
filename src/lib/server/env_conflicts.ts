import * as v from 'valibot';
import { type Values, variables } from './env_variables.ts';

/** Signs actor tokens where no key is set: known to everyone who reads this, so refused in production. */
export const developmentSeed = new Uint8Array(32).fill(7);

/** What is wrong between variables that are each right: one sentence for each, none if all agree. */
export function conflicts(values: Values): string[] {
	return [
		...halfAccounts(values),
		...brokerNeeds(values),
		...halfGroup(values, odooGroup),
		...halfGroup(values, mpesaGroup),
		...needlessTill(values),
		...needlessPhone(values),
		...halfMail(values),
		...weakKey(values),
	];
}

function halfAccounts(values: Values): string[] {
	const pairs = [
		['PITLANE_MQTT_AGENT_USERNAME', 'PITLANE_MQTT_AGENT_PASSWORD'],
		['PITLANE_MQTT_APP_USERNAME', 'PITLANE_MQTT_APP_PASSWORD'],
		['PITLANE_SMTP_USERNAME', 'PITLANE_SMTP_PASSWORD'],
		['PITLANE_OCPP_TLS_CERT', 'PITLANE_OCPP_TLS_KEY'],
	] as const;
	return pairs.flatMap(([username, password]) => {
		if ((values[username] === undefined) === (values[password] === undefined)) return [];
		const [missing, given] = values[username] === undefined ? [username, password] : [password, username];
		return [`${missing} is not set, should be beside ${given}`];
	});
}

/** Browsers reach a broker only where agent and app reach it too, and the app may let them in. */
function brokerNeeds(values: Values): string[] {
	if (values.PITLANE_MQTT_WS_URL === undefined) return [];
	const needed = ['PITLANE_MQTT_URL', 'PITLANE_MQTT_APP_USERNAME'] as const;
	return needed
		.filter((name) => values[name] === undefined)
		.map((name) => `${name} is not set, should be beside PITLANE_MQTT_WS_URL`);
}

const odooGroup = ['PITLANE_ODOO_URL', 'PITLANE_ODOO_DATABASE', 'PITLANE_ODOO_LOGIN', 'PITLANE_ODOO_API_KEY'] as const;

const mpesaGroup = [
	'PITLANE_MPESA_URL',
	'PITLANE_MPESA_CONSUMER_KEY',
	'PITLANE_MPESA_CONSUMER_SECRET',
	'PITLANE_MPESA_SHORTCODE',
	'PITLANE_MPESA_PASSKEY',
] as const;

/** Odoo and M-Pesa are reached with all that belongs to them, or not at all. */
function halfGroup(values: Values, names: readonly (keyof Values)[]): string[] {
	const given = names.find((name) => values[name] !== undefined);
	if (given === undefined) return [];
	const missing = names.filter((name) => values[name] === undefined);
	return missing.map((name) => `${name} is not set, should be beside ${given}`);
}

/** A paybill has no till: with one, money would be asked for another account than was meant. */
function needlessTill(values: Values): string[] {
	const isNeedless = values.PITLANE_MPESA_TILL !== undefined && values.PITLANE_MPESA_TYPE === 'paybill';
	return isNeedless ? ['PITLANE_MPESA_TILL is set, should be beside PITLANE_MPESA_TYPE=till only'] : [];
}

/** Without M-Pesa nothing is registered. */
function needlessPhone(values: Values): string[] {
	if (values.PITLANE_MPESA_NOMINATED_PHONE === undefined || values.PITLANE_MPESA_URL !== undefined) return [];
	return ['PITLANE_MPESA_URL is not set, should be beside PITLANE_MPESA_NOMINATED_PHONE'];
}

/** Mail needs a server and a sender; an account needs the server, and protection for its password. */
function halfMail(values: Values): string[] {
	const problems = halfGroup(values, ['PITLANE_SMTP_URL', 'PITLANE_SMTP_FROM']);
	if (values.PITLANE_SMTP_USERNAME === undefined) return problems;
	if (values.PITLANE_SMTP_URL === undefined && problems.length === 0)
		problems.push('PITLANE_SMTP_URL is not set, should be beside PITLANE_SMTP_USERNAME');
	if (values.PITLANE_SMTP_TLS === 'none' && values.PITLANE_SMTP_URL?.startsWith('smtp:'))
		problems.push('PITLANE_SMTP_TLS is "none", should be required beside PITLANE_SMTP_PASSWORD');
	return problems;
}

function weakKey(values: Values): string[] {
	const key = values.PITLANE_ACTOR_TOKEN_KEY;
	if (values.NODE_ENV !== 'production' || key?.some((byte, i) => byte !== developmentSeed[i])) return [];
	const is = key === undefined ? 'not set' : 'the published one of development';
	return [
		`PITLANE_ACTOR_TOKEN_KEY is ${is}, should in production be ${v.getDescription(variables.PITLANE_ACTOR_TOKEN_KEY.wrapped)}`,
	];
}
