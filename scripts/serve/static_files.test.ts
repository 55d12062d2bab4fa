import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerStatic, loadStaticFiles, type StaticFiles } from './static_files.ts';

const script = 'export const answer = 42;\n'.repeat(100);
let folder: string;
let files: StaticFiles;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'static-files-'));
	await mkdir(join(folder, '_app/immutable'), { recursive: true });
	await writeFile(join(folder, '_app/immutable/app.B1.js'), script);
	await writeFile(join(folder, 'service-worker.js'), 'self.x = 1;');
	await writeFile(join(folder, 'about.html'), '<p>About</p>');
	await writeFile(join(folder, 'größe.txt'), 'wide');
	files = await loadStaticFiles(folder);
});
afterAll(() => rm(folder, { recursive: true }));

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response | undefined> {
	return answerStatic(files, new Request(`http://localhost${path}`, { method, headers }));
}

test('a hashed asset may be kept for ever, everything else is asked for again', async () => {
	expect((await get('/_app/immutable/app.B1.js'))?.headers.get('cache-control')).toBe(
		'public, max-age=31536000, immutable',
	);
	expect((await get('/service-worker.js'))?.headers.get('cache-control')).toBe('no-cache');
});

test('a hashed asset that is gone is a 404 that no cache keeps', async () => {
	const response = await get('/_app/immutable/app.A0.js');
	expect([response?.status, response?.headers.get('cache-control')]).toEqual([404, 'no-store']);
});

test('what is no file, and what is not read, is left to the app', async () => {
	expect(await get('/api/sessions')).toBeUndefined();
	expect(await get('/%ff')).toBeUndefined();
	expect(await get('/../static_files.ts')).toBeUndefined();
	expect(await get('/service-worker.js', {}, 'POST')).toBeUndefined();
});

test.each([
	['br', brotliDecompressSync],
	['gzip', gunzipSync],
])('a client that accepts %s gets it, and the same bytes', async (encoding, decompress) => {
	const response = await get('/_app/immutable/app.B1.js', { 'accept-encoding': `${encoding};q=0.8, identity` });
	expect(response?.headers.get('content-encoding')).toBe(encoding);
	const body = Buffer.from(await (response as Response).arrayBuffer());
	expect(response?.headers.get('content-length')).toBe(String(body.length));
	expect(decompress(body).toString()).toBe(script);
});

test.each(['', 'br;q=0, gzip;q=0', 'deflate'])('a client that accepts %j gets it as it is', async (accepted) => {
	const response = await get('/_app/immutable/app.B1.js', { 'accept-encoding': accepted });
	expect(response?.headers.get('content-encoding')).toBeNull();
	expect(await response?.text()).toBe(script);
});

test('a client that has the file is told so, by any of its tags', async () => {
	const etag = (await get('/service-worker.js'))?.headers.get('etag') ?? '';
	expect((await get('/service-worker.js', { 'if-none-match': `"other", ${etag}` }))?.status).toBe(304);
	expect((await get('/service-worker.js', { 'if-none-match': '"other"' }))?.status).toBe(200);
});

test('HEAD has the length and no body', async () => {
	const response = await get('/service-worker.js', {}, 'HEAD');
	expect(response?.headers.get('content-length')).toBe('11');
	expect(await response?.text()).toBe('');
});

test('a prerendered page answers without its ending, and names may be encoded', async () => {
	expect(await (await get('/about'))?.text()).toBe('<p>About</p>');
	expect(await (await get('/gr%C3%B6%C3%9Fe.txt'))?.text()).toBe('wide');
});
