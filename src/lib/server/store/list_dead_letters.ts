import { and, eq, inArray, sql } from 'drizzle-orm';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { deadLetters } from './schema_machine.ts';
import { users } from './schema_people.ts';
import type { Db } from './store.ts';

/** Of the dead letters: those that somebody has yet to see to, or those that somebody has. */
export type LetterState = 'open' | 'handled';

/** A dead letter without its payload. Instants are UTC milliseconds. */
export interface ListedLetter {
	readonly id: string;
	readonly topic: string;
	readonly reason: string;
	readonly origin: string;
	readonly at: number;
	/** `open`, `replaying`, `replayed` or `discarded`. */
	readonly status: string;
	readonly handledAt: number | null;
	/** Name of who replayed or discarded it, or the id where there is no account any more. */
	readonly handledBy: string | null;
	readonly outcome: string | null;
}

/** A dead letter as it is kept. */
export interface DeadLetter extends ListedLetter {
	readonly payload: string;
	/** `utf8`, or `base64` where the payload is no text. */
	readonly encoding: string;
	readonly properties: unknown;
}

const statuses: Readonly<Record<LetterState, readonly string[]>> = {
	open: ['open', 'replaying'],
	handled: ['replayed', 'discarded'],
};

const newestFirst: KeyOrder = { columns: [sql`${deadLetters.at}`, sql`${deadLetters.id}`], direction: 'desc' };

const listed = {
	id: deadLetters.id,
	topic: deadLetters.topic,
	reason: deadLetters.reason,
	origin: deadLetters.origin,
	at: deadLetters.at,
	status: deadLetters.status,
	handledAt: deadLetters.handledAt,
	handledBy: sql<string | null>`coalesce(${users.name}, ${deadLetters.handledBy})`,
	outcome: deadLetters.outcome,
};

/** A page of the dead letters in a state, newest first. */
export async function listDeadLetters(
	db: Db,
	state: LetterState,
	request: KeyedRequest,
): Promise<KeyedPage<ListedLetter>> {
	const { where, orderBy, limit } = keyedQuery(newestFirst, request);
	const found = await db
		.select(listed)
		.from(deadLetters)
		.leftJoin(users, eq(users.id, deadLetters.handledBy))
		.where(and(inArray(deadLetters.status, [...statuses[state]]), where))
		.orderBy(...orderBy)
		.limit(limit);
	return keyedPage(found, request, ({ at, id }) => [at, id]);
}

/** How many dead letters there are in each state. */
export async function countDeadLetters(db: Db): Promise<Readonly<Record<LetterState, number>>> {
	const rows = await db
		.select({ status: deadLetters.status, count: sql<number>`count(*)` })
		.from(deadLetters)
		.groupBy(deadLetters.status);
	const countOf = (state: LetterState) =>
		rows.filter(({ status }) => statuses[state].includes(status)).reduce((sum, { count }) => sum + count, 0);
	return { open: countOf('open'), handled: countOf('handled') };
}

/** Loads a dead letter; null if there is none. */
export async function loadDeadLetter(db: Db, id: string): Promise<DeadLetter | null> {
	const [row] = await db
		.select({
			...listed,
			payload: deadLetters.payload,
			encoding: deadLetters.encoding,
			propertiesJson: deadLetters.propertiesJson,
		})
		.from(deadLetters)
		.leftJoin(users, eq(users.id, deadLetters.handledBy))
		.where(eq(deadLetters.id, id));
	if (!row) return null;
	const { propertiesJson, ...letter } = row;
	return { ...letter, properties: JSON.parse(propertiesJson) as unknown };
}

/** True if the whole message was kept and it is known who sent it: only then it can be handled anew. */
export function isReplayable({ properties }: DeadLetter): boolean {
	return propertyOf(properties, 'replayable') === true;
}

/** Size of the message as it came, bytes; null if that was not kept. */
export function letterSizeBytes({ properties }: DeadLetter): number | null {
	const size = propertyOf(properties, 'sizeBytes');
	return typeof size === 'number' ? size : null;
}

function propertyOf(properties: unknown, name: string): unknown {
	return typeof properties === 'object' && properties !== null
		? (properties as Readonly<Record<string, unknown>>)[name]
		: undefined;
}
