import type { PageMessage, WorkerMessage } from './worker_messages.ts';

/** How long to wait before a server that did not answer is asked again, ms. */
const probeEveryMs = 10_000;

/** Whether the server is reached, as far as the browser, the service worker and the server itself say. */
export class Connection {
	isOnline = $state(true);
	#onback: () => void = () => undefined;
	#probe: ReturnType<typeof setTimeout> | undefined;

	/** Listens until the returned function is called; `onback` is told when the server answers again. Browser only. */
	start(onback: () => void): () => void {
		this.#onback = onback;
		const stopped = new AbortController();
		const { signal } = stopped;
		addEventListener('offline', () => this.#lose(), { signal });
		addEventListener('online', () => void this.#ask(), { signal });
		signal.addEventListener('abort', () => clearTimeout(this.#probe));
		if (!navigator.onLine) this.#lose();
		const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
		container?.addEventListener('message', ({ data }) => this.#hear(data as WorkerMessage), { signal });
		container?.startMessages();
		container?.controller?.postMessage({ type: 'ask_network' } satisfies PageMessage);
		return () => stopped.abort();
	}

	#hear({ isReached }: WorkerMessage): void {
		if (isReached) this.#find();
		else this.#lose();
	}

	#lose(): void {
		this.isOnline = false;
		clearTimeout(this.#probe);
		// Without any network the browser says when there is one again.
		if (navigator.onLine) this.#probe = setTimeout(() => void this.#ask(), probeEveryMs);
	}

	#find(): void {
		clearTimeout(this.#probe);
		if (this.isOnline) return;
		this.isOnline = true;
		this.#onback();
	}

	/** Asks the server itself: a browser that has a network does not know whether anything answers in it. */
	async #ask(): Promise<void> {
		const isReached = await fetch('/health', { cache: 'no-store' }).then(
			({ ok }) => ok,
			() => false,
		);
		if (isReached) this.#find();
		else this.#lose();
	}
}
