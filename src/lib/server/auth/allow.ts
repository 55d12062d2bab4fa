import type { Permission } from '#lib/kernel/permission.ts';
import { permissionTable, type Condition, type PermissionRow, type Scope } from './permission_table.ts';
import type { SignedIn, StationList } from './signed_in.ts';

/** What a permission is asked for. What is left out or null is unknown, and an unknown never lets a narrower scope pass. */
export interface Target {
	readonly stationId?: string | null;
	/** The person or the customer it belongs to. */
	readonly ownerId?: string | null;
	readonly assigneeId?: string | null;
	/** The conditions of the table that the caller has established. */
	readonly holds?: readonly Condition[];
}

/** How far a person's permission reaches: what lists and reports filter by. */
export type Reach =
	| { readonly scope: 'all' }
	| { readonly scope: 'stations'; readonly stations: StationList }
	| { readonly scope: 'owner'; readonly ownerIds: readonly string[] }
	| { readonly scope: 'assignee'; readonly assigneeId: string };

/** True if the permission table lets this person do that to the target; nobody may do anything. */
export function allow(person: SignedIn | null, permission: Permission, target: Target = {}): boolean {
	const reach = reachOf(person, permission, target.holds);
	return reach !== null && covers(reach, target);
}

/** How far the permission of this person reaches, or null where it is denied. */
export function reachOf(
	person: SignedIn | null,
	permission: Permission,
	holds: readonly Condition[] = [],
): Reach | null {
	if (!person) return null;
	const row: PermissionRow = permissionTable[permission];
	if (person.scopes && (row.token === null || !person.scopes.includes(row.token))) return null;
	const cell = row.cells[person.role];
	if (cell === undefined) return null;
	if (typeof cell === 'string') return reachByScope(person, cell);
	return holds.includes(cell.when) ? reachByScope(person, cell.scope) : null;
}

function reachByScope(person: SignedIn, scope: Scope): Reach | null {
	switch (scope) {
		case 'all':
			return { scope: 'all' };
		case 'own':
			return { scope: 'owner', ownerIds: person.customerId ? [person.id, person.customerId] : [person.id] };
		case 'assigned':
			return { scope: 'assignee', assigneeId: person.id };
		case 'station':
			return person.shift && { scope: 'stations', stations: [person.shift.stationId] };
		case 'listed':
			return { scope: 'stations', stations: person.stations };
		case 'by_scope':
			if (!person.scopes) return null;
			return person.stations === '*' ? { scope: 'all' } : { scope: 'stations', stations: person.stations };
	}
}

function covers(reach: Reach, target: Target): boolean {
	switch (reach.scope) {
		case 'all':
			return true;
		case 'stations':
			return hasStation(reach.stations, target.stationId);
		case 'owner':
			return reach.ownerIds.some((id) => id === target.ownerId);
		case 'assignee':
			return reach.assigneeId === target.assigneeId;
	}
}

function hasStation(stations: StationList, stationId: string | null | undefined): boolean {
	if (!stationId) return false;
	return stations === '*' || stations.includes(stationId);
}
