import type { Store } from '#lib/server/store/store.ts';

/** Who wants to know when something changes. */
export interface WatchListener<News> {
	/** Called with how it stands at present, then whenever that has changed. */
	news(news: News): void;
	/** Called once, last, if the store does not answer or what is watched is not there any more. */
	end(): void;
}

/** What can be watched. */
export interface Watched<News> {
	/** Names it among all that is watched in a store. */
	readonly key: string;
	/** Between two looks, ms. */
	readonly everyMs: number;
	/** How it stands now; null if it is not there. News of the same version is no news. */
	readonly look: () => Promise<News | null>;
}

interface Watch {
	join(listener: WatchListener<never>): () => void;
}

/** One watch a store and key, however many listen. */
const watchesOfStores = new WeakMap<Store, Map<string, Watch>>();

/** Tells a listener of every change until the returned function is called; whoever watches the same in this process shares the looks. */
export function watchShared<News extends { readonly version: string | number }>(
	store: Store,
	watched: Watched<News>,
	listener: WatchListener<News>,
): () => void {
	const watches = watchesOfStores.get(store) ?? new Map<string, Watch>();
	watchesOfStores.set(store, watches);
	const watch = watches.get(watched.key) ?? startWatch(watched, () => watches.delete(watched.key));
	watches.set(watched.key, watch);
	return watch.join(listener);
}

/** Looks while anybody listens; `onOver` is called when nobody does any more. */
function startWatch<News extends { readonly version: string | number }>(
	{ look, everyMs }: Watched<News>,
	onOver: () => void,
): Watch {
	const listeners = new Set<WatchListener<News>>();
	let last: News | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function run(): Promise<void> {
		const found = await look().catch(() => null);
		if (found === null) end();
		else if (found.version !== last?.version) for (const listener of listeners) listener.news(found);
		last = found;
		if (listeners.size > 0) timer = setTimeout(() => void run(), everyMs);
	}

	function end(): void {
		const told = [...listeners];
		listeners.clear();
		onOver();
		for (const listener of told) listener.end();
	}

	return {
		join(listener: WatchListener<News>) {
			listeners.add(listener);
			if (last !== null) listener.news(last);
			if (listeners.size === 1) void run();
			return () => {
				if (!listeners.delete(listener) || listeners.size > 0) return;
				clearTimeout(timer);
				onOver();
			};
		},
	};
}
