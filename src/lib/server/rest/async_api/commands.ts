import type { OperationName } from '#lib/protocol/operations.ts';
import { operations } from '#lib/protocol/operations.ts';
import { messageExpirySeconds } from '#lib/protocol/replies.ts';
import { fillTopic, requestTopic } from '#lib/protocol/topics.ts';
import { examplePlanId } from './examples.ts';
import { brokerPort, type ShownServers } from './servers.ts';

/** Command lines that speak to the agent from a shell, with Mosquitto's own programs. */
export interface ShellCommands {
	readonly listen: string;
	readonly publish: string;
}

/** How to hear an operation's answers and to ask for it; each account has one client id, so that the two need two accounts. */
export function shellCommands(
	operation: OperationName,
	{ tcp }: Pick<ShownServers, 'tcp'>,
	request: object,
): ShellCommands {
	const tls = tcp.protocol === 'mqtts:' ? ' --tls-use-os-certs' : '';
	const broker = `-V 5 -q 1 -h ${tcp.hostname} -p ${brokerPort(tcp)}${tls}`;
	const { acknowledgement, replyTopic } = operations[operation];
	const topics = [...(acknowledgement ? [acknowledgement.topic] : []), replyTopic];
	const filters = topics.map((topic) => `-t '${fillTopic(topic, examplePlanId)}'`).join(' ');
	return {
		listen: `mosquitto_sub ${broker} -u "$MONITOR" -P "$MONITOR_PASSWORD" -i "$MONITOR_ID" ${filters} -v`,
		publish: [
			`mosquitto_pub ${broker} -u "$USER_NAME" -P "$PASSWORD" -i "$CLIENT_ID"`,
			`-D publish message-expiry-interval ${messageExpirySeconds}`,
			`-t '${requestTopic(operation, examplePlanId)}'`,
			`-m ${quoted(JSON.stringify(request))}`,
		].join(' '),
	};
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
