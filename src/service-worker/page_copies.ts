import { forgottenChannel } from '#lib/stores/worker_messages.ts';
import { isFresh, isSessionPath, keptAtHeader, keptSessions, keyOf, ownerHeader, type PageForm } from './kept_pages.ts';
import { deleteAllPages, deleteUnusedVersions, openOlderPages, openPages } from './versions.ts';

/** A page to keep, as the server gave it. */
interface PageCopy {
	readonly path: string;
	readonly form: PageForm;
	readonly response: Response;
	readonly text: string;
	/** `timesForgotten()` when the page was asked for. */
	readonly since: number;
}

/** One change after the other, so that what is found is still so when it is changed. */
let changes: Promise<unknown> = Promise.resolve();
let forgotten = 0;

function inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
	const done = changes.then(change);
	changes = done.catch(() => undefined);
	return done;
}

/** How often all copies have been deleted: what was asked for before is not kept after. */
export function timesForgotten(): number {
	return forgotten;
}

/** Deletes every copy of every page, and tells the pages that are open or held ready by a browser. */
export async function forgetPages(): Promise<void> {
	forgotten += 1;
	await inTurn(deleteAllPages);
	const channel = new BroadcastChannel(forgottenChannel);
	channel.postMessage(null);
	channel.close();
}

/** Says whose pages the server shows now: copies of another person's are deleted. */
export function serveOnly(owner: string): Promise<void> {
	return inTurn(() => deleteUnlessOf(owner));
}

/** Keeps a page of its owner, beside nobody else's. Does nothing if all copies were deleted since it was asked for. */
export function keepPage({ path, form, response, text, since }: PageCopy, now: number): Promise<void> {
	return inTurn(async () => {
		if (since !== forgotten) return;
		await deleteUnlessOf(response.headers.get(ownerHeader) ?? '');
		const headers = new Headers(response.headers);
		headers.set(keptAtHeader, String(now));
		const cache = await openPages();
		const key = keyOf(path, form);
		// Deleted first, it becomes the youngest.
		await cache.delete(key);
		await cache.put(key, new Response(text, { headers }));
		await deleteOldest(cache);
		if (form === 'document') await deleteOlderCopies(path);
	});
}

/** Deletes the copies of one page. */
export function forgetPage(path: string): Promise<void> {
	return inTurn(async () => {
		await deleteBoth(await openPages(), path);
		await deleteOlderCopies(path);
	});
}

/** The copy of a page that may still be shown. A document of an older version will do: it brings the scripts of that version. */
export async function findPage(path: string, form: PageForm, now: number): Promise<Response | undefined> {
	await changes;
	const older = form === 'document' ? await openOlderPages() : [];
	for (const cache of [await openPages(), ...older]) {
		const copy = await cache.match(keyOf(path, form), { ignoreVary: true });
		if (copy && isFresh(copy, now)) return copy;
	}
	return undefined;
}

/** The pages of which this version has a copy. */
export async function keptPaths(): Promise<string[]> {
	const paths = await pathsIn(await openPages());
	return paths.filter((path) => !path.endsWith('.json'));
}

/** The pages of which only older versions may have a copy. */
export async function olderPaths(): Promise<string[]> {
	const keys = await Promise.all((await openOlderPages()).map(pathsIn));
	return [...new Set(keys.flat())].filter((path) => !path.endsWith('.json'));
}

/** Deletes the copies of a page that older versions have, and each older version that keeps no page any more. */
export function forgetOlderCopies(path: string): Promise<void> {
	return inTurn(() => deleteOlderCopies(path));
}

async function deleteOlderCopies(path: string): Promise<void> {
	for (const cache of await openOlderPages()) await deleteBoth(cache, path);
	await deleteUnusedVersions();
}

async function deleteUnlessOf(owner: string): Promise<void> {
	for (const cache of [await openPages(), ...(await openOlderPages())]) {
		const [first] = await cache.keys();
		const copy = first && (await cache.match(first, { ignoreVary: true }));
		if (copy && copy.headers.get(ownerHeader) !== owner) return deleteAllPages();
	}
}

async function deleteOldest(cache: Cache): Promise<void> {
	const sessions = (await pathsIn(cache)).filter(isSessionPath);
	const tooMany = sessions.slice(0, Math.max(0, sessions.length - keptSessions));
	await Promise.all(tooMany.map((path) => deleteBoth(cache, path)));
}

async function deleteBoth(cache: Cache, path: string): Promise<void> {
	await Promise.all([cache.delete(keyOf(path, 'document')), cache.delete(keyOf(path, 'data'))]);
}

async function pathsIn(cache: Cache): Promise<string[]> {
	return (await cache.keys()).map(({ url }) => new URL(url).pathname);
}
