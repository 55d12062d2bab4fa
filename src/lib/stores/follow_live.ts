/** How a page hears of what changes: at once, or by asking now and then. */
export type FollowMode = 'live' | 'polling';

/** Whom to tell what. */
export interface LiveFollower {
	/** Address of a stream of server-sent events named `version`. */
	readonly href: string;
	/** Called with what such an event says, and with null where there is no stream and it is time to look. */
	readonly onversion: (data: string | null) => void;
	readonly onmode: (mode: FollowMode) => void;
}

/** Between two questions while there is no stream, ms. */
const pollEveryMs = 10_000;

/** After this a stream that was refused is asked for again, ms. */
const reopenAfterMs = 60_000;

/**
 * Follows something by server-sent events, and by asking where they do not come through. A page that nobody looks at keeps no stream.
 * Returns what ends it. Browser only.
 */
export function followLive({ href, onversion, onmode }: LiveFollower): () => void {
	let source: EventSource | null = null;
	let reopen: ReturnType<typeof setTimeout> | undefined;
	let isLive = false;

	function show(mode: FollowMode): void {
		isLive = mode === 'live';
		onmode(mode);
	}
	function open(): void {
		clearTimeout(reopen);
		const stream = new EventSource(href);
		source = stream;
		stream.addEventListener('open', () => show('live'));
		stream.addEventListener('version', ({ data }: MessageEvent<string>) => onversion(data));
		stream.addEventListener('error', () => {
			show('polling');
			// The browser comes back by itself after a broken connection, not after a refusal.
			if (stream.readyState === EventSource.CLOSED) reopen = setTimeout(open, reopenAfterMs);
		});
	}
	function close(): void {
		clearTimeout(reopen);
		source?.close();
		source = null;
		show('polling');
	}
	function turn(): void {
		if (document.visibilityState === 'hidden') close();
		else if (!source) open();
	}

	const poll = setInterval(() => {
		if (!isLive && document.visibilityState === 'visible') onversion(null);
	}, pollEveryMs);
	document.addEventListener('visibilitychange', turn);
	turn();
	return () => {
		clearInterval(poll);
		document.removeEventListener('visibilitychange', turn);
		close();
	};
}
