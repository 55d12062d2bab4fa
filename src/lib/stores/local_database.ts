import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ShownRefusal } from '#lib/rpc/outcome.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { StepRequest } from './agent_line.svelte.ts';
import type { StepAsk } from './step_ask.ts';

/** A session as this device last had it from the server. */
export interface SessionCopy {
	readonly id: string;
	/** Who is signed in on this device. */
	readonly personId: string;
	readonly session: SessionRecord;
	/** UTC milliseconds by this device's clock. */
	readonly savedAt: number;
	/** What is typed in the form of its step and not sent yet, by field. */
	readonly typed?: Readonly<Record<string, string>> | undefined;
}

/** A step that waits to be sent or answered; it goes under its own key, so that sending it twice takes it once. */
export interface QueuedStep extends StepAsk {
	readonly sessionId: string;
	readonly kind: string;
	/** Order within its session. */
	readonly seq: number;
	readonly personId: string;
	/** The version that the session has then, as the person saw it. */
	readonly version: number;
	/** Idempotency key and correlation id, on every way and at every attempt. */
	readonly key: string;
	/** The agent's operation that it stands for; null where it goes by command. */
	readonly request: StepRequest | null;
	/** UTC milliseconds by this device's clock. */
	readonly queuedAt: number;
	/** Type of the event that it is shown as, though the server has not confirmed it; null while it is not shown as taken. */
	readonly shownAs: string | null;
	/** Why the server refused it; the steps behind it wait until the person has decided. */
	readonly refusal: ShownRefusal | null;
}

interface LocalSchema extends DBSchema {
	copies: { key: string; value: SessionCopy; indexes: { person: string } };
	queue: { key: [sessionId: string, seq: number]; value: QueuedStep; indexes: { session: string; person: string } };
}

export type LocalDatabase = IDBPDatabase<LocalSchema>;

/** Why nothing is kept on this device: the browser keeps nothing, an older tab holds the store, or the device is full. */
export type LocalTrouble = 'unavailable' | 'blocked' | 'full';

const databaseName = 'pitlane';
const databaseVersion = 1;

/** How long an older tab may hold up an upgrade before this one goes on without a store, ms. */
const blockedLimitMs = 3_000;

let opening: Promise<LocalDatabase> | undefined;
let trouble: LocalTrouble | null = null;
const listeners = new Set<(trouble: LocalTrouble) => void>();

/**
 * Works on what this device keeps, and answers `without` where it keeps nothing: private mode, a full disk, an older tab in the way.
 * The first such trouble is told to `hearTrouble`. What the work itself throws is thrown on. Browser only.
 */
export async function withLocalDatabase<T>(work: (database: LocalDatabase) => Promise<T>, without: T): Promise<T> {
	try {
		return await work(await open());
	} catch (error) {
		const found = troubleOf(error);
		if (!found) throw error;
		report(found);
		return without;
	}
}

/** Calls `listener` once, at the first trouble or at once if it has come already; the returned function ends that. */
export function hearTrouble(listener: (trouble: LocalTrouble) => void): () => void {
	if (trouble) listener(trouble);
	else listeners.add(listener);
	return () => listeners.delete(listener);
}

/**
 * Deletes what this device keeps of a person who signs out: copies of sessions, and steps that will now never be sent.
 * Answers how many such steps there were.
 */
export function forgetPerson(personId: string): Promise<number> {
	return withLocalDatabase(async (database) => {
		const work = database.transaction(['copies', 'queue'], 'readwrite');
		const copies = work.objectStore('copies');
		const queue = work.objectStore('queue');
		const [copyKeys, stepKeys] = await Promise.all([
			copies.index('person').getAllKeys(personId),
			queue.index('person').getAllKeys(personId),
		]);
		await Promise.all([
			...copyKeys.map((key) => copies.delete(key)),
			...stepKeys.map((key) => queue.delete(key)),
			work.done,
		]);
		return stepKeys.length;
	}, 0);
}

/**
 * Deletes the copies that are kept of anybody but the person who is signed in. Steps that somebody else took wait on, unseen,
 * until they sign in again: they are work that was done.
 */
export function forgetOthers(personId: string): Promise<void> {
	return withLocalDatabase(async (database) => {
		const work = database.transaction('copies', 'readwrite');
		const others = (await work.store.getAll()).filter((copy) => copy.personId !== personId);
		await Promise.all([...others.map(({ id }) => work.store.delete(id)), work.done]);
	}, undefined);
}

function open(): Promise<LocalDatabase> {
	opening ??= openWithin(blockedLimitMs);
	opening.catch(() => (opening = undefined));
	return opening;
}

async function openWithin(limitMs: number): Promise<LocalDatabase> {
	let giveUp: ReturnType<typeof setTimeout> | undefined;
	const isHeldUp = new Promise<never>((_, reject) => {
		giveUp = setTimeout(() => reject(new DOMException('An older tab holds the store', 'TimeoutError')), limitMs);
	});
	const opened = openDB<LocalSchema>(databaseName, databaseVersion, {
		upgrade(database) {
			database.createObjectStore('copies', { keyPath: 'id' }).createIndex('person', 'personId');
			const queue = database.createObjectStore('queue', { keyPath: ['sessionId', 'seq'] });
			queue.createIndex('session', 'sessionId');
			queue.createIndex('person', 'personId');
		},
		blocking(_current, _blocked, event) {
			(event.target as IDBDatabase).close();
			opening = undefined;
		},
		terminated: () => (opening = undefined),
	});
	try {
		return await Promise.race([opened, isHeldUp]);
	} finally {
		clearTimeout(giveUp);
	}
}

/** What a browser says when it keeps nothing; undefined for anything else, which is a mistake of this program. */
function troubleOf(error: unknown): LocalTrouble | undefined {
	if (error instanceof ReferenceError || error instanceof TypeError)
		return typeof indexedDB === 'undefined' ? 'unavailable' : undefined;
	return error instanceof DOMException ? troubles[error.name] : undefined;
}

const troubles: Readonly<Record<string, LocalTrouble>> = {
	QuotaExceededError: 'full',
	TimeoutError: 'blocked',
	VersionError: 'blocked',
	InvalidStateError: 'unavailable',
	SecurityError: 'unavailable',
	UnknownError: 'unavailable',
	NotFoundError: 'unavailable',
	AbortError: 'unavailable',
};

function report(found: LocalTrouble): void {
	if (trouble) return;
	trouble = found;
	for (const listener of listeners) listener(found);
	listeners.clear();
}
