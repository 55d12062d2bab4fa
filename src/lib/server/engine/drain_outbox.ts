import * as v from 'valibot';
import type { Publisher } from '../ports.ts';
import { loadDueOutbox, outboxDone, outboxFailed, type DueMessage } from '../store/due_outbox.ts';
import type { Engine } from './engine.ts';

/** The most messages one run delivers. */
const runLimit = 100;

/** Longest wait between two attempts, ms. */
const longestWaitMs = 10 * 60 * 1000;

const publishPayload = v.object({ topic: v.string(), payload: v.record(v.string(), v.unknown()) });

/** Delivers what is due while it may go on, each at least once; what fails is put off by a growing wait. Answers how many were delivered. */
export async function drainOutbox(engine: Engine, publish: Publisher, mayGoOn: () => boolean): Promise<number> {
	let delivered = 0;
	for (const message of await loadDueOutbox(engine.store.db, engine.clock(), runLimit)) {
		if (!mayGoOn()) break;
		if (await deliver(engine, publish, message)) delivered++;
	}
	return delivered;
}

async function deliver(engine: Engine, publish: Publisher, message: DueMessage): Promise<boolean> {
	const failure = await attempt(publish, message);
	const now = engine.clock();
	const waitMs = Math.min(longestWaitMs, 1000 * 2 ** Math.min(message.attempts, 20));
	const mark = failure === null ? outboxDone(message.id, now) : outboxFailed(message.id, now + waitMs, failure);
	await engine.store.writer.commit([mark]);
	return failure === null;
}

async function attempt(publish: Publisher, message: DueMessage): Promise<string | null> {
	if (message.kind !== 'mqtt_publish') return `Nothing delivers messages of the kind ${message.kind}`;
	try {
		const { topic, payload } = v.parse(publishPayload, message.payload);
		await publish({ topic, payload: JSON.stringify(payload) });
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
