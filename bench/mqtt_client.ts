/**
 * The client of the MQTT measurements, in a process of its own: a service that publishes requests at QoS 1, so many in flight, and hears
 * the answers on its Response Topic. Takes loads as JSON, says what each took, and ends at the first answer that is not a success.
 */
import process from 'node:process';
import type { MqttClient } from 'mqtt';
import type { BrokerLogin } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectToBroker } from '#lib/server/gateways/mqtt/broker_link.ts';
import { readLines, writeLine } from './line_process.ts';
import { loadRequest, type LoadKind, type LoadRequest, type Responder } from './mqtt_requests.ts';

/** Requests number `from` to `to` of a kind, `inFlight` at once; those of one plan in their order. */
export interface MqttLoad {
	readonly url: string;
	readonly login: BrokerLogin;
	/** The echo answers with the request itself. */
	readonly responder: Responder;
	readonly kind: LoadKind;
	readonly from: number;
	readonly to: number;
	readonly inFlight: number;
}

/** What a load took. */
export interface MqttTaken {
	readonly elapsedMs: number;
	readonly latenciesMs: readonly number[];
	/** Processor time of this process, ms. */
	readonly clientMs: number;
}

/** Requests that are sent one after the other. */
interface Lane {
	readonly requests: LoadRequest[];
	readonly answers: Uint8Array[];
	sentAt: number;
}

/** Longest time without an answer, ms. */
const silenceLimitMs = 15_000;

const clients = new Map<string, MqttClient>();
for await (const load of readLines<MqttLoad>()) {
	const client = clients.get(load.url) ?? (await open(load));
	clients.set(load.url, client);
	const lanes = Array.from({ length: load.inFlight }, (): Lane => ({ requests: [], answers: [], sentAt: 0 }));
	for (let i = load.from; i < load.to; i++) lanes[i % load.inFlight]?.requests.push(loadRequest(load.kind, i));
	const taken = await send(client, load, lanes);
	for (const lane of lanes) check(load, lane);
	writeLine(taken);
}

async function open({ url, login }: MqttLoad): Promise<MqttClient> {
	const client = connectToBroker(url, login, (error) => fail(String(error)));
	await new Promise<void>((resolve) => client.once('connect', () => resolve()));
	await client.subscribeAsync(`reply/${login.clientId}/#`, { qos: 1 });
	return client;
}

async function send(client: MqttClient, load: MqttLoad, lanes: readonly Lane[]): Promise<MqttTaken> {
	const responseTopic = `reply/${load.login.clientId}/bench`;
	const latenciesMs: number[] = [];
	const sendNext = (lane: Lane, number: number) => {
		const request = lane.requests[lane.answers.length];
		if (!request) return;
		lane.sentAt = performance.now();
		const properties = { responseTopic, correlationData: Buffer.from(String(number)) };
		client.publish(request.topic, request.payload, { qos: 1, properties });
	};
	let heardBefore = 0;
	const silent = setInterval(() => {
		const heard = latenciesMs.length;
		if (heard === heardBefore) fail(`No answer within ${silenceLimitMs} ms`);
		heardBefore = heard;
	}, silenceLimitMs);

	const startedAt = performance.now();
	const before = process.cpuUsage();
	await new Promise<void>((resolve) => {
		client.on('message', (_, payload, { properties }) => {
			const number = Number(properties?.correlationData?.toString());
			const lane = lanes[number] ?? fail(`An answer to nothing: ${payload.toString()}`);
			latenciesMs.push(performance.now() - lane.sentAt);
			lane.answers.push(payload);
			sendNext(lane, number);
			if (latenciesMs.length === load.to - load.from) resolve();
		});
		for (const [number, lane] of lanes.entries()) sendNext(lane, number);
	});
	const elapsedMs = performance.now() - startedAt;
	const { user, system } = process.cpuUsage(before);
	clearInterval(silent);
	client.removeAllListeners('message');
	return { elapsedMs, latenciesMs, clientMs: (user + system) / 1000 };
}

/** A refusal, or the answer to another request, must not count. */
function check({ responder }: MqttLoad, { requests, answers }: Lane): void {
	for (const [i, { payload, correlationId }] of requests.entries()) {
		const text = new TextDecoder().decode(answers[i]);
		const answer = JSON.parse(text) as { correlation_id: string; data: { success?: boolean } };
		const isIts = answer.correlation_id.startsWith(correlationId);
		const isGood = responder === 'echo' ? text === payload : answer.data.success === true;
		if (!isIts || !isGood) fail(`Asked: ${payload}\nAnswered: ${text}`);
	}
}

function fail(reason: string): never {
	process.stderr.write(`${reason}\n`);
	process.exit(1);
}
