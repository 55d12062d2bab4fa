import { spawn } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

/** How long an answer may take before a test says that there is none, ms. */
const answerLimitMs = 20_000;

/** One message as `mosquitto_sub -F %j` prints it. */
const printedMessage = v.object({
	topic: v.string(),
	qos: v.number(),
	payload: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
	properties: v.optional(
		v.object({
			'correlation-data': v.optional(v.string()),
			'message-expiry-interval': v.optional(v.number()),
			'user-properties': v.optional(v.record(v.string(), v.string())),
		}),
		{},
	),
});

/** A message that was heard. */
export interface Heard {
	readonly topic: string;
	readonly qos: number;
	readonly correlationData: string | undefined;
	/** Seconds. */
	readonly messageExpiry: number | undefined;
	readonly userProperties: Readonly<Record<string, string>> | undefined;
	readonly payload: Readonly<Record<string, unknown>>;
}

/** A running `mosquitto_sub`. */
export interface Ear {
	/** All that was heard so far, first to last. */
	readonly heard: readonly Heard[];
	/** The first message from the `from`th on that is meant. Throws with all that was heard if none comes. */
	next(isMeant: (message: Heard) => boolean, from?: number): Promise<Heard>;
	stop(): Promise<void>;
}

/** Runs mosquitto_sub in an environment; answers once its subscriptions are granted, and throws if one is not. */
export async function listen(filters: readonly string[], env: NodeJS.ProcessEnv): Promise<Ear> {
	const topics = filters.flatMap((filter) => ['-t', filter]);
	const options = ['-h', 'localhost', '-V', 'mqttv5', '-q', '1', '-d', '-F', '%j'];
	// Into a pipe it would keep back what it prints.
	const child = spawn('stdbuf', ['-oL', 'mosquitto_sub', ...options, ...topics], {
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const killAtExit = () => child.kill('SIGKILL');
	process.once('exit', killAtExit);
	const ended = once(child, 'close');
	const heard: Heard[] = [];
	let complaint = '';
	child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
	const events = new EventEmitter();
	createInterface({ input: child.stdout }).on('line', (line) => {
		if (line.startsWith('Subscribed')) events.emit('granted', line);
		if (line.startsWith('{')) events.emit('message', heard.push(readMessage(line)));
	});
	const granted = await Promise.race([once(events, 'granted'), ended]);
	if (!/: (?:[01](?:, |$))+$/.test(String(granted[0]))) {
		child.kill('SIGKILL');
		throw new Error(`Not subscribed: ${String(granted[0])} ${complaint}`);
	}

	return {
		heard,
		async next(isMeant, from = 0) {
			const found = () => heard.slice(from).find(isMeant);
			const more = on(events, 'message', { signal: AbortSignal.timeout(answerLimitMs) });
			try {
				let message = found();
				while (!message) {
					await more.next();
					message = found();
				}
				return message;
			} catch (cause) {
				const told = heard.slice(from).map(({ topic, payload }) => `${topic} ${JSON.stringify(payload)}`);
				throw new Error(['Not heard; what was heard:', ...told].join('\n'), { cause });
			} finally {
				await more.return?.();
			}
		},
		async stop() {
			process.off('exit', killAtExit);
			child.kill('SIGTERM');
			await ended;
		},
	};
}

function readMessage(line: string): Heard {
	const { topic, qos, payload, properties } = v.parse(printedMessage, JSON.parse(line));
	return {
		topic,
		qos,
		correlationData: properties['correlation-data'],
		messageExpiry: properties['message-expiry-interval'],
		userProperties: properties['user-properties'],
		payload,
	};
}
