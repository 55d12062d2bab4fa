/** Sets up a Mosquitto, on Deno: standard input is `SetupOptions` as JSON. Says what it wrote, and no secret. */
import process from 'node:process';
import { FaultError } from '#lib/kernel/fault.ts';
import { setUpBroker, type SetupOptions, type SetupOutcome } from '#lib/server/gateways/broker/setup_broker.ts';

try {
	const options = JSON.parse(await new Response(Deno.stdin.readable).text()) as SetupOptions;
	process.stdout.write(`${report(await setUpBroker(options)).join('\n')}\n`);
} catch (error) {
	if (!(error instanceof FaultError)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}

function report({ configPath, formerConfigPath, credentialPaths, joined, updatedRoles }: SetupOutcome): string[] {
	const lines = [`Configuration: ${configPath}`];
	if (formerConfigPath) lines.push(`The former one: ${formerConfigPath}`);
	if (joined.length > 0) lines.push(`Accounts with the secret that their agent has: ${joined.join(', ')}`);
	if (updatedRoles.length > 0) lines.push(`Rules of this version for: ${updatedRoles.join(', ')}`);
	if (credentialPaths.length > 0) {
		lines.push('Secrets, one file for each program; move each to where it belongs:');
		lines.push(...credentialPaths.map((path) => `  ${path}`));
	} else lines.push('No secret is new');
	return lines;
}
