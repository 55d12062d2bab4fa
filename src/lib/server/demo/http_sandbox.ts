import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to a sandbox; `json` is undefined where there is no body. */
export interface SandboxRequest {
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly json: unknown;
}

export interface SandboxReply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string;
}

/** A server of 127.0.0.1 that runs until it is stopped. */
export interface HttpSandbox {
	readonly url: string;
	/** Closes every connection; those that wait get no answer. */
	stop(): Promise<void>;
}

const bodyLimitBytes = 1_000_000;

/** Listens on a port of 127.0.0.1, 0 for any that is free. Null as a reply, or anything thrown, closes the connection without an answer. */
export async function startHttpSandbox(
	port: number,
	answer: (request: SandboxRequest) => Promise<SandboxReply | null>,
): Promise<HttpSandbox> {
	const server = createServer((request, response) => {
		readRequest(request)
			.then(answer)
			.then((reply) => send(response, reply))
			// Whatever breaks here is silence there, as of a server that falls over.
			.catch(() => response.destroy());
	});
	await new Promise<void>((ready, fail) => {
		server.once('error', fail);
		server.listen(port, '127.0.0.1', ready);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop() {
			return new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			});
		},
	};
}

/** A reply of JSON. */
export function jsonReply(body: unknown, status = 200): SandboxReply {
	return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

async function readRequest(request: IncomingMessage): Promise<SandboxRequest> {
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		sizeBytes += chunk.byteLength;
		if (sizeBytes > bodyLimitBytes) throw new RangeError('The request is too large');
		chunks.push(chunk);
	}
	const text = Buffer.concat(chunks).toString();
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
	const json: unknown = text === '' ? undefined : JSON.parse(text);
	return { path: pathname, query: searchParams, headers: request.headers, json };
}

function send(response: ServerResponse, reply: SandboxReply | null): void {
	if (reply === null) {
		response.destroy();
		return;
	}
	response.writeHead(reply.status, reply.headers).end(reply.body);
}
