/** Ports of this machine. */
import { createServer } from 'node:net';

/** True if nothing listens on the port of 127.0.0.1. */
export function isPortFree(port) {
	return new Promise((done) => {
		const server = createServer();
		server.once('error', () => done(false));
		server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
	});
}

/** That many different ports on which nothing listens. */
export async function freePorts(count) {
	const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
	const ports = servers.map((server) => server.address().port);
	await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
	return ports;
}

function listenAnywhere() {
	return new Promise((done, fail) => {
		const server = createServer();
		server.once('error', fail);
		server.listen(0, '127.0.0.1', () => done(server));
	});
}
