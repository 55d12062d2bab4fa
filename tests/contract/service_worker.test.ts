import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '#lib/server/gateways/broker/free_ports.ts';
import { startDenoProgram, type DenoProgram } from '../fixtures/deno_program.ts';

/** What a browser needs of the built app to install it and to go on without network. */

let folder: string;
let origin: string;
let server: DenoProgram;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'service-worker-'));
	const [port = 0] = await freePorts(1);
	origin = `http://localhost:${port}`;
	const env = {
		PORT: String(port),
		PITLANE_ORIGIN: origin,
		PITLANE_DATABASE_URL: `file:${join(folder, 'pitlane.db')}`,
		PITLANE_ACTOR_TOKEN_KEY: randomBytes(32).toString('base64'),
	};
	server = await startDenoProgram('serve', { env, readyText: 'listens on' });
});
afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true });
});

async function headersOf(path: string): Promise<Record<string, string>> {
	const response = await fetch(origin + path);
	expect([path, response.status]).toEqual([path, 200]);
	return Object.fromEntries(response.headers);
}

test('the service worker is a script that is asked for anew each time', async () => {
	expect(await headersOf('/service-worker.js')).toMatchObject({
		'content-type': 'text/javascript; charset=utf-8',
		'cache-control': 'no-cache',
		'x-content-type-options': 'nosniff',
	});
});

test('it fetches every file of the app but what is WebAssembly, and each of them is there', async () => {
	const script = await (await fetch(`${origin}/service-worker.js`)).text();
	const paths = [...script.matchAll(/["'`](\/_app\/immutable\/[^"'`]+\.(?:js|css))["'`]/g)].map(
		([, path = '']) => path,
	);
	expect(paths.length).toBeGreaterThan(20);
	for (const path of new Set(paths)) {
		expect(await headersOf(path)).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
	}
});

test('the manifest and each of its icons are of the type they say', async () => {
	expect(await headersOf('/manifest.webmanifest')).toMatchObject({ 'content-type': 'application/manifest+json' });
	const manifest = (await (await fetch(`${origin}/manifest.webmanifest`)).json()) as {
		icons: { src: string; type: string; sizes: string; purpose: string }[];
	};
	for (const { src, type } of manifest.icons) expect(await headersOf(src)).toMatchObject({ 'content-type': type });
	const png = manifest.icons.filter(({ type }) => type === 'image/png');
	expect(png.map(({ sizes, purpose }) => `${purpose} ${sizes}`)).toEqual(
		expect.arrayContaining(['any 192x192', 'any 512x512', 'maskable 512x512']),
	);
});

test('each PNG is as large as it says', async () => {
	for (const [path, width] of [
		['/icon-192.png', 192],
		['/icon-512.png', 512],
		['/icon-maskable-192.png', 192],
		['/icon-maskable-512.png', 512],
		['/apple-touch-icon.png', 180],
	] as const) {
		const bytes = Buffer.from(await (await fetch(origin + path)).arrayBuffer());
		// The header chunk of PNG: width and height as 32-bit numbers at 16 and 20.
		expect([path, bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([path, width, width]);
	}
});

test('the page for being offline is nobody’s', async () => {
	const headers = await headersOf('/offline');
	expect(headers).not.toHaveProperty('x-page-owner');
	expect(headers['content-security-policy']).toContain("worker-src 'self'");
	expect(headers['content-security-policy']).toContain("manifest-src 'self'");
});

test('a sign-out has the browser delete its own copies of pages', async () => {
	const response = await fetch(`${origin}/sign-out`, { method: 'POST', headers: { origin }, redirect: 'manual' });
	expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in']);
	expect(response.headers.get('clear-site-data')).toBe('"cache"');
});
