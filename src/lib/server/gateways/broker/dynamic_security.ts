import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { ownRoleName, readsReplies, replyRules, roleRules } from './access_rules.ts';
import type { AccessRules, BrokerAccount, BrokerRole } from './access_rules.ts';

/** One access rule as Mosquitto's dynamic-security plugin writes it. */
interface PluginAcl {
	readonly acltype: 'publishClientSend' | 'publishClientReceive' | 'subscribePattern' | 'unsubscribePattern';
	readonly topic: string;
	readonly priority: number;
	readonly allow: boolean;
}

/** Rules in the plugin's words. */
export function pluginAcls(rules: AccessRules): PluginAcl[] {
	const allow = (acltype: PluginAcl['acltype']) => (topic: string) => ({ acltype, topic, priority: 0, allow: true });
	return [
		...rules.publish.map(allow('publishClientSend')),
		...rules.receive.map(allow('publishClientReceive')),
		...rules.subscribe.map(allow('subscribePattern')),
		...rules.subscribe.map(allow('unsubscribePattern')),
	];
}

/** The roles of an account: the shared one, and its own where it reads replies. */
export function pluginRoles(account: Pick<BrokerAccount, 'role' | 'username'>) {
	const own = readsReplies(account.role) ? [{ rolename: ownRoleName(account.username), priority: 0 }] : [];
	return [{ rolename: account.role, priority: 0 }, ...own];
}

/**
 * The plugin's whole configuration with the given accounts. All four defaults deny: `publishClientReceive` would
 * allow if it were left out.
 */
export function dynamicSecurityConfig(accounts: readonly BrokerAccount[]) {
	const shared = (Object.keys(roleRules) as BrokerRole[]).map((role) => ({
		rolename: role,
		acls: pluginAcls(roleRules[role]),
	}));
	const own = accounts
		.filter(({ role }) => readsReplies(role))
		.map((account) => ({ rolename: ownRoleName(account.username), acls: pluginAcls(replyRules(account)) }));
	return {
		defaultACLAccess: {
			publishClientSend: false,
			publishClientReceive: false,
			subscribe: false,
			unsubscribe: false,
		},
		clients: accounts.map((account) => ({
			username: account.username,
			clientid: account.clientId,
			roles: pluginRoles(account),
			...hashPassword(account.password),
		})),
		groups: [],
		roles: [...shared, ...own],
	};
}

/** The plugin's password hash: PBKDF2 with SHA-512, 64 bytes, in base64. */
function hashPassword(password: string) {
	const salt = randomBytes(12);
	const iterations = 10_000;
	const hash = pbkdf2Sync(password, salt, iterations, 64, 'sha512');
	return { password: hash.toString('base64'), salt: salt.toString('base64'), iterations };
}
