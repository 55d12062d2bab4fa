/** What the source of a stream does with it. */
interface EventSink {
	/** Sends an event; `data` is one line, and `id` what the browser names as the last it has when it comes back. */
	readonly send: (name: string, data: string, id?: string) => void;
	readonly close: () => void;
}

/** The most streams of one person that one process keeps open: a browser has six connections for all its tabs. */
const streamsPerPerson = 4;

/** Between two signs of life, ms: proxies end what is silent for a minute. */
const heartbeatMs = 15_000;

/** After this a stream ends and the browser asks for a new one, which checks again who asks. */
const lifetimeMs = 5 * 60_000;

/** When a browser comes back after a stream has ended, ms. */
const comeBackMs = 2000;

/** The most parts that wait for a slow reader before the stream is given up. */
const waitingLimit = 32;

interface OpenStream {
	readonly personId: string;
	close(): void;
}

const openStreams = new Set<OpenStream>();
let hearsShutdown = false;

/**
 * A response of server-sent events (HTML Standard, `EventSource`), or null where the person has as many as one may have.
 * `source` starts what sends and returns what ends it. The stream ends when the reader goes, after some minutes, and with the server.
 */
export function openEventStream(personId: string, source: (sink: EventSink) => () => void): Response | null {
	if ([...openStreams].filter((open) => open.personId === personId).length >= streamsPerPerson) return null;
	closeAtShutdown();
	let release = () => {};
	const body = new ReadableStream<Uint8Array>(
		{
			start(controller) {
				release = fill(controller, { personId, source });
			},
			cancel() {
				release();
			},
		},
		{ highWaterMark: waitingLimit },
	);
	return new Response(body, {
		headers: {
			'content-type': 'text/event-stream',
			// Compression would hold back what is sent until there is enough of it.
			'cache-control': 'no-store, no-transform',
			'x-accel-buffering': 'no',
		},
	});
}

function fill(
	controller: ReadableStreamDefaultController<Uint8Array>,
	{ personId, source }: { personId: string; source: (sink: EventSink) => () => void },
): () => void {
	const encoder = new TextEncoder();
	let isOpen = true;
	let stop = () => {};

	function release(): void {
		isOpen = false;
		openStreams.delete(stream);
		clearInterval(heartbeat);
		clearTimeout(end);
		stop();
	}
	function close(): void {
		if (!isOpen) return;
		release();
		controller.close();
	}
	function write(text: string): void {
		if (!isOpen) return;
		if ((controller.desiredSize ?? 0) <= 0) close();
		else controller.enqueue(encoder.encode(text));
	}

	const stream: OpenStream = { personId, close };
	const heartbeat = setInterval(() => write(': alive\n\n'), heartbeatMs);
	const end = setTimeout(close, lifetimeMs);
	openStreams.add(stream);
	write(`retry: ${comeBackMs}\n\n`);
	const send = (name: string, data: string, id?: string) =>
		write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`);
	stop = source({ send, close });
	if (!isOpen) stop();
	return release;
}

/** The server tells that it stops; an open stream would keep it waiting. */
function closeAtShutdown(): void {
	if (hearsShutdown) return;
	hearsShutdown = true;
	process.once('sveltekit:shutdown' as 'exit', () => {
		for (const stream of openStreams) stream.close();
	});
}
