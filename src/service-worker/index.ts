/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
/** What goes on working without network: docs/decisions/0022. */
import type { PageMessage } from '#lib/stores/worker_messages.ts';
import { answerFile, fetchAppFiles, isAppFile, isBuilt, offlineData, offlinePage } from './app_files.ts';
import { changesOwner, isNoPage, pageOfData } from './kept_pages.ts';
import { isGatewayAlone, networkFirst } from './network_first.ts';
import { noteReached, noteUnreached, tellNetwork } from './network_state.ts';
import { findPage, forgetPages, timesForgotten } from './page_copies.ts';
import { fetchBoth, noteAnswer, renewOlderPages, type PageAsk } from './pages.ts';
import { deleteUnusedVersions, noteOlderVersions } from './versions.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

/** How long the server is waited for where a copy could be shown, ms. */
const patienceMs = 4000;

worker.addEventListener('install', (event) => event.waitUntil(fetchAppFiles()));

worker.addEventListener('activate', (event) => event.waitUntil(activate()));

worker.addEventListener('message', (event) => {
	const message = event.data as PageMessage;
	const page = event.source;
	if (message.type === 'take_over') void worker.skipWaiting();
	else if (message.type === 'forget_pages') event.waitUntil(forgetPages());
	else if (message.type === 'keep_page') event.waitUntil(fetchBoth(message.path).catch(() => undefined));
	else if (message.type === 'ask_network' && page) tellNetwork(page);
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (!isBuilt || origin !== location.origin) return;
	if (changesOwner(request.method, pathname)) return event.respondWith(changeOwner(request, pathname));
	if (request.method !== 'GET') return;
	const dataOf = pageOfData(pathname);
	if (isAppFile(pathname)) event.respondWith(answerFile(request));
	else if (dataOf !== undefined) event.respondWith(answerPage(event, { path: dataOf, form: 'data' }));
	else if (request.mode === 'navigate' && !isNoPage(pathname))
		event.respondWith(answerPage(event, { path: pathname, form: 'document' }));
});

/** Pages that were open without a worker have this one from now on; what an older version kept is taken anew before it goes. */
async function activate(): Promise<void> {
	await noteOlderVersions();
	await worker.registration.navigationPreload?.enable();
	await worker.clients.claim();
	await renewOlderPages();
	await deleteUnusedVersions();
}

async function answerPage(event: FetchEvent, asked: PageAsk): Promise<Response> {
	const answer = await networkFirst({
		ask: () => askServer(event, asked),
		copy: () => showCopy(asked),
		late: new Promise((resolve) => setTimeout(resolve, patienceMs)),
	});
	if (answer) return answer;
	return asked.form === 'data' ? offlineData(asked.path) : offlinePage(asked.path);
}

/** A page that is shown a copy knows it: once the server answers it loads itself anew. */
async function showCopy({ path, form }: PageAsk): Promise<Response | undefined> {
	const copy = await findPage(path, form, Date.now());
	if (copy) await noteUnreached(worker);
	return copy;
}

/** Asks the server, and takes note of its answer even if the page has been shown a copy by then. */
function askServer(event: FetchEvent, asked: PageAsk): Promise<Response> {
	const since = timesForgotten();
	const answer = (event.preloadResponse as Promise<Response | undefined>).then(
		(early) => early ?? fetch(event.request),
	);
	const noted = answer.then(
		async (response) => {
			const copy = response.clone();
			await (isGatewayAlone(response) ? noteUnreached(worker) : noteReached(worker));
			await noteAnswer(asked, copy, since).catch(() => undefined);
		},
		() => noteUnreached(worker),
	);
	event.waitUntil(noted);
	return answer;
}

/** The copies go first: they would outlive a sign-out that never reaches the server, and be shown to whoever signs in while it is slow. */
async function changeOwner(request: Request, path: string): Promise<Response> {
	await forgetPages();
	try {
		return await fetch(request);
	} catch {
		return path === '/sign-out' ? offlinePage('/') : Response.error();
	}
}
