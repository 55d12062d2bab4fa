import { FaultError } from '#lib/kernel/fault.ts';

/** A request to another system; what must not be repeated anywhere stands in headers and body. */
export interface JsonRequest {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Posted as JSON; without it the request is a GET. */
	readonly body?: unknown;
}

/** What came back: `json` is undefined if it was none. */
export interface JsonAnswer {
	readonly status: number;
	readonly json: unknown;
	/** Of the header Retry-After, where it counts seconds. */
	readonly retryAfterMs: number | undefined;
}

/** The other system as faults name it, how long one exchange with it may take, how much may come back, and when to ask again if the answer is lost. */
export interface Exchange {
	readonly source: string;
	readonly name: string;
	readonly timeLimitMs: number;
	readonly answerLimitBytes: number;
	readonly retryAfterMs: number;
}

/**
 * Sends a request once and reads the answer within the limits; follows no redirect, so that keys stay where they were meant for. Throws FaultError if no
 * answer is had.
 */
export async function exchangeJson({ url, headers, body }: JsonRequest, exchange: Exchange): Promise<JsonAnswer> {
	const { source, name, timeLimitMs, answerLimitBytes, retryAfterMs } = exchange;
	// What is lost on a connection that was used before, Deno sends again by itself, a request for money too: no connection is used twice.
	const once = { Connection: 'close' };
	const signal = AbortSignal.timeout(timeLimitMs);
	try {
		const response = await fetch(url, {
			method: body === undefined ? 'GET' : 'POST',
			redirect: 'manual',
			headers: { 'Content-Type': 'application/json', 'User-Agent': 'pitlane', ...headers, ...once },
			...(body !== undefined && { body: JSON.stringify(body) }),
			signal,
		});
		const text = await readWithin(response, answerLimitBytes);
		if (text === null)
			throw new FaultError(source, `${name} answered more than ${answerLimitBytes} bytes`, { retryAfterMs });
		return { status: response.status, json: parse(text), retryAfterMs: waitOf(response.headers.get('Retry-After')) };
	} catch (cause) {
		if (cause instanceof FaultError) throw cause;
		const message = signal.aborted ? `${name} gave no answer within ${timeLimitMs} ms` : `${name} is out of reach`;
		throw new FaultError(source, message, { retryAfterMs, cause });
	}
}

async function readWithin(response: Response, limitBytes: number): Promise<string | null> {
	const decoder = new TextDecoder();
	let text = '';
	let sizeBytes = 0;
	for await (const chunk of response.body ?? []) {
		sizeBytes += chunk.byteLength;
		if (sizeBytes > limitBytes) return null;
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function waitOf(header: string | null): number | undefined {
	return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}
