import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { ownRoleName, readsReplies } from './access_rules.ts';
import { defaultAccess, hashPassword, ownRole, pluginClient, sharedRoles } from './dynamic_security.ts';
import type { PluginRole, PluginSecret } from './dynamic_security.ts';
import { agentUsernames, alone } from './setup_accounts.ts';
import type { AccountGroup } from './setup_accounts.ts';

const acl = v.looseObject({ acltype: v.string(), topic: v.string(), allow: v.boolean() });

/** What is read of the plugin's file; everything else in it stays as it is. */
const storedSecurity = v.looseObject({
	clients: v.array(
		v.looseObject({
			username: v.string(),
			roles: v.optional(v.array(v.looseObject({ rolename: v.string() })), []),
			password: v.optional(v.string()),
			salt: v.optional(v.string()),
			iterations: v.optional(v.number()),
		}),
	),
	roles: v.array(v.looseObject({ rolename: v.string(), acls: v.optional(v.array(acl), []) })),
});

export type StoredSecurity = v.InferOutput<typeof storedSecurity>;
type StoredClient = StoredSecurity['clients'][number];
type StoredRole = StoredSecurity['roles'][number];

/** A group and the secret that was made for it. */
export interface IssuedSecret {
	readonly group: AccountGroup;
	readonly password: string;
}

export interface SecurityChange {
	/** The whole file, to be written as JSON. */
	readonly security: object;
	/** Groups that have a new secret. */
	readonly issued: readonly IssuedSecret[];
	/** Accounts that joined a group and have its old secret. */
	readonly joined: readonly string[];
	/** Shared roles whose rules were not those of this version. */
	readonly updatedRoles: readonly string[];
}

/** Parses the plugin's file. Throws FaultError for text that is none. */
export function parseSecurity(text: string, path: string): StoredSecurity {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSecurity), text);
	if (!parsed.success) throw new FaultError('broker', `${path} is not a file of the dynamic-security plugin`);
	return parsed.output;
}

/**
 * Adds the accounts that are missing and brings the shared roles to what this version has; keeps every account and secret that is there, but those
 * named in `renew`. Throws FaultError for a name that belongs to an account of another role, or to none that could be renewed.
 */
export function changeSecurity(
	stored: StoredSecurity | null,
	wanted: { groups: readonly AccountGroup[]; renew: readonly string[]; newPassword: () => string },
): SecurityChange {
	const clients = new Map<string, StoredClient>((stored?.clients ?? []).map((client) => [client.username, client]));
	const roles = new Map<string, StoredRole | PluginRole>((stored?.roles ?? []).map((role) => [role.rolename, role]));
	const issued: IssuedSecret[] = [];
	const joined: string[] = [];
	const updatedRoles: string[] = [];

	for (const group of [...wanted.groups, ...services(wanted.renew, { groups: wanted.groups, clients })]) {
		const known = group.usernames.flatMap((username) => clients.get(username) ?? []);
		for (const client of known) requireRole(client, group.role);
		const { isFresh, secret } = secretOf(group, known[0]);
		// Connections that the agent opens no more have its secret, too.
		const others = group.role === 'agent' ? agentUsernames(group.name, clients.keys()) : [];
		for (const username of new Set([...group.usernames, ...others])) {
			if (!isFresh && clients.has(username)) continue;
			const account = { role: group.role, username, clientId: username };
			clients.set(username, pluginClient(account, secret));
			if (readsReplies(group.role)) roles.set(ownRoleName(username), ownRole(account));
			if (!isFresh) joined.push(username);
		}
	}
	for (const role of sharedRoles()) {
		const before = roles.get(role.rolename);
		if (before && rulesText(before.acls) === rulesText(role.acls)) continue;
		roles.set(role.rolename, role);
		if (stored) updatedRoles.push(role.rolename);
	}
	const security = {
		groups: [],
		...stored,
		defaultACLAccess: defaultAccess,
		clients: [...clients.values()],
		roles: [...roles.values()],
	};
	return { security, issued, joined, updatedRoles };

	/** A new secret for a group that has none or shall have another; otherwise the one of its first account. */
	function secretOf(group: AccountGroup, first: StoredClient | undefined): { isFresh: boolean; secret: PluginSecret } {
		if (first && !wanted.renew.includes(group.name)) {
			const { password = '', salt = '', iterations = 1 } = first;
			return { isFresh: false, secret: { password, salt, iterations } };
		}
		const password = wanted.newPassword();
		issued.push({ group, password });
		return { isFresh: true, secret: hashPassword(password) };
	}
}

/** Groups of the services that are to be renewed and were not named otherwise. */
function services(
	renew: readonly string[],
	{ groups, clients }: { groups: readonly AccountGroup[]; clients: ReadonlyMap<string, StoredClient> },
): AccountGroup[] {
	const others = renew.filter((name) => !groups.some((group) => group.name === name));
	return others.map((name) => {
		const client = clients.get(name);
		if (client === undefined) throw new FaultError('broker', `There is no account ${name} to renew`);
		requireRole(client, 'service');
		return alone(name, 'service');
	});
}

function requireRole(client: StoredClient, role: string): void {
	if (client.roles.some(({ rolename }) => rolename === role)) return;
	const has = client.roles.map(({ rolename }) => rolename).join(', ') || 'no role';
	throw new FaultError('broker', `Account ${client.username} has ${has}, should have ${role}: choose another name`);
}

function rulesText(rules: readonly { acltype: string; topic: string; allow: boolean }[]): string {
	const texts = rules.map(({ acltype, topic, allow }) => `${acltype} ${topic} ${allow}`);
	return texts.sort().join('\n');
}
