import { makeRequest } from '#lib/protocol/envelope.ts';
import type { Actor, ReplyEnvelope, RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { RequestData } from '#lib/protocol/messages.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { openBrokerConnection } from './broker_connection.ts';
import type { OpenConnection } from './broker_connection.ts';
import { createBrokerSession } from './broker_session.ts';
import type { BrokerCredentials } from './credentials.ts';
import { findAnswered } from './reply_matching.ts';
import { askOverBroker, askOverHttps } from './request_run.ts';
import type { RequestRun, RequestStatus } from './request_run.ts';
import { platformTimers } from './timers.ts';
import type { Timers } from './timers.ts';

export type { RequestStatus };

export interface RequestClientOptions {
	/** Who asks; the actor token must say the same. */
	readonly actor: Actor;
	/** Asks the app for credentials of this tab; called again before they end. */
	readonly credentials: () => Promise<BrokerCredentials>;
	/** The same operation over HTTPS; resolves with a reply envelope. */
	readonly fallback: (operation: OperationName, request: RequestEnvelope) => Promise<unknown>;
	readonly onStatus?: (status: RequestStatus) => void;
	readonly timers?: Timers;
	readonly open?: OpenConnection;
}

/** One request to the agent. */
export interface AgentRequest<Name extends OperationName> {
	readonly operation: Name;
	readonly planId: string;
	readonly data: RequestData<Name>;
	/** Names the request on every way and at every attempt; asking again under it never does a thing twice. */
	readonly correlationId: string;
}

export interface RequestClient {
	/**
	 * Asks the agent: 3 attempts over MQTT, 15 s each, then HTTPS, all under one correlation id. Resolves with the
	 * agent's final reply, a refusal included (see `isSuccess`). Throws FaultError if neither way answers; the caller
	 * may then ask again under the same correlation id.
	 */
	request<Name extends OperationName>(request: AgentRequest<Name>): Promise<ReplyEnvelope>;
	/** Disconnects; requests under way go on over HTTPS. */
	close(): void;
}

interface Waiting {
	readonly operation: OperationName;
	readonly correlationId: string;
	readonly settle: (reply: ReplyEnvelope) => void;
}

/** Makes the client of one tab. Nothing is loaded or connected before the first request. */
export function createRequestClient(options: RequestClientOptions): RequestClient {
	const timers = options.timers ?? platformTimers;
	const waiting = new Set<Waiting>();
	const session = createBrokerSession({
		credentials: options.credentials,
		open: options.open ?? openBrokerConnection,
		timers,
		onReply(arrived) {
			const answered = findAnswered(waiting, arrived);
			for (const { operation, correlationId, settle } of waiting) {
				if (operation === answered?.operation && correlationId === answered.correlationId) settle(arrived.reply);
			}
		},
	});

	return {
		async request(request) {
			let settle: (reply: ReplyEnvelope) => void = () => undefined;
			const answer = new Promise<ReplyEnvelope>((resolve) => (settle = resolve));
			const entry = { operation: request.operation, correlationId: request.correlationId, settle };
			waiting.add(entry);
			try {
				const { operation, correlationId } = request;
				const run: RequestRun = {
					operation,
					answer,
					session,
					timers,
					fallback: options.fallback,
					tell: (step) => options.onStatus?.({ operation, correlationId, ...step }),
					envelope: () => makeRequest({ ...request, actor: options.actor, at: timers.now() }),
				};
				return (await askOverBroker(run)) ?? (await askOverHttps(run));
			} finally {
				waiting.delete(entry);
			}
		},
		close: () => session.close(),
	};
}
