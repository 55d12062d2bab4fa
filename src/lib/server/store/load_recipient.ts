import { eq } from 'drizzle-orm';
import { stations, users } from './schema_people.ts';
import type { Db } from './store.ts';

/** Somebody who is written to. */
export interface Recipient {
	readonly name: string;
	readonly email: string;
	readonly hasPassword: boolean;
}

/** The person of an account; undefined if there is none, if it is closed, or if it is a program's, which reads no mail. */
export async function loadRecipient(db: Db, userId: string): Promise<Recipient | undefined> {
	const [row] = await db.select().from(users).where(eq(users.id, userId));
	if (!row || row.disabledAt !== null || row.role === 'service') return undefined;
	return { name: row.name, email: row.email, hasPassword: row.passwordHash !== null };
}

/** Names of who invites and of where, as far as they are known. */
export async function loadInviter(
	db: Db,
	{ invitedById, stationId }: { readonly invitedById: string | null; readonly stationId: string | null },
): Promise<{ readonly inviterName: string | null; readonly stationName: string | null }> {
	const [people, places] = await Promise.all([
		invitedById === null ? [] : db.select({ name: users.name }).from(users).where(eq(users.id, invitedById)),
		stationId === null ? [] : db.select({ name: stations.name }).from(stations).where(eq(stations.id, stationId)),
	]);
	return { inviterName: people[0]?.name ?? null, stationName: places[0]?.name ?? null };
}
