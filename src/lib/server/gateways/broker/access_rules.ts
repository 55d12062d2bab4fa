import { agentGroup, replyFilter, requestFilters } from '#lib/protocol/topics.ts';

/** What an account of the broker is for; decides what it may write and read. */
export type BrokerRole = 'attendant_tab' | 'agent' | 'app' | 'service' | 'admin';

/** An account of the broker, bound to one client id: an unbound one could be pushed off by whoever uses its id. */
export interface BrokerAccount {
	readonly role: BrokerRole;
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
}

/** Topic filters of what may be written, asked for and delivered. What no rule allows is denied. */
export interface AccessRules {
	readonly publish: readonly string[];
	readonly subscribe: readonly string[];
	readonly receive: readonly string[];
}

/**
 * Prefix under which the broker keeps what tabs write and read; a tab itself never sees it. A message does not say who
 * published it, so that this prefix is how the agent tells a tab, which must show an actor token, from a service.
 */
export const tabMount = 'tab/';

/** Topic of the broker's account commands; the answers come on `…/response`. */
export const controlTopic = '$CONTROL/dynamic-security/v1';

const control = {
	publish: [controlTopic],
	subscribe: [`${controlTopic}/response`],
	receive: [`${controlTopic}/response`],
};
const mounted = (filter: string) => `${tabMount}${filter}`;
const answers = ['echo/#', 'rtrn/#', 'stat/#', 'meta/#'];

/** Where the agents find requests, of services and of tabs. */
export const agentFilters: readonly string[] = [...requestFilters, ...requestFilters.map(mounted)];

/** A filter as shared subscription of the agents: each message goes to one of them (MQTT 5, 4.8.2). */
export function shared(filter: string): string {
	return `$share/${agentGroup}/${filter}`;
}

/** The rules that all accounts of a role share. Never edited while the broker runs: that would disconnect them all. */
export const roleRules: Readonly<Record<BrokerRole, AccessRules>> = {
	attendant_tab: { publish: requestFilters.map(mounted), subscribe: [], receive: [] },
	/** Its actor tokens stay between tab and agent: a service reads answers, not requests. */
	service: { publish: requestFilters, subscribe: answers, receive: answers },
	agent: {
		publish: [...answers, 'reply/#', mounted('reply/#')],
		subscribe: [...agentFilters, ...agentFilters.map(shared)],
		receive: agentFilters,
	},
	app: control,
	admin: { ...control, subscribe: [...control.subscribe, '$SYS/#'], receive: [...control.receive, '$SYS/#'] },
};

/** True for roles that name a Response Topic in their requests. */
export function readsReplies(role: BrokerRole): boolean {
	return role === 'attendant_tab' || role === 'service';
}

/** The rules of one client alone: the answers addressed to it. */
export function replyRules(account: Pick<BrokerAccount, 'role' | 'clientId'>): AccessRules {
	const filter = replyFilter(account.clientId);
	const own = [account.role === 'attendant_tab' ? mounted(filter) : filter];
	return { publish: [], subscribe: own, receive: own };
}

/** All that one account may do. */
export function accountRules(account: Pick<BrokerAccount, 'role' | 'clientId'>): AccessRules {
	const role = roleRules[account.role];
	if (!readsReplies(account.role)) return role;
	const own = replyRules(account);
	return {
		publish: role.publish,
		subscribe: [...role.subscribe, ...own.subscribe],
		receive: [...role.receive, ...own.receive],
	};
}

/** Names the role that holds one user's own rules. */
export function ownRoleName(username: string): string {
	return `own:${username}`;
}
