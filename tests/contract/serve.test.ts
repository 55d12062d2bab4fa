import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { denoCommand } from '../../scripts/deno_flags.mjs';

/** The built app on Deno, as `npm start` runs it: what SvelteKit's own adapter does not give. */

interface Server {
	readonly child: ChildProcess;
	/** What it has said on standard error so far. */
	readonly said: () => string;
}

let folder: string;
let port: number;
let server: Server;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'serve-'));
	port = await freePort();
	server = start(port);
	await until(server, 'listens on');
});
afterAll(async () => {
	server.child.kill('SIGKILL');
	await rm(folder, { recursive: true });
});

function start(listenOn: number): Server {
	const { command, args, options } = denoCommand('serve', {
		...process.env,
		NODE_ENV: 'production',
		PORT: String(listenOn),
		PITLANE_DATABASE_URL: `file:${join(folder, 'pitlane.db')}`,
		PITLANE_ACTOR_TOKEN_KEY: randomBytes(32).toString('base64'),
	});
	const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
	let text = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	return { child, said: () => text };
}

async function until({ child, said }: Server, words: string): Promise<void> {
	while (!said().includes(words)) {
		const ended = await Promise.race([once(child.stderr!, 'data'), once(child, 'exit').then(() => 'ended' as const)]);
		if (ended === 'ended' && !said().includes(words))
			throw new Error(`The server ended before it said "${words}": ${said()}`);
	}
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port: free } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return free;
}

function get(path: string): Promise<Response> {
	return fetch(`http://127.0.0.1:${port}${path}`);
}

test('a new version can be noticed, and an asset of an old one is a 404', async () => {
	const version = await get('/_app/version.json');
	expect([version.status, version.headers.get('cache-control')]).toEqual([200, 'no-cache']);
	expect((await get('/_app/immutable/chunks/gone.js')).status).toBe(404);
});

test('pages and files alike refuse to be sniffed', async () => {
	for (const path of ['/_app/version.json', '/sign-in']) {
		expect((await get(path)).headers.get('x-content-type-options')).toBe('nosniff');
	}
});

test('a taken port is one clear line and an error', async () => {
	const second = start(port);
	const [code] = await once(second.child, 'exit');
	expect(code).toBe(1);
	expect(second.said()).toBe(`Port ${port} is taken, should be free: stop what listens there, or set PORT\n`);
});

test('SIGTERM ends it without an error', async () => {
	const exit = once(server.child, 'exit');
	server.child.kill('SIGTERM');
	expect(await exit).toEqual([0, null]);
});
