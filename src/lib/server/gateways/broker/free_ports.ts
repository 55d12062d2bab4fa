import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/** Finds `count` different TCP ports of 127.0.0.1 on which nothing listened a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(servers.map((server) => listen(server, 0, '127.0.0.1')));
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

/** Rejects with the system's error (EADDRINUSE) if one of the ports of 127.0.0.1 is taken. */
export async function requireFree(ports: readonly number[]): Promise<void> {
	for (const port of ports) {
		const server = createServer();
		await listen(server, port, '127.0.0.1');
		await new Promise((resolve) => server.close(resolve));
	}
}

/** Listens and returns the port; rejects if it is taken. */
export function listen(
	server: Pick<Server, 'listen' | 'address' | 'once' | 'off'>,
	port: number,
	host: string,
): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve((server.address() as AddressInfo).port);
		});
	});
}
