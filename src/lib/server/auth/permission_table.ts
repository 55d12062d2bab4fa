import type { Permission, Role } from '#lib/kernel/permission.ts';
import type { TokenScope } from './token_scopes.ts';

/**
 * How far a permission reaches.
 * `own`: what belongs to the person. `station`: the station of the open shift. `listed`: the stations a shift may be opened at.
 * `assigned`: what was assigned to the person. `all`: everything. `by_scope`: a service token, within its scopes and stations.
 */
export type Scope = 'own' | 'station' | 'listed' | 'assigned' | 'all' | 'by_scope';

/** A fact that the caller has to establish before the cell holds. */
export type Condition = 'session_open' | 'own_lead' | 'first_issue';

/** One cell of the table: how far, and under which condition. */
export type Cell = Scope | { readonly scope: Scope; readonly when: Condition };

/** One row: a cell for each role that may (a role without a cell is denied), and the scope a token needs; null: no token may. */
export interface PermissionRow {
	readonly token: TokenScope | null;
	readonly cells: Partial<Readonly<Record<Role, Cell>>>;
}

const stationStaff = { attendant: 'station', salesperson: 'station', manager: 'station' } as const;

/** Who may do what: the table of docs SECURITY, and nothing beside it decides. */
export const permissionTable = {
	'rider.read': {
		token: 'sessions:read',
		cells: {
			rider: 'own',
			attendant: { scope: 'station', when: 'session_open' },
			salesperson: { scope: 'station', when: 'own_lead' },
			mechanic: 'assigned',
			manager: 'station',
			admin: 'all',
			service: 'by_scope',
		},
	},
	'swap.run': {
		token: 'sessions:write',
		cells: { attendant: 'station', salesperson: { scope: 'station', when: 'first_issue' }, manager: 'station' },
	},
	'sale.run': { token: 'sessions:write', cells: { salesperson: 'station', manager: 'station' } },
	'charge.run': { token: 'charging:write', cells: { rider: 'own', manager: 'station' } },
	'charge.read': { token: 'charging:read', cells: { rider: 'own' } },
	'charge.manage': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'charge.roam': { token: 'charging:roam', cells: { service: 'by_scope', admin: 'all' } },
	'cash.record': { token: 'sessions:write', cells: stationStaff },
	'payment.push': { token: 'sessions:write', cells: { ...stationStaff, rider: 'own' } },
	'session.read': {
		token: 'sessions:read',
		cells: {
			...stationStaff,
			rider: 'own',
			mechanic: 'assigned',
			manager: 'listed',
			admin: 'all',
			service: 'by_scope',
		},
	},
	'session.write': { token: 'sessions:write', cells: { ...stationStaff, service: 'by_scope' } },
	'session.import': { token: 'sessions:import', cells: { service: 'by_scope' } },
	'session.export': {
		token: 'reports:export',
		cells: { rider: 'own', manager: 'listed', admin: 'all', service: 'by_scope' },
	},
	'station.watch': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'outbox.manage': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'dead_letter.manage': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'audit.read': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'refund.propose': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'refund.approve': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'offer.manage': { token: null, cells: { manager: 'listed', admin: 'all' } },
	'agent.call': { token: 'agent:call', cells: { service: 'by_scope' } },
	'shift.start': {
		token: null,
		cells: { attendant: 'listed', salesperson: 'listed', mechanic: 'listed', manager: 'listed' },
	},
	'token.manage': { token: null, cells: { rider: 'own', manager: 'listed', admin: 'all' } },
	'account.manage': { token: null, cells: { manager: 'listed', admin: 'all' } },
} as const satisfies Record<Permission, PermissionRow>;
