import { version } from '$service-worker';

/** Each version of the app has its files in one cache and the pages it keeps in another. */
const appPrefix = 'pitlane-app-';
const pagesPrefix = 'pitlane-pages-';
/** Where a version remembers those before it: one that waits to follow it looks the same from outside. */
const olderKey = '/older-versions';

/** The files of this version. */
export function openFiles(): Promise<Cache> {
	return caches.open(appPrefix + version);
}

/** The pages that this version keeps. */
export function openPages(): Promise<Cache> {
	return caches.open(pagesPrefix + version);
}

/** The pages that the versions before this one keep, the youngest version first. */
export async function openOlderPages(): Promise<Cache[]> {
	const names = (await olderVersions()).map((older) => pagesPrefix + older);
	const kept = await caches.keys();
	return Promise.all(names.filter((name) => kept.includes(name)).map((name) => caches.open(name)));
}

/** Takes all other versions for older ones. True only while this one is being activated. */
export async function noteOlderVersions(): Promise<void> {
	const names = (await caches.keys()).filter((name) => name.startsWith(appPrefix));
	const older = names.map((name) => name.slice(appPrefix.length)).filter((other) => other !== version);
	await (await openFiles()).put(olderKey, Response.json(older.reverse()));
}

/** Deletes the files of older versions of which no page is kept any more. */
export async function deleteUnusedVersions(): Promise<void> {
	for (const older of await olderVersions()) {
		const name = pagesPrefix + older;
		const pages = (await caches.has(name)) ? await (await caches.open(name)).keys() : [];
		if (pages.length === 0) await Promise.all([caches.delete(name), caches.delete(appPrefix + older)]);
	}
}

/** Deletes every page that any version keeps. */
export async function deleteAllPages(): Promise<void> {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name.startsWith(pagesPrefix)).map((name) => caches.delete(name)));
	await deleteUnusedVersions();
}

async function olderVersions(): Promise<string[]> {
	const noted = await (await openFiles()).match(olderKey);
	return noted ? ((await noted.json()) as string[]) : [];
}
