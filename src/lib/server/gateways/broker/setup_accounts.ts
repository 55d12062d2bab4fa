import { agentLogins } from '../mqtt/agent_accounts.ts';
import type { BrokerRole } from './access_rules.ts';

/** The accounts of one program. They share its secret; each is bound to one client id, which is its own name. */
export interface AccountGroup {
	readonly name: string;
	readonly role: BrokerRole;
	/** The group's name and, for an agent, those of its receiving connections. */
	readonly usernames: readonly string[];
}

/** The operator's own account: account commands and `$SYS`. */
const adminName = 'pitlane-admin';

/**
 * Who connects to a broker: every process has accounts of its own, because two that share a client id would push each other off for ever.
 * Processes have letters, an agent's receiving connections have numbers.
 */
export function accountGroups(wanted: {
	agents: number;
	connections: number;
	apps: number;
	services: readonly string[];
}): AccountGroup[] {
	return [
		alone(adminName, 'admin'),
		...lettered('pitlane-app', wanted.apps).map((name) => alone(name, 'app')),
		...lettered('pitlane-agent', wanted.agents).map((name) => agentGroup(name, wanted.connections)),
		...[...new Set(wanted.services)].map((name) => alone(name, 'service')),
	];
}

/** A program with a single connection. */
export function alone(name: string, role: BrokerRole): AccountGroup {
	return { name, role, usernames: [name] };
}

/** An agent process: one account to publish with, and one for each connection that receives. */
function agentGroup(name: string, connections: number): AccountGroup {
	const { publisher, subscribers } = agentLogins({ username: name, password: '', clientId: name }, connections);
	return { name, role: 'agent', usernames: [publisher, ...subscribers].map(({ username }) => username) };
}

/** The agent's accounts among the names, whatever number of connections it has now. */
export function agentUsernames(name: string, usernames: Iterable<string>): string[] {
	const isReceiver = (username: string) =>
		username.startsWith(`${name}-`) && /^\d+$/.test(username.slice(name.length + 1));
	return [...usernames].filter((username) => username === name || isReceiver(username));
}

function lettered(name: string, count: number): string[] {
	return Array.from({ length: count }, (_, i) => `${name}-${String.fromCharCode('a'.charCodeAt(0) + i)}`);
}
