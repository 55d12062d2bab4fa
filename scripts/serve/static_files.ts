import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file as it is sent: its bytes, and each compressed form once somebody has asked for it. */
interface StaticFile {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly contentType: string;
	readonly cacheControl: string;
	readonly etag: string;
	readonly compressed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
}

/** Files by path below the origin; a prerendered page also by its path without `.html`. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

type Encoding = 'br' | 'gzip';

const contentTypes: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.jpg': 'image/jpeg',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json',
	'.webp': 'image/webp',
	'.woff2': 'font/woff2',
};
const compressible = new Set([
	'.css',
	'.html',
	'.ico',
	'.js',
	'.json',
	'.mjs',
	'.svg',
	'.txt',
	'.wasm',
	'.webmanifest',
]);
/** Below this a compressed body saves no packet. */
const compressFromBytes = 1024;
const immutablePath = '/_app/immutable/';

/** Reads every file below `folder` into memory, so that a request touches no disk and no path can leave the folder. */
export async function loadStaticFiles(folder: string): Promise<StaticFiles> {
	const files = new Map<string, StaticFile>();
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const file = join(entry.parentPath, entry.name);
		const path = `/${relative(folder, file).replaceAll('\\', '/')}`;
		const loaded = describe(path, new Uint8Array(await readFile(file)));
		files.set(path, loaded);
		if (path.endsWith('.html')) files.set(path.replace(/(\/index)?\.html$/, '') || '/', loaded);
	}
	return files;
}

function describe(path: string, bytes: Uint8Array<ArrayBuffer>): StaticFile {
	return {
		bytes,
		contentType: contentTypes[extname(path)] ?? 'application/octet-stream',
		// What has a hash in its name never changes; all else is asked for again, and mostly answered with 304.
		cacheControl: path.startsWith(immutablePath) ? 'public, max-age=31536000, immutable' : 'no-cache',
		etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
		compressed: new Map(),
	};
}

/**
 * Answers GET and HEAD of a static file, or nothing where the app has to answer.
 * A hashed asset that is gone is a 404 that no cache keeps, so that an old tab notices a new version.
 */
export async function answerStatic(files: StaticFiles, request: Request): Promise<Response | undefined> {
	if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
	const { pathname } = new URL(request.url);
	const file = files.get(decoded(pathname));
	if (file === undefined) return pathname.startsWith(immutablePath) ? gone() : undefined;
	const headers = new Headers({ 'cache-control': file.cacheControl, etag: file.etag, vary: 'accept-encoding' });
	if (isKnown(request.headers.get('if-none-match'), file.etag)) return new Response(null, { status: 304, headers });
	headers.set('content-type', file.contentType);
	const encoding = chooseEncoding(file, request.headers.get('accept-encoding') ?? '');
	const body = encoding === undefined ? file.bytes : await compressed(file, encoding);
	if (encoding !== undefined) headers.set('content-encoding', encoding);
	headers.set('content-length', String(body.length));
	return new Response(request.method === 'HEAD' ? null : body, { headers });
}

function decoded(pathname: string): string {
	try {
		return decodeURIComponent(pathname);
	} catch {
		return pathname;
	}
}

function gone(): Response {
	const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' };
	return new Response('Not found', { status: 404, headers });
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
	const weak = (tag: string) => tag.trim().replace(/^W\//, '');
	return ifNoneMatch !== null && ifNoneMatch.split(',').some((tag) => weak(tag) === weak(etag) || tag.trim() === '*');
}

function chooseEncoding(file: StaticFile, accepted: string): Encoding | undefined {
	const type = Object.keys(contentTypes).find((ending) => contentTypes[ending] === file.contentType) ?? '';
	if (file.bytes.length < compressFromBytes || !compressible.has(type)) return undefined;
	const names = accepted.split(',').filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item));
	return (['br', 'gzip'] as const).find((encoding) => names.some((item) => item.split(';')[0]?.trim() === encoding));
}

function compressed(file: StaticFile, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
	const known = file.compressed.get(encoding);
	if (known !== undefined) return known;
	const made = compress(file.bytes, encoding);
	file.compressed.set(encoding, made);
	return made;
}

async function compress(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
	const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
	const buffer = encoding === 'br' ? await promisify(brotliCompress)(bytes, quality) : await promisify(gzip)(bytes);
	return new Uint8Array(buffer);
}
