import type { PageMessage } from './worker_messages.ts';

/** How long an open app goes without asking whether there is a new version, ms. */
const lookEveryMs = 60 * 60 * 1000;

/** The version of the app that this page runs, and the one that could follow it. */
export class AppUpdate {
	/** `waiting` for a new version that waits to be let in, `taken` once another tab has let one in. */
	state = $state<'none' | 'waiting' | 'taken'>('none');
	#waiting: ServiceWorker | null = null;
	#isTaking = false;
	#lookedAt = 0;

	/** Listens until the returned function is called. Browser only. */
	start(): () => void {
		const stopped = new AbortController();
		const { signal } = stopped;
		const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
		if (container) {
			let isFirst = container.controller === null;
			// It may have taken this page over since the page was loaded past it.
			if (!isFirst && !cameByWorker()) keepThisPage(container);
			const change = () => {
				if (isFirst) keepThisPage(container);
				else if (this.#isTaking) location.reload();
				else this.state = 'taken';
				isFirst = false;
			};
			container.addEventListener('controllerchange', change, { signal });
			void container.ready.then((registration) => this.#watch(registration, signal));
		}
		return () => stopped.abort();
	}

	/** Lets the new version in and loads the page anew; kept pages and what waits to be sent stay. */
	take(): void {
		if (this.state === 'taken') return location.reload();
		this.#isTaking = true;
		this.#waiting?.postMessage({ type: 'take_over' } satisfies PageMessage);
	}

	#watch(registration: ServiceWorkerRegistration, signal: AbortSignal): void {
		const look = () => {
			if (!registration.waiting || !registration.active) return;
			this.#waiting = registration.waiting;
			this.state = 'waiting';
		};
		const follow = () => registration.installing?.addEventListener('statechange', look, { signal });
		look();
		follow();
		registration.addEventListener('updatefound', follow, { signal });
		document.addEventListener('visibilitychange', () => this.#lookForUpdate(registration), { signal });
	}

	/** A browser looks for itself whenever a document is loaded; an installed app may stay open for days. */
	#lookForUpdate(registration: ServiceWorkerRegistration): void {
		const now = Date.now();
		if (document.visibilityState !== 'visible' || now - this.#lookedAt < lookEveryMs) return;
		this.#lookedAt = now;
		void registration.update().catch(() => undefined);
	}
}

/** True if a worker answered for this document. */
function cameByWorker(): boolean {
	const [navigation] = performance.getEntriesByType('navigation');
	return navigation instanceof PerformanceNavigationTiming && navigation.workerStart > 0;
}

/** The page was loaded before there was a worker that could have kept it. */
function keepThisPage({ controller }: ServiceWorkerContainer): void {
	controller?.postMessage({ type: 'keep_page', path: location.pathname } satisfies PageMessage);
}
