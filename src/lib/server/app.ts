import type { Auth } from './auth/create_auth.ts';
import type { TabCredentials } from './auth/tab_credentials.ts';
import type { Engine } from './engine/engine.ts';
import type { Env } from './env.ts';

/** What a web process is composed of. */
export interface App {
	readonly env: Env;
	readonly engine: Engine;
	readonly auth: Auth;
	/** Null where browsers go over HTTPS only. */
	readonly tabs: TabCredentials | null;
	close(): Promise<void>;
}
