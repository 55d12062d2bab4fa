/** A page as it is asked for: the document, or the data that a page already open needs to show it. */
export type PageForm = 'document' | 'data';

/** How long a copy may be shown: as long as a long shift, ms. */
const keptForMs = 12 * 60 * 60 * 1000;

/** So many sessions are kept; the one that was kept first goes first. */
export const keptSessions = 8;

/** Whose page it is, as the server says with each of a signed-in person's pages; nothing else is kept. */
export const ownerHeader = 'x-page-owner';
/** When a copy was taken, ms since 1970. */
export const keptAtHeader = 'x-kept-at';

const sessionPath = /^\/sessions\/[^/]+$/;
const startPaths = new Set(['/', '/swap', '/sale', '/shift', '/plan']);
const dataEnding = '/__data.json';

/** True for the pages that work goes on with: home, shift, where a session begins, the wizard of a session, and the plans with the code that a rider shows; never a receipt or a list. */
export function isKeptPath(path: string): boolean {
	return startPaths.has(path) || isSessionPath(path);
}

/** True for the wizard of one session. */
export function isSessionPath(path: string): boolean {
	return sessionPath.test(path);
}

/** True for what is asked for as a page though it is none: interfaces, live updates and downloads stay between page and server. */
export function isNoPage(path: string): boolean {
	return /^\/(api|rpc)(\/|$)/.test(path) || /\/(live|health|ready)$/.test(path) || /\.\w+$/.test(path);
}

/** True for the requests that may leave this device's pages to somebody else: a sign-out, a sign-in, and a password chosen by a mailed link. */
export function changesOwner(method: string, path: string): boolean {
	return method === 'POST' && /^\/(sign-out|sign-in|welcome\/[^/]+)$/.test(path);
}

/** The page whose data this address is, or nothing for any other address. */
export function pageOfData(path: string): string | undefined {
	return path.endsWith(dataEnding) ? path.slice(0, -dataEnding.length) || '/' : undefined;
}

/** The address of all data of a page, that of its frame too. */
function dataPathOf(path: string): string {
	return (path === '/' ? '' : path) + dataEnding;
}

/** The address a form of a page is kept under. */
export function keyOf(path: string, form: PageForm): string {
	return form === 'data' ? dataPathOf(path) : path;
}

/**
 * True if this answer may be kept: a whole page of a signed-in person, as the server gave it at this address. Errors, redirects, refusals and
 * parts of a page are not. Cookies that came with it stay behind: a browser shows them to no worker.
 */
export function isKeepable(response: Response, form: PageForm, text: string): boolean {
	if (response.status !== 200 || response.redirected || !response.headers.get(ownerHeader)) return false;
	const type = response.headers.get('content-type') ?? '';
	return form === 'document' ? type.startsWith('text/html') : isWholeData(text);
}

/** True if the answer shows a page, and does not lead away from it. */
export function isShown(response: Response, form: PageForm, text: string): boolean {
	if (response.status !== 200 || response.redirected) return false;
	return form === 'document' || readData(text)?.type === 'data';
}

/** True if the server says that the page is not there for this person, or leads away from it: a copy would show what is no more. */
export function isGone(response: Response, form: PageForm, text: string): boolean {
	if (response.type === 'opaqueredirect' || response.redirected) return true;
	return [403, 404, 410].includes(response.status) || (form === 'data' && readData(text)?.type === 'redirect');
}

/** True if this is the data of the page and of every frame around it, none of them skipped, broken or still to come. */
function isWholeData(text: string): boolean {
	const { type, nodes = [] } = readData(text) ?? {};
	return type === 'data' && nodes.length > 0 && nodes.every((node) => node === null || node.type === 'data');
}

interface DataAnswer {
	readonly type?: string;
	readonly nodes?: readonly ({ readonly type?: string } | null)[];
}

function readData(text: string): DataAnswer | undefined {
	try {
		return JSON.parse(text) as DataAnswer;
	} catch {
		// Data that goes on after its first line is not whole yet.
		return undefined;
	}
}

/** True while a copy may still be shown. */
export function isFresh(copy: Response, now: number): boolean {
	const age = now - Number(copy.headers.get(keptAtHeader));
	return age >= 0 && age < keptForMs;
}
