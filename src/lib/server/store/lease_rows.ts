import { desc, eq } from 'drizzle-orm';
import { leases } from './schema_machine.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** One epoch of a lease. */
export interface LeaseRow {
	readonly name: string;
	readonly epoch: number;
	readonly holder: string;
	/** UTC milliseconds. */
	readonly endsAt: number;
}

/** The last epoch of a lease, or undefined if nobody ever held it. */
export async function loadLease(db: Db, name: string): Promise<LeaseRow | undefined> {
	const rows = await db.select().from(leases).where(eq(leases.name, name)).orderBy(desc(leases.epoch)).limit(1);
	return rows[0];
}

/** Takes an epoch. The primary key (name, epoch) lets one process win; one that is behind the last epoch runs into that. */
export function takeLease({ name, epoch, holder, endsAt }: LeaseRow): Statement {
	return {
		sql: 'INSERT INTO leases (name, epoch, holder, ends_at) SELECT ?, max(?, coalesce(max(epoch), 0)), ?, ? FROM leases WHERE name = ?',
		args: [name, epoch, holder, endsAt, name],
	};
}

/** Deletes the epochs before one. */
export function purgeLeases(name: string, epoch: number): Statement {
	return { sql: 'DELETE FROM leases WHERE name = ? AND epoch < ?', args: [name, epoch] };
}

/** Ends the lease of a holder. */
export function endLease(name: string, holder: string, at: number): Statement {
	return { sql: 'UPDATE leases SET ends_at = ? WHERE name = ? AND holder = ?', args: [at, name, holder] };
}
