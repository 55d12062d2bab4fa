import type { IssuedSecret } from './setup_security.ts';

/** Where a broker is reached. */
export interface BrokerAddresses {
	/** By agents, apps and services. */
	readonly url: string;
	/** By the operator on the broker's own machine, where it is another. */
	readonly localUrl?: string;
	/** By browsers, where it is known. */
	readonly wsUrl?: string | undefined;
}

/** Name of the file that holds the environment of a group. */
export function credentialFile(groupName: string): string {
	return `${groupName}.env`;
}

/** The lines that a program has in its environment to connect with what was issued to it. */
export function credentialText({ group, password }: IssuedSecret, addresses: BrokerAddresses): string {
	const login = (prefix: string) => [
		`${prefix}_USERNAME=${group.name}`,
		`${prefix}_PASSWORD=${password}`,
		`${prefix}_CLIENT_ID=${group.name}`,
	];
	const url = `PITLANE_MQTT_URL=${addresses.url}`;
	const wsUrl = addresses.wsUrl === undefined ? [] : [`PITLANE_MQTT_WS_URL=${addresses.wsUrl}`];
	switch (group.role) {
		case 'agent':
			return text('One agent process; each has its own.', [
				url,
				...login('PITLANE_MQTT_AGENT'),
				`PITLANE_MQTT_AGENT_CONNECTIONS=${group.usernames.length - 1}`,
			]);
		case 'app':
			return text('One web process; each has its own.', [url, ...wsUrl, ...login('PITLANE_MQTT_APP')]);
		case 'admin':
			return text('The operator: account commands and $SYS.', [
				`MQTT_URL=${addresses.localUrl ?? addresses.url}`,
				...login('MQTT'),
			]);
		case 'service':
		case 'attendant_tab':
			return text(`The service ${group.name}.`, [`MQTT_URL=${addresses.url}`, ...login('MQTT')]);
	}
}

/** The line that is the same for every web and agent process. `key` is 32 bytes in base64. */
export function actorTokenText(key: string): string {
	return text('Signs and verifies actor tokens: the same line for every web and agent process.', [
		`PITLANE_ACTOR_TOKEN_KEY=${key}`,
	]);
}

function text(comment: string, lines: readonly string[]): string {
	return `# ${comment}\n${lines.join('\n')}\n`;
}
