import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { ownRoleName } from './access_rules.ts';
import type { BrokerRole } from './access_rules.ts';
import { requireDone } from './broker_control.ts';
import type { BrokerControl } from './broker_control.ts';
import { accountCommands } from './dynamic_security.ts';
import { agentUsernames, alone } from './setup_accounts.ts';
import type { IssuedSecret } from './setup_security.ts';
import { requireServiceName } from './setup_settings.ts';

/** Accounts at a running broker; all throw FaultError if it refuses or does not answer. */
export interface AccountManager {
	/** Lets a new service in. Throws FaultError if the name is taken. */
	add(name: string): Promise<IssuedSecret>;
	/** Gives a service, an agent or an app another secret and disconnects it: it comes back with the new one only. */
	rotate(name: string): Promise<IssuedSecret>;
	/** Disconnects a service and refuses it from now on. */
	remove(name: string): Promise<void>;
}

const knownClient = v.object({
	client: v.object({ roles: v.array(v.object({ rolename: v.string() })) }),
});
const clientList = v.object({ clients: v.array(v.string()) });

/** Manages accounts by commands of the dynamic-security plugin; what is granted to tabs is not its business. */
export function manageAccounts(control: BrokerControl): AccountManager {
	const newPassword = () => randomBytes(32).toString('base64url');

	/** The account's role out of those that may be asked for. */
	async function roleOf(name: string, among: readonly BrokerRole[]): Promise<BrokerRole> {
		const [answer] = await control.ask([{ command: 'getClient', username: name }]);
		if (answer?.error === 'Client not found') throw new FaultError('broker', `There is no account ${name}`);
		requireDone(answer ? [answer] : []);
		const names = v.parse(knownClient, answer?.data).client.roles.map(({ rolename }) => rolename);
		const role = among.find((one) => names.includes(one));
		if (role) return role;
		throw new FaultError('broker', `Account ${name} has ${names.join(', ')}, should have ${among.join(' or ')}`);
	}

	async function usernamesOf(name: string, role: BrokerRole): Promise<string[]> {
		if (role !== 'agent') return [name];
		const answers = await control.ask([{ command: 'listClients' }]);
		requireDone(answers);
		return agentUsernames(name, v.parse(clientList, answers[0]?.data).clients);
	}

	return {
		async add(name) {
			requireServiceName(name);
			const password = newPassword();
			const commands = accountCommands({ role: 'service', username: name, clientId: name, password });
			const answers = await control.ask(commands);
			if (answers.some(({ error }) => error === 'Client already exists'))
				throw new FaultError('broker', `Account ${name} exists, should be new: rotate gives it another secret`);
			// A role that an interrupted removal has left has the same rules.
			requireDone(answers, ['Role already exists']);
			return { group: alone(name, 'service'), password };
		},
		async rotate(name) {
			const role = await roleOf(name, ['service', 'agent', 'app']);
			const usernames = await usernamesOf(name, role);
			const password = newPassword();
			requireDone(
				await control.ask(usernames.map((username) => ({ command: 'setClientPassword', username, password }))),
			);
			return { group: { name, role, usernames }, password };
		},
		async remove(name) {
			await roleOf(name, ['service']);
			requireDone(
				await control.ask([
					{ command: 'deleteClient', username: name },
					{ command: 'deleteRole', rolename: ownRoleName(name) },
				]),
			);
		},
	};
}
