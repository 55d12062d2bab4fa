import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import type { BrokerLogin } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { makeRequest, type Actor, type ReplyEnvelope } from '#lib/protocol/envelope.ts';
import { messageExpirySeconds, retryRule } from '#lib/protocol/replies.ts';
import { replyFilter, replyTopic, requestTopic } from '#lib/protocol/topics.ts';
import type { PlannedRequest } from './schedule.ts';

/** What the agent says, without the time at which it said it. */
export type Told = Pick<ReplyEnvelope['data'], 'success' | 'signals' | 'metadata' | 'fsmInputs'>;

/** Who asks: a login of the broker, and whom the requests name; a tab's carry an actor token. */
export interface ClientIdentity {
	readonly url: string;
	readonly login: BrokerLogin;
	readonly actor: Actor;
	readonly userProperties?: Readonly<Record<string, string>>;
}

/** A client that asks under one correlation id until it is answered, as the specs' client does, twenty-five times as fast. */
export interface AskingClient {
	/** Resolves with the first answer; never rejects, so that a limit is the caller's. */
	ask(request: PlannedRequest): Promise<Told>;
	/** All that was ever answered under a correlation id, in the order of arrival. */
	answers(correlationId: string): readonly Told[];
	/** Correlation ids that wait for an answer. */
	open(): readonly string[];
	close(): Promise<void>;
}

const hurry = 25;
const timeoutMs = (retryRule.timeoutSeconds * 1000) / hurry;
const backoffMs = retryRule.backoffSeconds.map((seconds) => (seconds * 1000) / hurry);

/** Connects, and again after each loss. Resolves once it hears answers. */
export async function openAskingClient(identity: ClientIdentity): Promise<AskingClient> {
	const { url, login, userProperties } = identity;
	const client = mqtt.connect(url, { ...login, protocolVersion: 5, reconnectPeriod: 100, connectTimeout: 2000 });
	const answers = new Map<string, Told[]>();
	const waiting = new Map<string, () => void>();
	// A broken wire is what the tests are about; what counts is that the client connects again.
	client.on('error', () => undefined);
	client.on('message', (_, payload, { properties }) => {
		const id = properties?.correlationData?.toString() ?? '';
		const { success, signals, metadata, fsmInputs } = (JSON.parse(payload.toString()) as ReplyEnvelope).data;
		answers.set(id, [...(answers.get(id) ?? []), { success, signals, metadata, fsmInputs }]);
		waiting.get(id)?.();
	});
	await new Promise<void>((resolve) => client.once('connect', () => resolve()));
	await client.subscribeAsync(replyFilter(login.clientId), { qos: 1 });

	const send = (request: PlannedRequest) => {
		client.publish(requestTopic(request.operation, request.planId), payloadOf(request, identity.actor), {
			qos: 1,
			properties: {
				messageExpiryInterval: messageExpirySeconds,
				responseTopic: replyTopic(login.clientId, request.operation),
				correlationData: Buffer.from(request.correlationId),
				...(userProperties && { userProperties: { ...userProperties } }),
			},
		});
	};
	return {
		async ask(request) {
			const id = request.correlationId;
			const known = answers.get(id)?.length ?? 0;
			const answered = new Promise<void>((resolve) => waiting.set(id, resolve));
			for (let attempt = 0; !isOver(); attempt++) {
				if (client.connected) send(request);
				await Promise.race([answered, sleep(timeoutMs)]);
				if (!isOver()) await Promise.race([answered, sleep(backoffMs[attempt % backoffMs.length])]);
			}
			waiting.delete(id);
			return answers.get(id)?.[known] as Told;

			function isOver(): boolean {
				return client.disconnecting || (answers.get(id)?.length ?? 0) > known;
			}
		},
		answers: (correlationId) => answers.get(correlationId) ?? [],
		open: () => [...waiting.keys()],
		close: () => client.endAsync(true),
	};
}

function payloadOf(request: PlannedRequest, actor: Actor): string {
	if (request.garbage !== undefined) return request.garbage;
	const { operation, planId, correlationId, data } = request;
	return JSON.stringify(makeRequest({ operation, planId, correlationId, actor, data, at: Date.now() }));
}
