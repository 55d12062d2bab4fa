/** What a bearer token may be made for; a token does nothing outside its scopes, whoever it belongs to. */
export const tokenScopes = [
	'sessions:read',
	'sessions:write',
	'sessions:import',
	'reports:export',
	'agent:call',
	'charging:write',
	'charging:roam',
] as const;

export type TokenScope = (typeof tokenScopes)[number];
