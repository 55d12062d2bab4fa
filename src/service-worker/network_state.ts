import type { WorkerMessage } from '#lib/stores/worker_messages.ts';

let isReached = true;

/** Tells every page that the server answers again. */
export async function noteReached(worker: ServiceWorkerGlobalScope): Promise<void> {
	if (isReached) return;
	isReached = true;
	await tellAll(worker);
}

/** Tells every page that the server did not answer: each time, because a page may have thought that it does again. */
export async function noteUnreached(worker: ServiceWorkerGlobalScope): Promise<void> {
	isReached = false;
	await tellAll(worker);
}

/** Tells one page whether the server answered last time. */
export function tellNetwork(page: { postMessage(message: WorkerMessage): void }): void {
	page.postMessage({ type: 'network', isReached });
}

async function tellAll(worker: ServiceWorkerGlobalScope): Promise<void> {
	const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
	for (const page of pages) tellNetwork(page);
}
