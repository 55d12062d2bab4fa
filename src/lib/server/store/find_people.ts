import { eq, or, sql } from 'drizzle-orm';
import type { KnownPerson } from '#lib/plan/offer.ts';
import { customers } from './schema.ts';
import { users } from './schema_people.ts';
import type { Db } from './store.ts';

/** The most people that are asked about. */
const matchLimit = 10;

/** Finds who is known by a phone number (E.164 digits) or an e-mail address (small letters): by phone first, the latest customer first. */
export async function findPeople(
	db: Db,
	{ phone, email }: { readonly phone: string; readonly email: string | null },
): Promise<KnownPerson[]> {
	// Written out: drizzle names no tables in a query of one, and `id` would be the account's own.
	const account = sql<string | null>`(select users.email from users where users.customer_id = customers.id limit 1)`;
	// Each way to find them is an index of its own: only those found are looked at further.
	const holder = sql`(select ${users.customerId} from ${users} where ${users.email} = ${email})`;
	const byEmail = email === null ? undefined : or(eq(customers.email, email), eq(customers.id, holder));
	const rows = await db
		.select({ customerId: customers.id, name: customers.name, phone: customers.phone, email: customers.email, account })
		.from(customers)
		.where(or(eq(customers.phone, phone), byEmail))
		.orderBy(sql`${customers.phone} = ${phone} desc`, sql`${customers.createdAt} desc`)
		.limit(matchLimit);
	return rows.map(({ account: signsInAs, ...row }) => ({
		...row,
		email: signsInAs ?? row.email,
		matched: row.phone === phone ? 'phone' : 'email',
		hasAccount: signsInAs !== null,
	}));
}
