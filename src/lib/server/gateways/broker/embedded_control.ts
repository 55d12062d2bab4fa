import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const correlationData = v.optional(name);

/** The account commands that the embedded broker answers, in the words of Mosquitto's dynamic-security plugin. */
const commands = v.object({
	commands: v.array(
		v.variant('command', [
			v.object({
				command: v.literal('createClient'),
				username: name,
				password: name,
				clientid: idText,
				roles: v.tupleWithRest([v.object({ rolename: v.literal('attendant_tab') })], v.object({ rolename: name })),
				correlationData,
			}),
			v.object({ command: v.literal('deleteClient'), username: name, correlationData }),
			// A tab's own rules follow from its client id here, so that its own role need not be kept.
			v.object({ command: v.literal('createRole'), rolename: name, correlationData }),
			v.object({ command: v.literal('deleteRole'), rolename: name, correlationData }),
		]),
	),
});

/** Carries out account commands and returns the answer to send; what is no such command is answered as an error. */
export function runControlCommands(
	payload: string,
	accounts: {
		grant: (credential: { username: string; password: string; clientId: string }) => void;
		revoke: (username: string) => boolean;
	},
): string {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), commands), payload);
	if (!parsed.success)
		return JSON.stringify({ responses: [{ command: 'Unknown command', error: 'Invalid/missing command' }] });
	const responses = parsed.output.commands.map((command) => {
		const answer = { command: command.command, correlationData: command.correlationData };
		if (command.command === 'createClient') {
			accounts.grant({ username: command.username, password: command.password, clientId: command.clientid });
		} else if (command.command === 'deleteClient' && !accounts.revoke(command.username)) {
			return { ...answer, error: 'Client not found' };
		}
		return answer;
	});
	return JSON.stringify({ responses });
}
