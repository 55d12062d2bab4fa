import type { Client } from '@libsql/client';
import { FaultError } from '#lib/kernel/fault.ts';
import { createCommitQueue, deliver, queueLimit, type PendingCommit } from './commit_queue.ts';
import { brokenCommit, conflictOf, isAnswered } from './constraint.ts';
import type { CommitOutcome, Statement, Writer } from './statement.ts';

/** The longest a batch may take before its outcome counts as unknown, ms. */
const batchTimeoutMs = 10_000;

/** The most statements in one batch over the network. */
const batchStatementLimit = 400;

/**
 * The writer of a libSQL server: one batch a round trip, one in flight, many commits to a batch.
 * A batch is all or nothing, so when one commit runs into a taken key or fails otherwise, the group is written again, one by one.
 */
export function openRemoteWriter(client: Client): Writer {
	const queue = createCommitQueue(async (group) => {
		for (const part of split(group)) await writePart(client, part);
	});
	return {
		commit(statements) {
			if (queue.length >= queueLimit) {
				return Promise.reject(new FaultError('store', 'Too many writes wait for the database', { retryAfterMs: 2000 }));
			}
			return new Promise((settle, fail) => {
				queue.push({ statements, settle, fail });
			});
		},
		close: () => queue.drained(),
	};
}

async function writePart(client: Client, part: PendingCommit[]): Promise<void> {
	const first = await attempt(
		client,
		part.flatMap((pending) => pending.statements),
	);
	if (part.length === 1 || (!(first instanceof FaultError) && first.ok)) {
		for (const pending of part) deliver(pending, first);
		return;
	}
	for (const pending of part) {
		try {
			deliver(pending, await attempt(client, pending.statements));
		} catch (error) {
			pending.fail(error);
		}
	}
}

/** Writes one batch. Answers with a fault if the server refused it, and throws one if its outcome is unknown. */
async function attempt(client: Client, statements: readonly Statement[]): Promise<CommitOutcome | FaultError> {
	const batch = client.batch(
		statements.map(({ sql, args }) => ({ sql, args: [...args] })),
		'write',
	);
	try {
		await withTimeout(batch);
		return { ok: true };
	} catch (error) {
		const conflict = conflictOf(error);
		if (conflict) return { ok: false, conflict };
		if (isAnswered(error)) return brokenCommit(error);
		throw new FaultError('store', 'The database server did not commit', { retryAfterMs: 1000, cause: error });
	}
}

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const limit = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`No answer within ${batchTimeoutMs} ms`)), batchTimeoutMs);
	});
	try {
		return await Promise.race([promise, limit]);
	} finally {
		clearTimeout(timer);
	}
}

function split(group: readonly PendingCommit[]): PendingCommit[][] {
	const parts: PendingCommit[][] = [];
	let statements = Infinity;
	for (const pending of group) {
		if (statements + pending.statements.length > batchStatementLimit) {
			parts.push([]);
			statements = 0;
		}
		parts.at(-1)?.push(pending);
		statements += pending.statements.length;
	}
	return parts;
}
