import { connect, type Socket } from 'node:net';

/**
 * A socket that is connected, by a name that the platform looks up: the mail library's own look-ups want more of Deno's permissions than host and
 * port. Rejects if that takes longer than `limitMs`.
 */
export function connectSocket({
	host,
	port,
	limitMs,
}: {
	host: string;
	port: number;
	limitMs: number;
}): Promise<Socket> {
	return new Promise((connected, failed) => {
		const socket = connect({ host, port });
		const fail = (error: Error) => {
			socket.destroy();
			failed(error);
		};
		const tooLate = () => fail(new Error(`No connection within ${limitMs} ms`));
		socket.setTimeout(limitMs, tooLate);
		socket.once('error', fail);
		socket.once('connect', () => {
			socket.setTimeout(0);
			socket.off('timeout', tooLate);
			socket.off('error', fail);
			connected(socket);
		});
	});
}
