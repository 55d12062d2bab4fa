import { spawn } from 'node:child_process';
import process from 'node:process';
import { json } from 'node:stream/consumers';
import type { HttpLoad } from './http_client.ts';
import { sampleOf, type Sample } from './sample.ts';

/** How many connections stay open at once in the measurements over HTTP. */
export const connectionCounts = [1, 16, 64] as const;

/** `1 connection`, `16 connections`. */
export function inConnections(count: number): string {
	return `${count} ${count === 1 ? 'connection' : 'connections'}`;
}

/** What a request with a body of JSON is made of. */
export interface JsonRequest {
	readonly method: string;
	readonly path: string;
	readonly port: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** A request of HTTP/1.1 as it goes over the wire. */
export function jsonRequest({ method, path, port, headers, body }: JsonRequest): string {
	const text = JSON.stringify(body);
	const all = {
		host: `localhost:${port}`,
		'content-type': 'application/json',
		'content-length': new TextEncoder().encode(text).length,
		...headers,
	};
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
	return `${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${text}`;
}

/** Sends a load from a process of its own; throws if an answer is not a 200 or tells another version than it should. */
export async function send(load: HttpLoad): Promise<Sample> {
	const client = spawn(process.execPath, ['run', '--allow-net=127.0.0.1', '--no-remote', 'bench/http_client.ts'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	client.stdin.end(JSON.stringify(load));
	const { elapsedMs, latenciesMs } = (await json(client.stdout)) as { elapsedMs: number; latenciesMs: number[] };
	return sampleOf(elapsedMs, latenciesMs);
}
