import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { ownRoleName, readsReplies, replyRules, roleRules } from './access_rules.ts';
import type { AccessRules, BrokerAccount, BrokerRole } from './access_rules.ts';
import type { Command } from './broker_control.ts';

/** One access rule as Mosquitto's dynamic-security plugin writes it. */
interface PluginAcl {
	readonly acltype: 'publishClientSend' | 'publishClientReceive' | 'subscribePattern' | 'unsubscribePattern';
	readonly topic: string;
	readonly priority: number;
	readonly allow: boolean;
}

/** A named list of rules in the plugin's words. */
export interface PluginRole {
	readonly rolename: string;
	readonly acls: readonly PluginAcl[];
}

/** A secret as the plugin keeps it: a salted hash. */
export interface PluginSecret {
	readonly password: string;
	readonly salt: string;
	readonly iterations: number;
}

function pluginAcls(rules: AccessRules): PluginAcl[] {
	const allow = (acltype: PluginAcl['acltype']) => (topic: string) => ({ acltype, topic, priority: 0, allow: true });
	return [
		...rules.publish.map(allow('publishClientSend')),
		...rules.receive.map(allow('publishClientReceive')),
		...rules.subscribe.map(allow('subscribePattern')),
		...rules.subscribe.map(allow('unsubscribePattern')),
	];
}

/** The roles of an account: the shared one, and its own where it reads replies. */
function pluginRoles(account: Pick<BrokerAccount, 'role' | 'username'>) {
	const own = readsReplies(account.role) ? [{ rolename: ownRoleName(account.username), priority: 0 }] : [];
	return [{ rolename: account.role, priority: 0 }, ...own];
}

/** The commands that let an account which reads replies in at a running broker: its own role, then the account. */
export function accountCommands(account: BrokerAccount): Command[] {
	const { username, password, clientId } = account;
	return [
		{ command: 'createRole', ...ownRole(account) },
		{ command: 'createClient', username, password, clientid: clientId, roles: pluginRoles(account) },
	];
}

/** What no rule allows is denied. `publishClientReceive` would allow if it were left out. */
export const defaultAccess = {
	publishClientSend: false,
	publishClientReceive: false,
	subscribe: false,
	unsubscribe: false,
};

/** The roles that accounts share, with the rules that this version of Pitlane has for them. */
export function sharedRoles(): PluginRole[] {
	return (Object.keys(roleRules) as BrokerRole[]).map((role) => ({
		rolename: role,
		acls: pluginAcls(roleRules[role]),
	}));
}

/** The role of one account alone: the answers addressed to it. */
export function ownRole(account: Pick<BrokerAccount, 'role' | 'username' | 'clientId'>): PluginRole {
	return { rolename: ownRoleName(account.username), acls: pluginAcls(replyRules(account)) };
}

/** An account as the plugin keeps it. */
export function pluginClient(account: Omit<BrokerAccount, 'password'>, secret: PluginSecret) {
	return { username: account.username, clientid: account.clientId, roles: pluginRoles(account), ...secret };
}

/** The plugin's whole configuration with the given accounts. */
export function dynamicSecurityConfig(accounts: readonly BrokerAccount[]) {
	const own = accounts.filter(({ role }) => readsReplies(role)).map(ownRole);
	return {
		defaultACLAccess: defaultAccess,
		clients: accounts.map((account) => pluginClient(account, hashPassword(account.password))),
		groups: [],
		roles: [...sharedRoles(), ...own],
	};
}

/** The plugin's password hash: PBKDF2 with SHA-512, 64 bytes, in base64. */
export function hashPassword(password: string): PluginSecret {
	const salt = randomBytes(12);
	const iterations = 10_000;
	const hash = pbkdf2Sync(password, salt, iterations, 64, 'sha512');
	return { password: hash.toString('base64'), salt: salt.toString('base64'), iterations };
}
