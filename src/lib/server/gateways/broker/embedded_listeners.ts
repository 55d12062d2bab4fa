import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Aedes } from 'aedes';
import { WebSocketServer } from 'ws';
import { listen } from './free_ports.ts';
import { readWhole, webSocketStream } from './socket_streams.ts';

/** Opens the broker's TCP and WebSocket ports on 127.0.0.1. A taken port rejects with the system's error. */
export async function startListeners(
	broker: Aedes,
	options: { tcpPort: number; wsPort: number; maximumPacketBytes: number },
) {
	const sockets = new Set<Socket>();
	const remember = (socket: Socket) => {
		sockets.add(socket);
		socket.setNoDelay(true);
		socket.once('close', () => sockets.delete(socket));
	};
	const tcp = createTcpServer((socket) => {
		remember(socket);
		broker.handle(readWhole(socket));
	});
	const http = createHttpServer((_, response) => void response.writeHead(426).end());
	http.on('connection', remember);
	const upgrade = new WebSocketServer({
		noServer: true,
		maxPayload: options.maximumPacketBytes,
		handleProtocols: (protocols) => (protocols.has('mqtt') ? 'mqtt' : false),
	});
	http.on('upgrade', (request, socket, head) => {
		upgrade.handleUpgrade(request, socket, head, (webSocket) => {
			broker.handle(readWhole(webSocketStream(webSocket)), request);
		});
	});
	const ports = [await listen(tcp, options.tcpPort, '127.0.0.1')];
	try {
		ports.push(await listen(http, options.wsPort, '127.0.0.1'));
	} catch (error) {
		tcp.close();
		throw error;
	}
	return {
		urls: { tcpUrl: `mqtt://127.0.0.1:${ports[0]}`, wsUrl: `ws://127.0.0.1:${ports[1]}` },
		async stop() {
			const closed = Promise.all([once(tcp, 'close'), once(http, 'close')]);
			await new Promise<void>((resolve) => broker.close(resolve));
			tcp.close();
			http.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
