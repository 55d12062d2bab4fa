import { FaultError } from '#lib/kernel/fault.ts';
import type { CallLimits } from './odoo_call.ts';

/** A request to Odoo; what must not be repeated anywhere stands in headers and body. */
export interface JsonPost {
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** What came back: `json` is undefined if it was none. */
export interface JsonAnswer {
	readonly status: number;
	readonly json: unknown;
	/** Of the header Retry-After, where it counts seconds. */
	readonly retryAfterMs: number | undefined;
}

const retryAfterMs = 5000;

/**
 * Posts JSON and reads the answer within both limits; goes nowhere else, so that the key stays where it was meant for.
 * Throws FaultError if nothing, nothing in time or too much comes back.
 */
export async function postJson({ url, headers, body }: JsonPost, limits: CallLimits): Promise<JsonAnswer> {
	const signal = AbortSignal.timeout(limits.timeLimitMs);
	try {
		const response = await fetch(url, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'pitlane', ...headers },
			body: JSON.stringify(body),
			signal,
		});
		const text = await readWithin(response, limits.answerLimitBytes);
		return { status: response.status, json: parse(text), retryAfterMs: waitOf(response.headers.get('Retry-After')) };
	} catch (cause) {
		if (cause instanceof FaultError) throw cause;
		const message = signal.aborted ? `Odoo gave no answer within ${limits.timeLimitMs} ms` : 'Odoo is out of reach';
		throw new FaultError('odoo', message, { retryAfterMs, cause });
	}
}

async function readWithin(response: Response, limitBytes: number): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	let sizeBytes = 0;
	for await (const chunk of response.body ?? []) {
		sizeBytes += chunk.byteLength;
		if (sizeBytes > limitBytes) {
			throw new FaultError('odoo', `Odoo answered more than ${limitBytes} bytes`, { retryAfterMs });
		}
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
