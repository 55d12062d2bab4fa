/** Where broker and app are, as the environment has it. */
export interface BrokerAddresses {
	/** Origin of the app. */
	readonly origin: string;
	/** TCP address of the broker. */
	readonly url: string | undefined;
	/** WebSocket address of the broker. */
	readonly webSocketUrl: string | undefined;
}

/** Where service accounts and tabs connect; a placeholder where the address means nothing to whoever reads it. */
export interface ShownServers {
	readonly tcp: URL;
	readonly webSocket: URL;
}

const placeholders = { tcp: 'mqtts://broker.example:8883', webSocket: 'wss://broker.example/mqtt' };

/**
 * The addresses as strangers may see them: public hosts as they are, and loopback where the app itself is on loopback.
 * Names and addresses of an inner network are not given away.
 */
export function shownServers({ origin, url, webSocketUrl }: BrokerAddresses): ShownServers {
	const shown = (address: string | undefined) =>
		address !== undefined && isOfUse(new URL(address), new URL(origin)) ? address : undefined;
	return {
		tcp: new URL(shown(url) ?? placeholders.tcp),
		webSocket: new URL(shown(webSocketUrl) ?? placeholders.webSocket),
	};
}

/** Port of a broker's TCP address; 1883, or 8883 under TLS, where it names none. */
export function brokerPort({ port, protocol }: URL): string {
	return port || (protocol === 'mqtts:' ? '8883' : '1883');
}

/** The Server Objects of AsyncAPI 3. */
export function describeServers({ tcp, webSocket }: ShownServers) {
	const mqtt = { cleanSession: true, sessionExpiryInterval: 0, bindingVersion: '0.2.0' };
	return {
		tcp: {
			host: `${tcp.hostname}:${brokerPort(tcp)}`,
			protocol: tcp.protocol === 'mqtts:' ? 'secure-mqtt' : 'mqtt',
			protocolVersion: '5.0',
			description: 'For service accounts: stations’ own devices and other backends.',
			security: [{ $ref: '#/components/securitySchemes/service_account' }],
			bindings: { mqtt },
		},
		websocket: {
			host: webSocket.host,
			pathname: webSocket.pathname,
			protocol: webSocket.protocol.slice(0, -1),
			description: 'MQTT 5 over WebSocket (subprotocol `mqtt`), for the tabs of signed-in people.',
			security: [{ $ref: '#/components/securitySchemes/tab_credential' }],
			bindings: { mqtt },
		},
	};
}

function isOfUse(address: URL, origin: URL): boolean {
	return isLoopback(address.hostname) ? isLoopback(origin.hostname) : isPublic(address.hostname);
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

/** Networks that only reach their own: RFC 1918, RFC 6598, link-local. */
const innerNetwork =
	/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.)/;
const innerName = /\.(local|internal|lan|intranet|localdomain|home\.arpa)$/i;

function isPublic(host: string): boolean {
	if (/^[\d.]+$/.test(host)) return !innerNetwork.test(host);
	return host.includes('.') && !host.startsWith('[') && !innerName.test(host);
}
