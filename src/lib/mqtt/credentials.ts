/** What a tab connects to the broker with; issued by the app, short-lived, revoked at sign-out. */
export interface BrokerCredentials {
	/** WebSocket address of the broker. */
	readonly url: string;
	readonly username: string;
	readonly password: string;
	/** The only client id that the user may connect with. */
	readonly clientId: string;
	/** Signed proof of who acts, sent with each request. */
	readonly actorToken: string;
	/** When they end, UTC milliseconds. */
	readonly expiresAt: number;
}

/** True if both let the same client in, so that a renewal needs no new connection. */
export function sameLogin(a: BrokerCredentials, b: BrokerCredentials): boolean {
	return a.url === b.url && a.username === b.username && a.password === b.password && a.clientId === b.clientId;
}
