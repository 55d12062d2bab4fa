import { pingReads, pingWrites } from '../store/ping.ts';
import type { Engine } from './engine.ts';

/** Whether this process can do its work, and what of it cannot. */
export interface Readiness {
	readonly status: 'ready' | 'not_ready';
	readonly checks: Readonly<Record<'reads' | 'writes', 'ok' | 'failed'>>;
}

/** Asks the database for an answer and the writer for an empty commit. */
export async function readiness({ store }: Engine): Promise<Readiness> {
	const checks = { reads: await works(() => pingReads(store)), writes: await works(() => pingWrites(store)) };
	const ready = Object.values(checks).every((check) => check === 'ok');
	return { status: ready ? 'ready' : 'not_ready', checks };
}

async function works(check: () => Promise<void>): Promise<'ok' | 'failed'> {
	try {
		await check();
		return 'ok';
	} catch {
		return 'failed';
	}
}
