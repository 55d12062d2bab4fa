import type { Client, InStatement } from '@libsql/client';
import { setImmediate } from 'node:timers';
import type { Reader, ReadResult } from './statement.ts';

/** The most queries in one batch over the network. */
const batchLimit = 100;

interface PendingRead {
	readonly statement: InStatement;
	readonly settle: (result: ReadResult | Promise<ReadResult>) => void;
}

/**
 * The reads of a libSQL server: what is asked in the same turn of the event loop travels in one batch, because a round trip costs
 * more than most queries. One that fails does not fail the others.
 */
export function openRemoteReader(client: Client): Reader {
	let waiting: PendingRead[] = [];

	function sendWaiting(): void {
		for (let i = 0; i < waiting.length; i += batchLimit) void readTogether(client, waiting.slice(i, i + batchLimit));
		waiting = [];
	}

	return {
		execute: (statement: InStatement) =>
			new Promise<ReadResult>((settle) => {
				waiting.push({ statement, settle });
				if (waiting.length === 1) setImmediate(sendWaiting);
			}),
		batch: (statements) => client.batch(statements, 'read'),
		// The client closes with the store.
		close: () => undefined,
	};
}

async function readTogether(client: Client, group: readonly PendingRead[]): Promise<void> {
	const alone = () => {
		for (const { statement, settle } of group) settle(client.execute(statement));
	};
	if (group.length === 1) return alone();
	try {
		const statements = group.map(({ statement }) => statement);
		const results = await client.batch(statements, 'read');
		for (const [i, result] of results.entries()) group[i]?.settle(result);
	} catch {
		alone();
	}
}
