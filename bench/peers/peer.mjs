/**
 * What the programs of the peers share. Each is run by Node as `node PEER.mjs INSTALLED DATA`, reads `{documents}` as JSON from standard
 * input, puts them in its store at version 1, prints a PeerPlace as one line of JSON, and serves until it is killed. A request is
 * `{version, patch}`, its answer `{version}`: read by id, check the version, merge the patch (RFC 7396), append an event, durable.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { json } from 'node:stream/consumers';

/** Folder of the installed packages, folder for the data, and the documents by id. */
export async function readTask() {
	const [installed, data] = process.argv.slice(2);
	const { documents } = await json(process.stdin);
	return { installed, data, documents };
}

/** Loads a package from the folder where the peer is installed. */
export function installedPackage(installed, name) {
	return createRequire(`${installed}/`)(name);
}

/** Starts a server that ends with this program, by `signal`. */
export function startServer({ program, args, options = {}, signal = 'SIGKILL' }) {
	const server = spawn(program, args, { ...options, stdio: ['ignore', 2, 2] });
	process.on('exit', () => server.kill(signal));
	process.on('SIGTERM', () => process.exit());
	server.on('exit', () => process.exit(1));
}

/** Tells the benchmark where and how to ask; `{id}` in the path stands for the session. */
export function announce({ port, method = 'POST', path, headers = {} }) {
	process.stdout.write(`${JSON.stringify({ port, method, path, headers })}\n`);
}

/** The document with the patch merged in, its version one higher; throws if the patch was made for another version. */
export function saved(document, { version, patch }) {
	if (document.version !== version) throw new Error(`Version ${version} was sent, should be ${document.version}`);
	return { ...merged(document, patch), version: version + 1 };
}

/** A TCP port of 127.0.0.1 on which nothing listened a moment ago. */
export async function freePort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Tries until it succeeds; throws the last failure after two minutes. */
export async function eventually(attempt) {
	const deadline = Date.now() + 120_000;
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
}

/** A POST of JSON; throws what was answered if that is no success. */
export async function post(url, body, headers = {}) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

function merged(target, patch) {
	if (!isObject(patch)) return patch;
	const result = isObject(target) ? { ...target } : {};
	for (const [name, value] of Object.entries(patch)) {
		if (value === null) delete result[name];
		else result[name] = merged(result[name], value);
	}
	return result;
}

function isObject(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
