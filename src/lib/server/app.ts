import type { Clock } from '#lib/kernel/clock.ts';
import { randomIds } from '#lib/kernel/ids.ts';
import { createAuth, type Auth } from './auth/create_auth.ts';
import { createTabCredentials, type TabCredentials } from './auth/tab_credentials.ts';
import type { Engine } from './engine/engine.ts';
import type { Env } from './env.ts';
import { createMosquittoAccounts } from './gateways/broker/mosquitto_accounts.ts';
import { createActorTokens } from './gateways/mqtt/actor_tokens.ts';
import { openStore, type Store } from './store/store.ts';

/** What a web process is composed of. */
export interface App {
	readonly env: Env;
	readonly store: Store;
	readonly engine: Engine;
	readonly auth: Auth;
	/** Null where browsers go over HTTPS only. */
	readonly tabs: TabCredentials | null;
	close(): Promise<void>;
}

/** Folder of the generated migrations, from the folder the process runs in. */
export const migrationsFolder = 'drizzle';

/** Composes the web process from its environment: opens and migrates the store, wires sign-in, engine and broker accounts. */
export async function createApp(env: Env): Promise<App> {
	const clock: Clock = Date.now;
	const store = await openStore({ url: env.database.url, authToken: env.database.authToken, migrationsFolder });
	const engine: Engine = { store, clock, ids: randomIds };
	const accounts =
		env.mqtt.url && env.mqtt.app ? createMosquittoAccounts({ url: env.mqtt.url, ...env.mqtt.app }) : null;
	const tabs =
		accounts && env.mqtt.webSocketUrl
			? createTabCredentials({
					...engine,
					accounts,
					url: env.mqtt.webSocketUrl,
					sign: createActorTokens({ seed: env.actorTokenSeed }).sign,
				})
			: null;
	const auth = createAuth({
		...engine,
		secureCookies: env.origin.startsWith('https:'),
		onSignOut: tabs ? [(authSessionId) => tabs.revokeAll(authSessionId)] : [],
	});
	return {
		env,
		store,
		engine,
		auth,
		tabs,
		async close() {
			await accounts?.close();
			await store.close();
		},
	};
}
