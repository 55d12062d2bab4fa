import type { IncomingMessage } from 'node:http';
import type { OcppProtocol } from './ocpp_protocol.ts';

/** Who asks for a connection. */
export interface Upgrade {
	readonly chargerId: string;
	/** Null where there is none for this charger. */
	readonly password: string | null;
}

/** Names of charge points: what both versions allow. Spec: OCPP 2.0.1 part 2, identifierString, at most 48. */
const addressForm = /^\/ocpp\/([\w*\-=:+|@.]{1,48})$/;

/** Reads who asks, from `/ocpp/<chargePointId>` and its basic authentication; null for another address. Spec: OCPP 1.6J §3.1, security whitepaper A00. */
export function readUpgrade({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): Upgrade | null {
	const path = decodedPath(url ?? '');
	const chargerId = path && addressForm.exec(path)?.[1];
	if (!chargerId) return null;
	return { chargerId, password: passwordOf(headers.authorization, chargerId) };
}

/** The first subprotocol of the charger's that we speak, for its list is in its order of preference; false for none. */
export function chooseProtocol(offered: Iterable<string>): OcppProtocol | false {
	for (const protocol of offered) if (protocol === 'ocpp1.6' || protocol === 'ocpp2.0.1') return protocol;
	return false;
}

/** The user name is the charger's, which may contain colons; a password that is no text is told as hexadecimal digits, as chargers are given it. */
function passwordOf(header: string | undefined, chargerId: string): string | null {
	const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? '')?.[1];
	if (encoded === undefined) return null;
	const bytes = Buffer.from(encoded, 'base64');
	const user = Buffer.from(`${chargerId}:`);
	if (!bytes.subarray(0, user.length).equals(user)) return null;
	const password = bytes.subarray(user.length);
	const text = password.toString('utf8');
	return Buffer.from(text).equals(password) ? text : password.toString('hex');
}

function decodedPath(url: string): string | null {
	try {
		return decodeURIComponent(url.split('?')[0] ?? '');
	} catch {
		return null;
	}
}
