import { replyTo } from '#lib/protocol/replies.ts';
import type { ReplyEnvelope, RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { LoginRefusedError } from './broker_connection.ts';
import type { OpenConnection } from './broker_connection.ts';
import type { BrokerCredentials } from './credentials.ts';
import type { ArrivedReply } from './reply_matching.ts';

/** What was published, when, and with which token. */
export interface Published {
	readonly operation: OperationName;
	readonly request: RequestEnvelope;
	readonly actorToken: string;
	readonly atMs: number;
}

/** The agent's reply to a request. */
export function agentReply(operation: OperationName, request: RequestEnvelope): ReplyEnvelope {
	const { plan_id: planId, correlation_id: correlationId } = request;
	return replyTo({ operation, planId, correlationId, at: 0 }, { success: true, signals: ['DONE'], metadata: {} });
}

/** A broker for tests: what it lets in, and what the agent behind it does, are decided as they go. */
export function createFakeBroker() {
	const published: Published[] = [];
	const logins: BrokerCredentials[] = [];
	let deliver: (arrived: ArrivedReply) => void = () => undefined;
	let cut: () => void = () => undefined;
	const broker = {
		published,
		/** Every login that was tried. */
		logins,
		up: true,
		/** True if it never answers a login. */
		silent: false,
		/** True if the agent answers at once. */
		answering: true,
		refusedUsers: new Set<string>(),
		/** Delivers the reply to what was published last. */
		answer(pattern = 'echo') {
			const last = published.at(-1);
			if (!last) throw new TypeError('Nothing was published, so that nothing can be answered');
			const { operation, request } = last;
			deliver({ reply: agentReply(operation, request), operation, correlationData: request.correlation_id, pattern });
		},
		/** Cuts the connection. */
		cut: () => cut(),
		open: (async (credentials, onReply) => {
			logins.push(credentials);
			if (broker.silent) await new Promise(() => undefined);
			if (!broker.up) throw new Error('ECONNREFUSED');
			if (broker.refusedUsers.has(credentials.username)) throw new LoginRefusedError(undefined);
			let isOpen = true;
			const lost = new Promise<void>((resolve) => {
				cut = () => {
					isOpen = false;
					resolve();
				};
			});
			deliver = onReply;
			return {
				lost,
				isOpen: () => isOpen,
				close: () => cut(),
				async publish(operation, request, actorToken) {
					published.push({ operation, request, actorToken, atMs: Date.now() });
					if (broker.answering) broker.answer();
				},
			};
		}) satisfies OpenConnection,
	};
	return broker;
}
