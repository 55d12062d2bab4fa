import { whenIdle } from './when_idle.ts';

/** How long a page that has loaded is left alone, ms: the worker's first deed is to fetch the whole app. */
const quietMs = 3000;

/**
 * Has the service worker installed once the page has loaded and answers: on a slow phone the two would compete for processor and network.
 * A page that has a worker asks for none: its browser looks for a new one at each visit. Browser only.
 */
export function registerWorker(): void {
	const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
	if (!container || container.controller) return;
	const register = () => void container.register('/service-worker.js').catch(() => undefined);
	const wait = () => setTimeout(() => whenIdle(register), quietMs);
	if (document.readyState === 'complete') wait();
	else addEventListener('load', wait, { once: true });
}
