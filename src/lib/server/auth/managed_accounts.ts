import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Role } from '#lib/kernel/permission.ts';
import { sessions } from '#lib/server/store/schema.ts';
import { users } from '#lib/server/store/schema_people.ts';
import type { Db } from '#lib/server/store/store.ts';
import { reachOf } from './allow.ts';
import { parseStations } from './person_row.ts';
import type { SignedIn } from './signed_in.ts';

/** An account as those who manage it see it. */
export interface ManagedAccount {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly role: string;
	readonly stationsJson: string;
}

/** The rows that say who may manage accounts and their tokens. */
export type ManagePermission = 'account.manage' | 'token.manage';

/** The most accounts in one list. */
const listLimit = 500;

const columns = {
	id: users.id,
	name: users.name,
	email: users.email,
	role: users.role,
	stationsJson: users.stationsJson,
};

const staff: readonly string[] = ['attendant', 'salesperson', 'mechanic', 'service'] satisfies Role[];

/**
 * True if the account is this person's to manage. A manager's staff works at the manager's stations
 * and nowhere else: through an account nobody reaches further than by their own. A rider's is their own alone.
 */
function mayManage(by: SignedIn, permission: ManagePermission, account: ManagedAccount): boolean {
	const reach = reachOf(by, permission);
	if (reach?.scope === 'all') return true;
	if (reach?.scope === 'owner') return reach.ownerIds.includes(account.id);
	if (reach?.scope !== 'stations' || !staff.includes(account.role)) return false;
	const stations = parseStations(account.stationsJson);
	if (stations === '*' || stations.length === 0) return false;
	return stations.every((id) => reach.stations === '*' || reach.stations.includes(id));
}

/** True if this person may give somebody the role. */
export function mayGrant(by: SignedIn, role: Role): boolean {
	return reachOf(by, 'account.manage')?.scope === 'all' || staff.includes(role);
}

/** The accounts of staff and machines that this person manages, by name; of riders' accounts only the person's own is among them. */
export async function listManaged(db: Db, by: SignedIn, permission: ManagePermission): Promise<ManagedAccount[]> {
	const reach = reachOf(by, permission);
	if (!reach) return [];
	const listed = reach.scope === 'owner' ? eq(users.id, by.id) : ne(users.role, 'rider');
	const rows = await db
		.select(columns)
		.from(users)
		.where(and(listed, isNull(users.disabledAt)))
		.orderBy(asc(users.name))
		.limit(listLimit);
	return rows.filter((account) => mayManage(by, permission, account));
}

/** An account by id, if this person manages it; to anybody else it does not exist. */
export async function findManaged(
	db: Db,
	by: SignedIn,
	{ permission, userId }: { readonly permission: ManagePermission; readonly userId: string },
): Promise<ManagedAccount | undefined> {
	const [account] = await db.select(columns).from(users).where(eq(users.id, userId));
	return account && mayManage(by, permission, account) ? account : undefined;
}

/**
 * True if this person may have the account invited again: it is theirs to manage, or it is a rider's with a session at one of their
 * stations. A rider's account they only invite: its password, its tokens and its closing stay out of their hands.
 */
export async function mayInvite(db: Db, by: SignedIn, userId: string): Promise<boolean> {
	if (await findManaged(db, by, { permission: 'account.manage', userId })) return true;
	const reach = reachOf(by, 'account.manage');
	if (reach?.scope !== 'stations') return false;
	const [session] = await db
		.select({ id: sessions.id })
		.from(sessions)
		.innerJoin(users, eq(users.customerId, sessions.customerId))
		.where(
			and(
				...[eq(users.id, userId), eq(users.role, 'rider')],
				reach.stations === '*' ? undefined : inArray(sessions.stationId, reach.stations),
			),
		)
		.limit(1);
	return session !== undefined;
}
