import type { Socket } from 'node:net';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { controlTopic } from './access_rules.ts';

export interface ControlOptions {
	/** TCP address of the broker. */
	readonly url: string;
	/** An account that may command: the app's or the admin's. */
	readonly username: string;
	readonly password: string;
	readonly clientId: string;
	/** How long the broker may take for a command, ms. */
	readonly timeoutMs?: number;
}

/** A command of Mosquitto's dynamic-security plugin. */
export type Command = Readonly<Record<string, unknown>> & { readonly command: string };

const responses = v.object({
	responses: v.array(
		v.object({
			command: v.string(),
			correlationData: v.optional(v.string()),
			error: v.optional(v.string()),
			data: v.optional(v.unknown()),
		}),
	),
});

/** What the broker answers to one command; `error` is undefined if it is done. */
export type CommandAnswer = v.InferOutput<typeof responses>['responses'][number];

export interface BrokerControl {
	/** Sends commands, carried out in order, and returns their answers. Throws FaultError if the broker does not answer. */
	ask(commands: readonly Command[]): Promise<readonly CommandAnswer[]>;
	close(): Promise<void>;
}

/** Throws FaultError if a command failed for another reason than those named. */
export function requireDone(answers: readonly CommandAnswer[], tolerated: readonly string[] = []): void {
	const failed = answers.find(({ error }) => error !== undefined && !tolerated.includes(error));
	if (failed) throw new FaultError('broker', `Broker refuses ${failed.command}: ${failed.error}`);
}

/** A connection for account commands, made at the first use and again whenever it is lost. */
export function createBrokerControl(options: ControlOptions): BrokerControl {
	const timeoutMs = options.timeoutMs ?? 5000;
	const waiting = new Map<string, (answers: readonly CommandAnswer[]) => void>();
	let client: MqttClient | undefined;
	let connectionError: Error | undefined;
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
		fresh.on('error', (error) => (connectionError = error));
		fresh.on('message', (_, payload) => {
			const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), responses), payload.toString());
			const answers = parsed.success ? parsed.output.responses : [];
			waiting.get(answers[0]?.correlationData ?? '')?.(answers);
		});
		return fresh;
	};

	return {
		async ask(commands) {
			const connected = (client ??= connect());
			const answered = deferred<readonly CommandAnswer[]>();
			const correlationData = crypto.randomUUID();
			waiting.set(correlationData, answered.resolve);
			const fault = (cause: unknown) =>
				answered.reject(new FaultError('broker', 'Broker takes no account commands', { retryAfterMs: 2000, cause }));
			const timer = setTimeout(() => fault(connectionError), timeoutMs);
			const payload = JSON.stringify({ commands: commands.map((command) => ({ ...command, correlationData })) });
			try {
				await Promise.race([listening.promise, answered.promise]);
				connected.publish(controlTopic, payload, { qos: 1 }, (error) => error && fault(error));
				return await answered.promise;
			} finally {
				clearTimeout(timer);
				waiting.delete(correlationData);
			}
		},
		async close() {
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
