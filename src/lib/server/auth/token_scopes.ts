import type { Role } from '#lib/kernel/permission.ts';

/** What a bearer token may be made for; a token does nothing outside its scopes, whoever it belongs to. */
export const tokenScopes = [
	'sessions:read',
	'sessions:write',
	'sessions:import',
	'reports:export',
	'agent:call',
	'charging:read',
	'charging:write',
	'charging:roam',
] as const;

export type TokenScope = (typeof tokenScopes)[number];

/** What riders make tokens for: charging, by their vehicle or a program of their own. */
const riderScopes = ['charging:read', 'charging:write'] as const satisfies readonly TokenScope[];

/** The scopes that somebody of a role may give to a token. */
export function grantableScopes(role: Role): readonly TokenScope[] {
	return role === 'rider' ? riderScopes : tokenScopes;
}
