import type { SandboxReply } from '../http_sandbox.ts';
import { darajaError } from './endpoints.ts';
import type { Trouble } from './trouble.ts';

/** Larger than any client should read. */
const hugeBytes = 4_000_000;
const defaultDelayMs = 60_000;

/** Answers a request as the trouble has it; null closes the connection without an answer. */
export async function behave(
	perform: () => SandboxReply,
	trouble: Trouble | null,
	{ wait, forgetTokens }: { wait: (delayMs: number) => Promise<void>; forgetTokens: () => void },
): Promise<SandboxReply | null> {
	switch (trouble?.kind) {
		case undefined:
			return perform();
		case 'down':
			return null;
		case 'error_500':
			return page(500, 'Internal Server Error');
		case 'html':
			return page(200, 'M-Pesa will be back soon');
		case 'throttled':
			return darajaError(500, '500.003.02', 'System is busy. Please try again in few minutes.');
		case 'token_expired':
			forgetTokens();
			return perform();
		case 'locked': {
			const message = 'Unable to lock subscriber, a transaction is already in process for the current subscriber';
			return darajaError(500, '500.001.1001', message);
		}
		case 'lose_answer':
			perform();
			return null;
		case 'slow':
			await wait(trouble.delayMs ?? defaultDelayMs);
			return perform();
		case 'huge':
			return { ...perform(), body: JSON.stringify('x'.repeat(hugeBytes)) };
	}
}

function page(status: number, title: string): SandboxReply {
	const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
	return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}
