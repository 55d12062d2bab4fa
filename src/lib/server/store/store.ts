import { createClient, type Client } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FaultError } from '#lib/kernel/fault.ts';
import { openFileWriter } from './file_writer.ts';
import { openRemoteWriter } from './remote_writer.ts';
import type { Writer } from './statement.ts';

/** Reads through drizzle. */
export type Db = LibSQLDatabase;

/** The database of one process: reads by drizzle, writes by the group-committing writer. */
export interface Store {
	readonly db: Db;
	readonly client: Client;
	readonly writer: Writer;
	close(): Promise<void>;
}

export interface StoreOptions {
	/** `file:path`, `http(s)://…` or `libsql://…`. */
	readonly url: string;
	readonly authToken?: string | undefined;
	/** Folder of the generated migrations. */
	readonly migrationsFolder: string;
}

/** Opens the database, creates the file if it is missing, and brings the schema up to date. Throws FaultError if it cannot. */
export async function openStore(options: StoreOptions): Promise<Store> {
	const path = options.url.startsWith('file:') ? options.url.slice('file:'.length) : undefined;
	if (path) await mkdir(dirname(path), { recursive: true });
	const client = createClient({
		url: options.url,
		...(options.authToken ? { authToken: options.authToken } : {}),
		concurrency: path ? 1 : 20,
	});
	const db = drizzle(client);
	const writer = path ? openFileWriter(path) : openRemoteWriter(client);
	await migrateWithRetry(db, options.migrationsFolder);
	return {
		db,
		client,
		writer,
		async close() {
			await writer.close();
			client.close();
		},
	};
}

/** Two processes may start at once: one migrates, the other fails, waits and finds it done. */
async function migrateWithRetry(db: Db, migrationsFolder: string): Promise<void> {
	let cause: unknown;
	for (let attempt = 0; attempt < 6; attempt++) {
		try {
			await migrate(db, { migrationsFolder });
			return;
		} catch (error) {
			cause = error;
			await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
		}
	}
	throw new FaultError('store', 'The database could not be opened or migrated', { cause });
}
