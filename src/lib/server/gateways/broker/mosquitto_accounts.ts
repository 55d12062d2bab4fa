import type { Socket } from 'node:net';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { controlTopic, ownRoleName, replyRules } from './access_rules.ts';
import type { BrokerAccounts } from './broker_accounts.ts';
import { pluginAcls, pluginRoles } from './dynamic_security.ts';

export interface ControlOptions {
	/** TCP address of the broker. */
	readonly url: string;
	/** The app's account. */
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
	/** How long the broker may take for a command, ms. */
	readonly timeoutMs?: number;
}

type Command = Readonly<Record<string, unknown>> & { readonly command: string };

const responses = v.object({
	responses: v.array(
		v.object({ command: v.string(), correlationData: v.optional(v.string()), error: v.optional(v.string()) }),
	),
});

/** What a deletion may answer: there was nothing to delete. */
const nothingThere = new Set(['Client not found', 'Role not found']);

/**
 * Grants and revokes by commands of Mosquitto's dynamic-security plugin, which the embedded broker answers too.
 * Each user gets a role of its own for its reply topics: `%c` does not expand inside the plugin of Mosquitto 2.0, and
 * an `acl_file` beside it would grant every subscription in SUBACK. Connects at the first use.
 */
export function createMosquittoAccounts(options: ControlOptions): BrokerAccounts & { close(): Promise<void> } {
	const control = createControl(options);
	const remove = (username: string): Command[] => [
		{ command: 'deleteClient', username },
		{ command: 'deleteRole', rolename: ownRoleName(username) },
	];
	return {
		grant: ({ username, password, clientId }) =>
			control.send([
				...remove(username),
				{
					command: 'createRole',
					rolename: ownRoleName(username),
					acls: pluginAcls(replyRules({ role: 'attendant_tab', clientId })),
				},
				{
					command: 'createClient',
					username,
					password,
					clientid: clientId,
					roles: pluginRoles({ role: 'attendant_tab', username }),
				},
			]),
		revoke: (username) => control.send(remove(username)),
		close: () => control.close(),
	};
}

type Answers = v.InferOutput<typeof responses>['responses'];

function createControl(options: ControlOptions) {
	const timeoutMs = options.timeoutMs ?? 5000;
	const waiting = new Map<string, (answers: Answers) => void>();
	let client: MqttClient | undefined;
	/** Settled while answers can be heard: a command sent earlier would be carried out unheard. */
	let listening = deferred<void>();

	const connect = () => {
		const { url, username, password, clientId } = options;
		const fresh = mqtt.connect(url, { username, password, clientId, protocolVersion: 5, resubscribe: false });
		fresh.on('connect', () => {
			// Nagle's algorithm would hold each command back for 40 ms.
			(fresh.stream as unknown as Partial<Socket>).setNoDelay?.(true);
			fresh.subscribe(`${controlTopic}/response`, { qos: 1 }, (error) => error || listening.resolve());
		});
		fresh.on('close', () => (listening = deferred()));
		// The command in hand runs into its time limit and says so; mqtt.js goes on connecting.
		fresh.on('error', () => undefined);
		fresh.on('message', (_, payload) => {
			const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), responses), payload.toString());
			const answers = parsed.success ? parsed.output.responses : [];
			waiting.get(answers[0]?.correlationData ?? '')?.(answers);
		});
		return fresh;
	};

	return {
		async send(commands: readonly Command[]): Promise<void> {
			const connected = (client ??= connect());
			const answered = deferred<Answers>();
			const correlationData = crypto.randomUUID();
			waiting.set(correlationData, answered.resolve);
			const fault = (cause?: unknown) =>
				answered.reject(new FaultError('broker', 'Broker takes no account commands', { retryAfterMs: 2000, cause }));
			const timer = setTimeout(fault, timeoutMs);
			const payload = JSON.stringify({ commands: commands.map((command) => ({ ...command, correlationData })) });
			try {
				await Promise.race([listening.promise, answered.promise]);
				connected.publish(controlTopic, payload, { qos: 1 }, (error) => error && fault(error));
				const failed = (await answered.promise).find(({ error }) => error !== undefined && !nothingThere.has(error));
				if (failed) throw new FaultError('broker', `Broker refuses ${failed.command}: ${failed.error}`);
			} finally {
				clearTimeout(timer);
				waiting.delete(correlationData);
			}
		},
		async close(): Promise<void> {
			await client?.endAsync(true);
			client = undefined;
		},
	};
}

function deferred<T>() {
	let resolve: (value: T) => void = () => undefined;
	let reject: (error: unknown) => void = () => undefined;
	const promise = new Promise<T>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}
