/**
 * The client of the HTTP measurements, in a process of its own: reads `{port, lists}` as JSON from standard input, sends each list of
 * requests over one connection that stays open, and prints `{elapsedMs, latenciesMs}`. It speaks no more HTTP than it needs, so that
 * little of the machine goes to it.
 */
import { json } from 'node:stream/consumers';
import process from 'node:process';

/** What the client is told to send: the requests of each connection, as they go over the wire. */
export interface HttpLoad {
	readonly port: number;
	readonly lists: readonly string[][];
}

const encoder = new TextEncoder();
/** One character a byte. */
const decoder = new TextDecoder('latin1');

const { port, lists } = (await json(process.stdin)) as HttpLoad;
const connections = await Promise.all(
	lists.map(async (list) => {
		const connection = await Deno.connect({ hostname: '127.0.0.1', port });
		connection.setNoDelay(true);
		return { connection, requests: list.map((text) => encoder.encode(text)) };
	}),
);
const latenciesMs: number[] = [];
const startedAt = performance.now();
await Promise.all(
	connections.map(async ({ connection, requests }) => {
		const buffer = new Uint8Array(64 * 1024);
		for (const request of requests) {
			const begun = performance.now();
			await connection.write(request);
			await readResponse(connection, buffer);
			latenciesMs.push(performance.now() - begun);
		}
	}),
);
process.stdout.write(JSON.stringify({ elapsedMs: performance.now() - startedAt, latenciesMs }));
for (const { connection } of connections) connection.close();

/** Reads one response to its end. Throws if it is not a 200: a refusal must not count as a save. */
async function readResponse(connection: Deno.Conn, buffer: Uint8Array): Promise<void> {
	let text = '';
	while (!isWhole(text)) {
		const length = await connection.read(buffer);
		if (length === null) throw new Error(`The server hung up after: ${text}`);
		text += decoder.decode(buffer.subarray(0, length));
	}
	if (!text.startsWith('HTTP/1.1 200')) throw new Error(text);
}

function isWhole(text: string): boolean {
	const headEnd = text.indexOf('\r\n\r\n');
	if (headEnd < 0) return false;
	const announced = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1];
	return announced === undefined ? text.endsWith('0\r\n\r\n') : text.length >= headEnd + 4 + Number(announced);
}
