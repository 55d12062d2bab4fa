/** A login of the broker. */
export interface BrokerLogin {
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
}

/** The logins of one agent: every connection has its own, because each account is bound to one client id. */
export interface AgentLogins {
	readonly publisher: BrokerLogin;
	readonly subscribers: readonly BrokerLogin[];
}

/**
 * Derives an agent's logins from its first: that one publishes, and `…-1`, `…-2`, … receive. They are separate
 * because a connection that waits for a message to be handled reads no PUBACK of its own answers meanwhile.
 */
export function agentLogins(first: BrokerLogin, connections = 1): AgentLogins {
	const subscribers = Array.from({ length: connections }, (_, i) => ({
		username: `${first.username}-${i + 1}`,
		password: first.password,
		clientId: `${first.clientId}-${i + 1}`,
	}));
	return { publisher: first, subscribers };
}
