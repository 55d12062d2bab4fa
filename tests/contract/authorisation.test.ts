import { describe, expect, test } from 'vitest';
import { permissions, roles, type Permission, type Role } from '#lib/kernel/permission.ts';
import { allow, reachOf, type Target } from '#lib/server/auth/allow.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { tokenScopes } from '#lib/server/auth/token_scopes.ts';

/** What each role may do, as the table of SECURITY says it, written a second time by hand: O own, S station, L listed, A all, a assigned, T by scope; after `?` what must hold. */
const expected: Record<Permission, Partial<Record<Role, string>>> = {
	'rider.read': {
		rider: 'O',
		attendant: 'S?session_open',
		salesperson: 'S?own_lead',
		mechanic: 'a',
		manager: 'S',
		admin: 'A',
		service: 'T',
	},
	'swap.run': { attendant: 'S', salesperson: 'S?first_issue', manager: 'S' },
	'sale.run': { salesperson: 'S', manager: 'S' },
	'charge.run': { rider: 'O', manager: 'S' },
	'charge.read': { rider: 'O' },
	'charge.manage': { manager: 'L', admin: 'A' },
	'charge.roam': { service: 'T', admin: 'A' },
	'cash.record': { attendant: 'S', salesperson: 'S', manager: 'S' },
	'payment.push': { rider: 'O', attendant: 'S', salesperson: 'S', manager: 'S' },
	'session.read': {
		rider: 'O',
		attendant: 'S',
		salesperson: 'S',
		mechanic: 'a',
		manager: 'L',
		admin: 'A',
		service: 'T',
	},
	'session.write': { attendant: 'S', salesperson: 'S', manager: 'S', service: 'T' },
	'session.import': { service: 'T' },
	'session.export': { rider: 'O', manager: 'L', admin: 'A', service: 'T' },
	'station.watch': { manager: 'L', admin: 'A' },
	'outbox.manage': { manager: 'L', admin: 'A' },
	'dead_letter.manage': { manager: 'L', admin: 'A' },
	'audit.read': { manager: 'L', admin: 'A' },
	'refund.propose': { manager: 'L', admin: 'A' },
	'refund.approve': { manager: 'L', admin: 'A' },
	'offer.manage': { manager: 'L', admin: 'A' },
	'agent.call': { service: 'T' },
	'shift.start': { attendant: 'L', salesperson: 'L', mechanic: 'L', manager: 'L' },
	'token.manage': { rider: 'O', manager: 'L', admin: 'A' },
	'account.manage': { manager: 'L', admin: 'A' },
};

const holds = ['session_open', 'own_lead', 'first_issue'] as const;

const targets = {
	own: { stationId: 'STATION_001', ownerId: 'me', assigneeId: 'me' },
	'other station': { stationId: 'STATION_003', ownerId: 'stranger', assigneeId: 'stranger' },
	'listed station, other shift': { stationId: 'STATION_002', ownerId: 'stranger', assigneeId: 'stranger' },
	'other person': { stationId: null, ownerId: 'stranger', assigneeId: 'stranger' },
	nobody: {},
} satisfies Record<string, Target>;

const passes: Record<string, readonly (keyof typeof targets)[]> = {
	O: ['own'],
	S: ['own'],
	a: ['own'],
	L: ['own', 'listed station, other shift'],
	T: ['own', 'listed station, other shift'],
	A: ['own', 'other station', 'listed station, other shift', 'other person', 'nobody'],
};

function somebody(role: Role, change: Partial<SignedIn> = {}): SignedIn {
	return {
		id: 'me',
		email: 'me@example.org',
		name: 'Me',
		role,
		customerId: null,
		stations: ['STATION_001', 'STATION_002'],
		cashLimitMinor: 0,
		shift: { id: 'shift-1', stationId: 'STATION_001', startedAt: 0 },
		via: role === 'service' ? 'token' : 'cookie',
		authSessionId: null,
		scopes: role === 'service' ? tokenScopes : null,
		...change,
	};
}

const cases = roles.flatMap((role) =>
	permissions.flatMap((permission) =>
		Object.entries(targets).map(([name, target]) => {
			const [scope = '', condition] = (expected[permission][role] ?? '').split('?');
			const may = passes[scope]?.some((passing) => passing === name) ?? false;
			return { role, permission, name, target, may, condition };
		}),
	),
);

describe('role × permission × target', () => {
	test.each(cases)('$role, $permission, $name: $may', ({ role, permission, target, may, condition }) => {
		expect(allow(somebody(role), permission, { ...target, holds })).toBe(may);
		const others = holds.filter((held) => held !== condition);
		expect(allow(somebody(role), permission, { ...target, holds: others })).toBe(may && !condition);
	});
});

describe.each(permissions)('%s', (permission) => {
	test('is nothing for nobody', () => {
		for (const target of Object.values(targets)) expect(allow(null, permission, { ...target, holds })).toBe(false);
		expect(reachOf(null, permission, holds)).toBeNull();
	});

	test.each(roles)('is nothing for a token of the role %s without scopes', (role) => {
		expect(allow(somebody(role, { via: 'token', scopes: [] }), permission, { ...targets.own, holds })).toBe(false);
	});

	test('is nothing for a service account without a token', () => {
		const service = somebody('service', { via: 'cookie', scopes: null });
		expect(allow(service, permission, { ...targets.own, holds })).toBe(false);
	});

	test.each(roles)('never reaches further for the role %s by a token than by a cookie', (role) => {
		const byToken = somebody(role, { via: 'token', scopes: tokenScopes });
		for (const target of Object.values(targets)) {
			if (role === 'service' || !allow(byToken, permission, { ...target, holds })) continue;
			expect(allow(somebody(role), permission, { ...target, holds })).toBe(true);
		}
	});

	test('needs a shift where it reaches to the station', () => {
		for (const role of roles.filter((name) => expected[permission][name]?.startsWith('S'))) {
			expect(allow(somebody(role, { shift: null }), permission, { ...targets.own, holds })).toBe(false);
		}
	});
});

test('people cannot start shifts, see to refunds, set prices or manage tokens and accounts by a token', () => {
	for (const permission of [
		'shift.start',
		'refund.propose',
		'refund.approve',
		'offer.manage',
		'token.manage',
		'account.manage',
	] as const) {
		for (const role of roles) {
			const byToken = somebody(role, { via: 'token', scopes: tokenScopes });
			expect(allow(byToken, permission, { ...targets.own, holds })).toBe(false);
		}
	}
});

test('a rider owns what belongs to the customer they are', () => {
	const rider = somebody('rider', { customerId: 'customer-1' });
	expect(allow(rider, 'session.read', { ownerId: 'customer-1' })).toBe(true);
	expect(allow(rider, 'session.read', { ownerId: 'customer-2' })).toBe(false);
	expect(reachOf(rider, 'session.read')).toEqual({ scope: 'owner', ownerIds: ['me', 'customer-1'] });
});

test('a service account of all stations reaches all, one of some stations those', () => {
	expect(reachOf(somebody('service', { stations: '*' }), 'session.read')).toEqual({ scope: 'all' });
	expect(reachOf(somebody('service'), 'session.read')).toEqual({
		scope: 'stations',
		stations: ['STATION_001', 'STATION_002'],
	});
});
