/**
 * The client of the HTTP measurements, in a process of its own: reads an HttpLoad as JSON from standard input, sends each list of
 * requests over one connection that stays open, checks every answer after the run, and prints `{elapsedMs, latenciesMs}`. It speaks no
 * more HTTP than it needs, so that little of the machine goes to it.
 */
import { json } from 'node:stream/consumers';
import process from 'node:process';

/** A request as it goes over the wire, and the version its answer has to tell; null where it tells none. */
export interface HttpRequest {
	readonly text: string;
	readonly version: number | null;
}

/** What the client is told to send: the requests of each connection. */
export interface HttpLoad {
	readonly port: number;
	readonly lists: readonly (readonly HttpRequest[])[];
}

/** An answer's body: `{version}`, or one of tRPC with that inside. */
interface Answer {
	readonly version?: number;
	readonly result?: { readonly data: { readonly version: number } };
}

const encoder = new TextEncoder();
/** One character a byte. */
const decoder = new TextDecoder('latin1');

const { port, lists } = (await json(process.stdin)) as HttpLoad;
const connections = await Promise.all(
	lists.map(async (list) => {
		const connection = await Deno.connect({ hostname: '127.0.0.1', port });
		connection.setNoDelay(true);
		return { connection, requests: list.map(({ text, version }) => ({ bytes: encoder.encode(text), version })) };
	}),
);
const latenciesMs: number[] = [];
const answers: { readonly text: string; readonly version: number | null }[] = [];
const startedAt = performance.now();
await Promise.all(
	connections.map(async ({ connection, requests }) => {
		const buffer = new Uint8Array(64 * 1024);
		for (const { bytes, version } of requests) {
			const begun = performance.now();
			await writeAll(connection, bytes);
			const text = await readResponse(connection, buffer);
			latenciesMs.push(performance.now() - begun);
			answers.push({ text, version });
		}
	}),
);
const elapsedMs = performance.now() - startedAt;
for (const { text, version } of answers) checkVersion(text, version);
process.stdout.write(JSON.stringify({ elapsedMs, latenciesMs }));
for (const { connection } of connections) connection.close();

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
	for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}

/** Reads one response to its end. Throws if it is not a 200: a refusal must not count as a save. */
async function readResponse(connection: Deno.Conn, buffer: Uint8Array): Promise<string> {
	let text = '';
	while (!isWhole(text)) {
		const length = await connection.read(buffer);
		if (length === null) throw new Error(`The server hung up after: ${text}`);
		text += decoder.decode(buffer.subarray(0, length));
	}
	if (!text.startsWith('HTTP/1.1 200')) throw new Error(text);
	return text;
}

/** Throws if an answer tells another version than it should: then nothing was saved, or something else. */
function checkVersion(text: string, version: number | null): void {
	if (version === null) return;
	const body = text.slice(text.indexOf('\r\n\r\n'));
	const answer = JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1)) as Answer;
	const told = answer.version ?? answer.result?.data.version;
	if (told !== version) throw new Error(`The answer tells version ${told}, should be ${version}: ${text}`);
}

function isWhole(text: string): boolean {
	const headEnd = text.indexOf('\r\n\r\n');
	if (headEnd < 0) return false;
	const announced = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1];
	return announced === undefined ? text.endsWith('0\r\n\r\n') : text.length >= headEnd + 4 + Number(announced);
}
