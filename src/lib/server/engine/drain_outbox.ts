import { FaultError } from '#lib/kernel/fault.ts';
import { ok, type Refusal } from '#lib/kernel/result.ts';
import { loadDueOutbox, outboxDone, outboxFailed, outboxStuck, type DueMessage } from '../store/due_outbox.ts';
import type { Statement } from '../store/statement.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** What came of one delivery: what is to be written with it, read anew at each attempt to write; or a no that trying again does not change. */
export type Delivered = { readonly ok: true; readonly settle?: () => Promise<readonly Statement[]> } | Refusal;

/** How messages of one kind are delivered. */
export interface Delivery {
	readonly kind: string;
	/** Delivers one. Throws if it failed in a way that may pass. */
	deliver(message: DueMessage): Promise<Delivered>;
	/** What is to be written when a message is given up. */
	givenUp?(message: DueMessage, reason: string): readonly Statement[];
}

/** The most messages one run delivers. */
const runLimit = 100;

/** Longest wait between two attempts, ms. */
const longestWaitMs = 10 * 60 * 1000;

/** How often delivery is tried before a person has to look: about a day and a half with the growing waits. */
const attemptLimit = 220;

/** Delivers what is due of a kind while it may go on, each at least once; what fails is put off by a growing wait. Answers how many were delivered. */
export async function drainOutbox(engine: Engine, delivery: Delivery, mayGoOn: () => boolean): Promise<number> {
	let delivered = 0;
	const due = { kind: delivery.kind, now: engine.clock(), limit: runLimit };
	for (const message of await loadDueOutbox(engine.store.db, due)) {
		if (!mayGoOn()) break;
		if (await deliver(engine, delivery, message)) delivered++;
	}
	return delivered;
}

async function deliver(engine: Engine, delivery: Delivery, message: DueMessage): Promise<boolean> {
	try {
		const done = await delivery.deliver(message);
		if (done.ok) await settle(engine, message, done.settle);
		else await giveUp(engine, delivery, { message, reason: String(done.params['reason'] ?? done.code) });
		return done.ok;
	} catch (error) {
		await putOff(engine, delivery, { message, reason: error instanceof Error ? error.message : String(error) });
		return false;
	}
}

async function settle(
	engine: Engine,
	message: DueMessage,
	settlement: (() => Promise<readonly Statement[]>) | undefined,
): Promise<void> {
	const done = await transact(engine, null, async () => {
		const written = (await settlement?.()) ?? [];
		return ok({ statements: [outboxDone(message.id, engine.clock()), ...written], answer: null });
	});
	if (!done.ok) throw new FaultError('outbox', `What came of ${message.id} was not written: ${done.code}`);
}

interface Failed {
	readonly message: DueMessage;
	readonly reason: string;
}

async function putOff(engine: Engine, delivery: Delivery, failed: Failed): Promise<void> {
	const { message, reason } = failed;
	if (message.attempts + 1 >= attemptLimit) return giveUp(engine, delivery, failed);
	const waitMs = Math.min(longestWaitMs, 1000 * 2 ** Math.min(message.attempts, 20));
	await engine.store.writer.commit([outboxFailed(message.id, engine.clock() + waitMs, reason)]);
}

async function giveUp(engine: Engine, delivery: Delivery, { message, reason }: Failed): Promise<void> {
	const written = delivery.givenUp?.(message, reason) ?? [];
	await engine.store.writer.commit([outboxStuck(message.id, engine.clock(), reason), ...written]);
}
