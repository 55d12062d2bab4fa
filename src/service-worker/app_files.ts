import { build, files } from '$service-worker';
import { ownerHeader } from './kept_pages.ts';
import { openFiles } from './versions.ts';

/** The page that says that there is no network. */
const offlinePath = '/offline';
const offlineDataPath = '/offline/__data.json';

/**
 * Every script and style of the app, so that a step that was never opened works as well; but not the reader of QR codes in
 * WebAssembly, which is as large as all the rest and kept once somebody needs it.
 */
const appFiles = [
	...build.filter((path) => !path.endsWith('.wasm')),
	...files.filter((path) => path === '/favicon.svg'),
];
const known = new Set([...build, ...appFiles]);

/** True where the app is built: while it is developed there are no files to keep. */
export const isBuilt = build.length > 0;

/** True for files that never change under their name. */
export function isAppFile(path: string): boolean {
	return known.has(path) || path.startsWith('/_app/immutable/');
}

/** Fetches all files of this version, and the page for being offline; fails if any of it does not come. */
export async function fetchAppFiles(): Promise<void> {
	const cache = await openFiles();
	await Promise.all([cache.addAll(appFiles), keepOfflinePage(cache)]);
}

/** Fetches the offline page anew, and says true, if it speaks another language than the pages that are shown now. */
export async function followLanguage(html: string): Promise<boolean> {
	const spoken = languageOf(html);
	const page = await (await openFiles()).match(offlinePath, { ignoreVary: true });
	if (!page || spoken === languageOf(await page.text())) return false;
	await keepOfflinePage(await openFiles());
	return true;
}

function languageOf(html: string): string | undefined {
	return /<html lang="([^"]*)"/.exec(html)?.[1];
}

async function keepOfflinePage(cache: Cache): Promise<void> {
	const page = await fetch(offlinePath, { cache: 'no-store' });
	if (!page.ok || page.redirected || page.headers.has(ownerHeader)) throw new TypeError('There is no offline page');
	await cache.put(offlinePath, page);
	const data = await fetch(offlineDataPath, { cache: 'no-store' });
	if (data.ok) await cache.put(offlineDataPath, data);
}

/** A file of this or, for a page that is older, of another version; from the network only if no cache has it, and kept from then on. */
export async function answerFile(request: Request): Promise<Response> {
	const kept = await caches.match(request, { ignoreVary: true });
	if (kept) return kept;
	const response = await fetch(request);
	if (response.ok) await (await openFiles()).put(request, response.clone());
	return response;
}

/** Leads to the page that says what works without network and what waits; its scripts are found from its own address only. */
export async function offlinePage(path: string): Promise<Response> {
	if (path !== offlinePath) return Response.redirect(offlineAddress(path), 303);
	return (await (await openFiles()).match(offlinePath, { ignoreVary: true })) ?? Response.error();
}

/** What a page already open is told when neither the network nor a copy has the data it asks for: go to the offline page. */
export async function offlineData(path: string): Promise<Response> {
	const own = path === offlinePath && (await (await openFiles()).match(offlineDataPath, { ignoreVary: true }));
	return own || Response.json({ type: 'redirect', location: offlineAddress(path) });
}

function offlineAddress(path: string): string {
	return `${offlinePath}?to=${encodeURIComponent(path)}`;
}
