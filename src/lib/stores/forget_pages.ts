import type { PageMessage } from './worker_messages.ts';

/** Has the service worker delete every page it keeps: for when somebody leaves, or the server no longer knows who is here. Browser only. */
export async function forgetPages(): Promise<void> {
	const registration = await (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.getRegistration();
	registration?.active?.postMessage({ type: 'forget_pages' } satisfies PageMessage);
}
