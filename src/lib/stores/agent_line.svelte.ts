import { FaultError } from '#lib/kernel/fault.ts';
import type { RequestClient, RequestStatus } from '#lib/mqtt/request_client.ts';
import type { Actor, ReplyEnvelope } from '#lib/protocol/envelope.ts';
import type { RequestData } from '#lib/protocol/messages.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { RpcClient } from '#lib/rpc/client.ts';

/** An operation that a step stands for. */
export interface StepRequest {
	readonly operation: OperationName;
	readonly planId: string;
	/** `data` of the request, without the action. */
	readonly data: Readonly<Record<string, unknown>>;
}

export interface AgentLineOptions {
	readonly rpc: RpcClient;
	readonly actor: Actor;
	/** False where browsers go over HTTPS only. */
	readonly broker: boolean;
}

/** The way to the agent, and how the request under way is getting on; for a line that a person reads. */
export class AgentLine {
	/** The way the last request took; null before the first. */
	way = $state<'mqtt' | 'https' | null>(null);
	/** Set while a request is tried again. */
	attempt = $state<{ readonly n: number; readonly of: number } | undefined>();
	readonly #options: AgentLineOptions;
	#client: Promise<RequestClient> | undefined;

	constructor(options: AgentLineOptions) {
		this.#options = options;
		this.way = options.broker ? null : 'https';
	}

	/** Asks the agent: over the broker, then over HTTPS, under one correlation id. Throws FaultError if neither answers. */
	async request(request: StepRequest, correlationId: string): Promise<ReplyEnvelope> {
		this.#client ??= this.#open();
		this.#client.catch(() => (this.#client = undefined));
		const client = await this.#client;
		// The kind wrote `data` for this operation; the agent parses it again.
		const data = request.data as RequestData<OperationName>;
		return client.request({ ...request, data, correlationId });
	}

	/** Disconnects from the broker. */
	close(): void {
		void this.#client?.then((client) => client.close());
		this.#client = undefined;
	}

	async #open(): Promise<RequestClient> {
		const { rpc, actor, broker } = this.#options;
		const { createRequestClient } = await import('#lib/mqtt/request_client.ts');
		return createRequestClient({
			actor,
			credentials: async () => {
				const credential = broker ? await rpc.agent.credential.mutate() : null;
				if (!credential) throw new FaultError('mqtt', 'Browsers go over HTTPS only');
				return credential;
			},
			fallback: (operation, request) => rpc.agent.request.mutate({ operation, request }),
			onStatus: (status) => this.#show(status),
		});
	}

	#show({ way, attempt, of, state }: RequestStatus): void {
		this.way = way;
		const over = state === 'done' || state === 'failed';
		const n = state === 'retrying' ? Math.min(attempt + 1, of) : attempt;
		this.attempt = !over && n > 1 ? { n, of } : undefined;
	}
}
