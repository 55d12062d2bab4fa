import { sql } from 'drizzle-orm';
import type { App } from '../app.ts';

/** Whether this process can do its work, and what of it cannot. */
export interface Readiness {
	readonly status: 'ready' | 'not_ready';
	readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
}

/** Asks the database for an answer and the writer for an empty commit. */
export async function readiness(app: App): Promise<Readiness> {
	const checks = {
		reads: await works(() => app.store.db.run(sql`select 1`)),
		writes: await works(() => app.store.writer.commit([])),
	};
	const ready = Object.values(checks).every((check) => check === 'ok');
	return { status: ready ? 'ready' : 'not_ready', checks };
}

async function works(check: () => PromiseLike<unknown>): Promise<'ok' | 'failed'> {
	try {
		await check();
		return 'ok';
	} catch {
		return 'failed';
	}
}
