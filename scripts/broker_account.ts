/** Adds, rotates or removes an account of a running Mosquitto, on Deno: standard input is `AccountOptions` as JSON. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { FaultError } from '#lib/kernel/fault.ts';
import { type ControlOptions, createBrokerControl } from '#lib/server/gateways/broker/broker_control.ts';
import { manageAccounts } from '#lib/server/gateways/broker/manage_accounts.ts';
import { type BrokerAddresses, credentialText } from '#lib/server/gateways/broker/setup_credentials.ts';
import { replaceFile } from '#lib/server/gateways/broker/setup_files.ts';

interface AccountOptions {
	readonly action: 'add' | 'rotate' | 'remove';
	readonly name: string;
	/** Where a new secret goes. */
	readonly out: string;
	readonly control: ControlOptions;
	/** Where the account reaches the broker. */
	readonly addresses: BrokerAddresses;
}

const options = JSON.parse(await new Response(Deno.stdin.readable).text()) as AccountOptions;
const control = createBrokerControl(options.control);
try {
	process.stdout.write(`${await act(options)}\n`);
} catch (error) {
	if (!(error instanceof FaultError)) throw error;
	const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
	process.stderr.write(`${error.message}${cause}\n`);
	process.exitCode = 1;
} finally {
	await control.close();
}

async function act({ action, name, out, addresses }: AccountOptions): Promise<string> {
	const accounts = manageAccounts(control);
	if (action === 'remove') {
		await accounts.remove(name);
		return `${name} is removed`;
	}
	if (action === 'add' && existsSync(out)) throw new FaultError('broker', `${out} exists, should be moved away first`);
	const issued = await accounts[action](name);
	await replaceFile(out, { text: credentialText(issued, addresses), mode: 0o600 });
	return `The secret of ${name}: ${out}`;
}
