import { sql } from 'drizzle-orm';
import type { Store } from './store.ts';

/** Asks the database for an answer. Rejects if there is none. */
export async function pingReads({ db }: Store): Promise<void> {
	await db.run(sql`select 1`);
}

/** Asks the writer for an empty commit. Rejects if it does not come through. */
export async function pingWrites({ writer }: Store): Promise<void> {
	await writer.commit([]);
}
