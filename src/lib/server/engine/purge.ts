import { purgeRows } from '../store/purge_rows.ts';
import type { Engine } from './engine.ts';

/** Deletes rows that have done their duty, a bounded number of each table. */
export async function purge(engine: Engine): Promise<void> {
	await engine.store.writer.commit(purgeRows(engine.clock()));
}
