import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

/**
 * Makes `read()` return everything that is buffered, as the broker's parser expects. Where streams hand out one
 * chunk a call (Deno, newer Node), the broker would leave the rest of a packet unread for ever.
 */
export function readWhole<Stream extends Duplex>(stream: Stream): Stream {
	const read = stream.read.bind(stream) as (size?: number) => Buffer | null;
	stream.read = (size?: number): Buffer | null => {
		const chunks: Buffer[] = [];
		for (let chunk = read(size); chunk !== null; chunk = stream.readableLength > 0 ? read() : null) chunks.push(chunk);
		return chunks.length > 1 ? Buffer.concat(chunks) : (chunks[0] ?? null);
	};
	return stream;
}

/** A WebSocket as a byte stream. Its frames are bounded by the server's `maxPayload`. */
export function webSocketStream(socket: WebSocket): Duplex {
	const stream = new Duplex({
		read: () => undefined,
		write: (chunk: Buffer, _, done) => socket.send(chunk, done),
		final: (done) => {
			socket.close();
			done();
		},
		destroy: (error, done) => {
			socket.terminate();
			done(error);
		},
	});
	socket.on('message', (data: RawData) => stream.push(data));
	socket.on('close', () => {
		stream.push(null);
		stream.destroy();
	});
	socket.on('error', (error) => stream.destroy(error));
	return stream;
}
