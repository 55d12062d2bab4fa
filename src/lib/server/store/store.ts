import { createClient, type Client } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FaultError } from '#lib/kernel/fault.ts';
import { openFileReader } from './file_reader.ts';
import { openFileWriter } from './file_writer.ts';
import { openRemoteReader } from './remote_reader.ts';
import { openRemoteWriter } from './remote_writer.ts';
import type { Writer } from './statement.ts';

/** Reads through drizzle; whatever is written goes through the writer. */
export type Db = Pick<LibSQLDatabase, 'select' | 'run' | 'batch'>;

/** The database of one process: reads by drizzle, writes by the group-committing writer. */
export interface Store {
	readonly db: Db;
	/** The published client, for what drizzle's queries cannot say. */
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

/** How often opening is tried, each time later and with new connections: about six seconds in all. */
const openAttempts = 6;

/**
 * Opens the database, creates the file if it is missing, and brings the schema up to date. Throws FaultError if it cannot.
 * Processes may start at once: one migrates, the others fail, wait and find it done.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
	let cause: unknown;
	for (let attempt = 0; attempt < openAttempts; attempt++) {
		if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, (0.5 + Math.random()) * 100 * 2 ** attempt));
		try {
			return await openOnce(options);
		} catch (error) {
			cause = error;
		}
	}
	throw new FaultError('store', 'The database could not be opened or migrated', { cause });
}

async function openOnce({ url, authToken, migrationsFolder }: StoreOptions): Promise<Store> {
	const path = url.startsWith('file:') ? url.slice('file:'.length) : undefined;
	if (path) await mkdir(dirname(path), { recursive: true });
	const fileWriter = path ? await openFileWriter(path) : null;
	const client = createClient({ url, ...(authToken ? { authToken } : {}), concurrency: path ? 1 : 20 });
	const writer = fileWriter ?? openRemoteWriter(client);
	const reader = path ? openFileReader(path) : openRemoteReader(client);
	const store: Store = {
		db: drizzle(reader as unknown as Client),
		client,
		writer,
		async close() {
			await writer.close();
			reader.close();
			client.close();
		},
	};
	try {
		await migrate(drizzle(client), { migrationsFolder });
	} catch (error) {
		await store.close();
		throw error;
	}
	return store;
}
