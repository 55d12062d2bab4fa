import type { IncomingMessage } from 'node:http';
import type { Env } from '../env.ts';

/**
 * Says which network address a charger's request came from, as `keyOf` counts addresses, to count wrong passwords by: the last entry of X-Forwarded-For if our own
 * proxy wrote it, else the peer of the connection. Null behind a proxy that is not trusted: all chargers would look like one.
 */
export function chargerAddress(
	{ trustProxy, ocpp }: Pick<Env, 'trustProxy' | 'ocpp'>,
	keyOf: (address: string) => string,
) {
	// Who ends TLS itself has no proxy before it.
	const isBehindProxy = trustProxy && !ocpp?.tls;
	return ({
		socket,
		headers,
	}: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }) => {
		const forwarded = isBehindProxy ? headers['x-forwarded-for'] : undefined;
		const told = String(forwarded ?? '')
			.split(',')
			.at(-1)
			?.trim();
		const address = keyOf(told || (socket.remoteAddress ?? ''));
		return address === '' || /^(127\.|0:0:0:0$)/.test(address) ? null : address;
	};
}
