import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, STATUS_CODES, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '#lib/kernel/clock.ts';
import { FaultError } from '#lib/kernel/fault.ts';
import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import { admit } from './admit.ts';
import { keepConnections } from './connected_chargers.ts';
import { defaultLimits, type OcppLimits } from './limits.ts';
import { createPasswordGuesses } from './password_guesses.ts';
import { chooseProtocol, readUpgrade } from './read_upgrade.ts';
import { sendCommands } from './send_commands.ts';

/** What the gateway needs. */
export interface OcppGatewayOptions {
	/** 0 takes any that is free. */
	readonly port: number;
	readonly host: string;
	readonly desk: ChargerDesk;
	readonly clock: Clock;
	/** Hears of everything that went wrong on our side; nothing of it ends the gateway. */
	readonly onFault: (error: unknown) => void;
	/** PEM files, for security profile 2 without a proxy. */
	readonly tls?: { readonly certPath: string; readonly keyPath: string } | undefined;
	readonly limits?: Partial<OcppLimits>;
	/** The network address that a request comes from, by which wrong passwords are counted; null where nobody knows. The peer's unless told. */
	readonly addressOf?: ((request: IncomingMessage) => string | null) | undefined;
}

/** A gateway that chargers connect to. */
export interface OcppGateway {
	readonly port: number;
	/** Ids of the chargers that are connected to this process. */
	connectedChargers(): string[];
	/** Ends every connection; resolves once the desk knows of all that was in hand. */
	close(): Promise<void>;
}

/** Spec: RFC 6455 §7.4.1. */
const protocolError = 1002;

/**
 * Listens for chargers at `/ocpp/<chargePointId>`: OCPP 1.6J and 2.0.1 over WebSocket, with basic authentication (security profile 1, with TLS 2).
 * A taken port rejects with the system's error (EADDRINUSE), a certificate that cannot be read with FaultError.
 */
export async function startOcppGateway(options: OcppGatewayOptions): Promise<OcppGateway> {
	const { desk, clock, onFault } = options;
	const limits = { ...defaultLimits, ...options.limits };
	const { addressOf = peerOf } = options;
	const guesses = createPasswordGuesses(limits.guesses, clock);
	const chargers = keepConnections({ desk, clock, limits, onFault });
	const webSockets = new WebSocketServer({
		noServer: true,
		maxPayload: limits.frameBytes,
		perMessageDeflate: false,
		handleProtocols: chooseProtocol,
	});
	let isClosing = false;

	async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const asked = readUpgrade(request);
		const admitted = asked && (await admit(asked, addressOf(request), { desk, guesses, onFault }));
		if (asked === null || admitted?.status !== 101 || isClosing) {
			refuse(socket, isClosing ? 503 : (admitted?.status ?? 404), admitted?.waitMs);
			return;
		}
		webSockets.handleUpgrade(request, socket, head, (webSocket) => {
			// Spec: OCPP 1.6J §3.2: completed without a subprotocol, then closed at once.
			if (webSocket.protocol === '') webSocket.close(protocolError, 'Offer ocpp1.6 or ocpp2.0.1');
			else chargers.welcome(asked.chargerId, webSocket);
		});
	}

	const server = await createListener(options.tls);
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const give = () => socket.destroy();
		socket.on('error', give);
		upgrade(request, socket, head).catch((error: unknown) => {
			onFault(error);
			give();
		});
	});
	const port = await listen(server, options);
	const commands = sendCommands({ desk, chargers: chargers.byId, pollMs: limits.pollMs, onFault });
	return {
		port,
		connectedChargers: () => [...chargers.byId.keys()],
		async close() {
			isClosing = true;
			const closed = new Promise((resolve) => server.close(resolve));
			const stopped = commands.stop();
			await chargers.close();
			await stopped;
			server.closeAllConnections();
			await closed;
		},
	};
}

function refuse(socket: Duplex, status: number, waitMs = 0): void {
	const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="ocpp", charset="UTF-8"\r\n' : '';
	const later = waitMs > 0 ? `Retry-After: ${Math.ceil(waitMs / 1000)}\r\n` : '';
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${challenge}${later}Connection: close\r\nContent-Length: 0\r\n\r\n`,
	);
}

function peerOf({ socket }: IncomingMessage): string {
	return socket.remoteAddress ?? '';
}

async function createListener(tls: OcppGatewayOptions['tls']) {
	const upgradeRequired: RequestListener = (_, response) => void response.writeHead(426).end();
	if (!tls) return createHttpServer(upgradeRequired);
	try {
		const [cert, key] = await Promise.all([readFile(tls.certPath), readFile(tls.keyPath)]);
		return createHttpsServer({ cert, key, minVersion: 'TLSv1.2' }, upgradeRequired);
	} catch (cause) {
		throw new FaultError('ocpp', 'The certificate of the charger port cannot be read', { cause });
	}
}

function listen(
	server: Awaited<ReturnType<typeof createListener>>,
	{ port, host }: Pick<OcppGatewayOptions, 'port' | 'host'>,
): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve((server.address() as AddressInfo).port);
		});
	});
}
