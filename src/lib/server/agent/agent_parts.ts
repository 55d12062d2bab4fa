import type { Engine } from '../engine/engine.ts';
import type { ActorTokenVerifier } from '../gateways/mqtt/actor_tokens.ts';
import type { Caller } from '../ports.ts';

/** What the agent answers messages with. */
export interface AgentParts {
	readonly engine: Engine;
	readonly tokens: ActorTokenVerifier;
	/** True until a tab's credential is revoked. */
	readonly isTabOpen: (clientId: string) => Promise<boolean>;
	/** The person of an id with role and shift as the store has them now; null if there is none. */
	readonly findCaller: (personId: string, origin: string) => Promise<Caller | null>;
}
