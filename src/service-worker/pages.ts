import { followLanguage } from './app_files.ts';
import {
	isGone,
	isKeepable,
	isKeptPath,
	isSessionPath,
	isShown,
	keyOf,
	ownerHeader,
	type PageForm,
} from './kept_pages.ts';
import {
	forgetOlderCopies,
	forgetPage,
	forgetPages,
	keepPage,
	keptPaths,
	olderPaths,
	serveOnly,
	timesForgotten,
} from './page_copies.ts';

const homePath = '/';

/** One form of one page. */
export interface PageAsk {
	readonly path: string;
	readonly form: PageForm;
}

/**
 * Looks at what the server answered for a page: keeps it if work may go on with it, and deletes all copies if somebody else is signed in now,
 * or nobody. `since` is `timesForgotten()` when it was asked for.
 */
export async function noteAnswer({ path, form }: PageAsk, response: Response, since: number): Promise<void> {
	const owner = response.headers.get(ownerHeader);
	const text = await response.text();
	// The server shows the sign-in page to nobody who is signed in.
	const isNobody = path === '/sign-in' && isShown(response, form, text);
	if (isNobody || response.status === 401) return forgetPages();
	if (owner) await serveOnly(owner);
	if (owner && form === 'document' && (await followLanguage(text))) await renewPages();
	if (!isKeptPath(path)) return;
	if (isGone(response, form, text)) return forgetPage(path);
	if (!isShown(response, form, text)) return;
	if (isKeepable(response, form, text)) await keepPage({ path, form, response, text, since }, Date.now());
	else if (form === 'data') await fetchPage({ path, form });
	// A page has been shown by one of its forms; without network either may be needed.
	await fetchPage({ path, form: form === 'data' ? 'document' : 'data' });
	// Home lists the open sessions: what it said before this one is old.
	if (isSessionPath(path)) await fetchBoth(homePath);
}

/** Fetches a page in both its forms, to be kept. Fails if the server is not reached. */
export async function fetchBoth(path: string): Promise<void> {
	if (!isKeptPath(path)) return;
	for (const form of ['document', 'data'] as const) await fetchPage({ path, form });
}

/** Takes all pages that are kept anew from the server, in the language that is spoken now; where it is not reached they stay as they are. */
async function renewPages(): Promise<void> {
	for (const path of await keptPaths()) await fetchBoth(path).catch(() => undefined);
}

/** Takes the pages that older versions keep anew from the server; where it is not reached the older copies stay. */
export async function renewOlderPages(): Promise<void> {
	for (const path of await olderPaths()) {
		await fetchBoth(path).then(
			() => forgetOlderCopies(path),
			() => undefined,
		);
	}
}

async function fetchPage({ path, form }: PageAsk): Promise<void> {
	const since = timesForgotten();
	const response = await fetch(keyOf(path, form));
	const text = await response.text();
	if (isKeepable(response, form, text)) await keepPage({ path, form, response, text, since }, Date.now());
}
