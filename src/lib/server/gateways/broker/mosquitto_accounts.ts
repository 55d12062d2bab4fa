import { ownRoleName } from './access_rules.ts';
import type { BrokerAccounts } from './broker_accounts.ts';
import { createBrokerControl, requireDone } from './broker_control.ts';
import type { Command, ControlOptions } from './broker_control.ts';
import { accountCommands } from './dynamic_security.ts';

/** What a deletion may answer: there was nothing to delete. */
const nothingThere = ['Client not found', 'Role not found'];

/**
 * Grants and revokes by commands of Mosquitto's dynamic-security plugin, which the embedded broker answers too.
 * Each user gets a role of its own for its reply topics: `%c` does not expand inside the plugin of Mosquitto 2.0, and
 * an `acl_file` beside it would grant every subscription in SUBACK. Connects at the first use.
 */
export function createMosquittoAccounts(options: ControlOptions): BrokerAccounts & { close(): Promise<void> } {
	const control = createBrokerControl(options);
	const run = async (commands: readonly Command[]) => requireDone(await control.ask(commands), nothingThere);
	const remove = (username: string): Command[] => [
		{ command: 'deleteClient', username },
		{ command: 'deleteRole', rolename: ownRoleName(username) },
	];
	return {
		grant: ({ username, password, clientId }) =>
			run([...remove(username), ...accountCommands({ role: 'attendant_tab', username, password, clientId })]),
		revoke: (username) => run(remove(username)),
		close: () => control.close(),
	};
}
