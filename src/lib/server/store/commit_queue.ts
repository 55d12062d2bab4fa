import { setImmediate } from 'node:timers';
import { FaultError } from '#lib/kernel/fault.ts';
import type { CommitOutcome, Statement } from './statement.ts';

/** One commit that waits for its turn. */
export interface PendingCommit {
	readonly statements: readonly Statement[];
	readonly settle: (outcome: CommitOutcome) => void;
	readonly fail: (error: unknown) => void;
}

/** Tells a commit how it ended: a fault is thrown at the caller, anything else is answered. */
export function deliver(pending: PendingCommit, outcome: CommitOutcome | FaultError): void {
	if (outcome instanceof FaultError) pending.fail(outcome);
	else pending.settle(outcome);
}

/** The most commits that share one transaction. */
const groupLimit = 200;

/** The most commits that may wait; beyond, the caller is told to come back. */
export const queueLimit = 10_000;

/**
 * Group commit: what gathers while a group is written goes into the next one, so that one fsync serves many.
 * `writeGroup` is never called twice at once and must settle or fail every commit it is given.
 */
export function createCommitQueue(writeGroup: (group: PendingCommit[]) => Promise<void> | void) {
	let waiting: PendingCommit[] = [];
	let running = false;
	let idle: (() => void)[] = [];

	async function run(): Promise<void> {
		while (waiting.length > 0) {
			const group = waiting.slice(0, groupLimit);
			waiting = waiting.slice(groupLimit);
			try {
				await writeGroup(group);
			} catch (error) {
				for (const pending of group) pending.fail(error);
			}
		}
		running = false;
		for (const resolve of idle) resolve();
		idle = [];
	}

	return {
		/** Number of commits that wait. */
		get length(): number {
			return waiting.length;
		},
		push(pending: PendingCommit): void {
			waiting.push(pending);
			if (running) return;
			running = true;
			setImmediate(() => void run());
		},
		/** Resolves when nothing waits or runs. */
		drained(): Promise<void> {
			return running ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve();
		},
	};
}
