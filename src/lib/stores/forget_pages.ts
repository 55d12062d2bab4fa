import { forgottenChannel, type PageMessage } from './worker_messages.ts';

/** Has the service worker delete every page it keeps: for when somebody leaves, or the server no longer knows who is here. Browser only. */
export async function forgetPages(): Promise<void> {
	const registration = await (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.getRegistration();
	registration?.active?.postMessage({ type: 'forget_pages' } satisfies PageMessage);
}

/**
 * Keeps the back button from showing this page to somebody else: once all copies are deleted it is hidden as it is left, and loaded anew if it
 * comes back. Browsers drop a page that they already hold ready when a message reaches it. Ends when the returned function is called.
 */
export function hideOnceForgotten(): () => void {
	const stopped = new AbortController();
	const { signal } = stopped;
	const channel = new BroadcastChannel(forgottenChannel);
	let isForgotten = false;
	channel.addEventListener('message', () => (isForgotten = true), { signal });
	addEventListener('pagehide', () => (document.body.hidden = isForgotten), { signal });
	addEventListener('pageshow', ({ persisted }) => persisted && isForgotten && location.reload(), { signal });
	signal.addEventListener('abort', () => channel.close());
	return () => stopped.abort();
}
