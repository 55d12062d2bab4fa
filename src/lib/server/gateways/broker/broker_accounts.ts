/** A credential of one browser tab: a user, a random secret, and the one MQTT client id it may connect with. */
export interface TabCredential {
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
}

/** Who may connect to the broker as a browser tab. Both throw FaultError if the broker does not answer. */
export interface BrokerAccounts {
	/** Lets the tab in, in place of an earlier credential of the same user, which is disconnected. */
	grant(credential: TabCredential): Promise<void>;
	/** Disconnects the user's tab and refuses it from now on; a user who is not there is no error. */
	revoke(username: string): Promise<void>;
}

/** A broker that was started here. */
export interface RunningBroker {
	/** For agents, services and the app: `mqtt://…`. */
	readonly tcpUrl: string;
	/** For browsers: `ws://…`. */
	readonly wsUrl: string;
	/** Ends it; no process or port stays behind. */
	stop(): Promise<void>;
}
