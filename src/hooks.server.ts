import { getLogger } from '@logtape/logtape';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { randomIds } from '#lib/kernel/ids.ts';
import type { Clock } from '#lib/kernel/clock.ts';
import type { App } from '#lib/server/app.ts';
import { startTimer, type Timer } from '#lib/server/agent/timers.ts';
import { createAuth } from '#lib/server/auth/create_auth.ts';
import { refusedToken } from '#lib/server/rest/refused_token.ts';
import { createTabCredentials, type TabCredentials } from '#lib/server/auth/tab_credentials.ts';
import { seedDemo } from '#lib/server/demo/seed_demo.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { createMosquittoAccounts } from '#lib/server/gateways/broker/mosquitto_accounts.ts';
import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import { securityHeaders } from '#lib/server/security_headers.ts';
import { openStore } from '#lib/server/store/store.ts';
import { refuseForeignOrigin } from '#lib/server/auth/same_origin.ts';
import { readProcessEnv, type Env } from '#lib/server/env.ts';
import { configureLog } from '#lib/server/log.ts';
import { parseTheme, themeCookie } from '#lib/ui/theme.ts';
import { acceptedTags } from '#lib/words/accepted_tags.ts';
import { m } from '#lib/words/generated/messages.js';
import { inLanguage } from '#lib/words/in_language.server.ts';
import { languageCookie, languageOf } from '#lib/words/languages.ts';

const logger = getLogger(['pitlane', 'web']);

let app: App;

export const init: ServerInit = async () => {
	const env = readProcessEnv();
	configureLog(env.logLevel);
	app = await createApp(env);
	const sweep = app.tabs && sweepTabs(app.tabs);
	// The server tells that it stops once open requests have been answered.
	process.once('sveltekit:shutdown' as 'exit', () => void stop(sweep));
};

export const handle: Handle = async ({ event, resolve }) => {
	const startedAt = performance.now();
	event.locals.app = app;
	event.locals.requestId = randomIds('req');
	event.locals.person = null;
	const refused = refuseForeignOrigin(event.request, app.env.origin);
	if (refused) return refused;

	const bearer = /^Bearer (.+)$/i.exec(event.request.headers.get('authorization') ?? '')?.[1];
	const cookie = event.cookies.get(app.auth.cookieName);
	if (bearer !== undefined || cookie !== undefined) {
		const known = await app.auth.authenticate({ cookie, bearer, address: event.getClientAddress() });
		if (known.refusal) return refusedToken(known.refusal);
		event.locals.person = known.person;
		if (known.cookie) event.cookies.set(known.cookie.name, known.cookie.value, known.cookie.attributes);
	}
	const theme = parseTheme(event.cookies.get(themeCookie));
	const accepted = acceptedTags(event.request.headers.get('accept-language'));
	const language = languageOf(event.cookies.get(languageCookie), accepted);
	const transformPageChunk = ({ html }: { html: string }) =>
		html.replace('%pitlane.theme%', theme).replace('%pitlane.language%', language);
	const response = await inLanguage(language, () => resolve(event, { transformPageChunk }));
	// Some answers repeat the caller's own name of the request, as OCPI wants.
	if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', event.locals.requestId);
	for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
	// What somebody sees who is signed in is for them alone: the browser's own cache keeps none of it.
	if (event.locals.person && !response.headers.has('cache-control'))
		response.headers.set('cache-control', 'private, no-store');
	if (app.env.origin.startsWith('https:'))
		response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	logger.info('{method} {path} {status}', {
		method: event.request.method,
		path: loggedPath(event),
		status: response.status,
		durationMs: Math.round(performance.now() - startedAt),
		requestId: event.locals.requestId,
		person: event.locals.person?.id ?? null,
	});
	return response;
};

const pageHeaders = { ...securityHeaders, 'cross-origin-opener-policy': 'same-origin' };

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: m.common_error_no_page() };
	if (status < 500) return { message };
	logger.error('{method} {path} broke', {
		method: event.request.method,
		path: loggedPath(event),
		requestId: event.locals.requestId,
		error,
	});
	return { message: m.common_error_broken(), supportCode: event.locals.requestId };
};

/** The path that was asked for, or its route where a part of it is a secret. */
function loggedPath({ params, route, url }: RequestEvent): string {
	return params['token'] !== undefined && route.id !== null ? route.id : url.pathname;
}

/** Folder of the generated migrations, from the folder the process runs in. */
const migrationsFolder = 'drizzle';

/** Known to everyone who reads this: for development alone. */
const developmentSecrets = { password: 'pitlane-demo', apiToken: 'pl_development' };

async function stop(sweep: Timer | null): Promise<void> {
	await sweep?.stop();
	await app.close();
}

/** Brokers do not let credentials expire: what is over is revoked here, once a minute. */
function sweepTabs(tabs: TabCredentials): Timer {
	const onFault = (error: unknown) => logger.error('Expired credentials of tabs were not revoked', { error });
	return startTimer(() => tabs.sweep(), 60_000, onFault);
}

/** Composes the web process from its environment: opens and migrates the store, wires sign-in, engine and broker accounts. */
async function createApp(env: Env): Promise<App> {
	const clock: Clock = Date.now;
	const store = await openStore({ url: env.database.url, authToken: env.database.authToken, migrationsFolder });
	// Accounts and plans to develop with; never in production, and never into a database that has any.
	if (env.demo && env.mode === 'development') await seedDemo(store, developmentSecrets, clock());
	const engine: Engine = { store, clock, ids: randomIds, chargeTariff: env.chargeTariff ?? null };
	const signer = createActorTokens({ seed: env.actorTokenSeed });
	const accounts =
		env.mqtt.url && env.mqtt.app ? createMosquittoAccounts({ url: env.mqtt.url, ...env.mqtt.app }) : null;
	const tabs =
		accounts && env.mqtt.webSocketUrl
			? createTabCredentials({
					...engine,
					accounts,
					url: env.mqtt.webSocketUrl,
					sign: (claims) => signer.sign(claims),
				})
			: null;
	const auth = createAuth({
		...engine,
		secureCookies: env.origin.startsWith('https:'),
		onSignOut: tabs ? [(authSessionId) => tabs.revokeAll(authSessionId)] : [],
	});
	return {
		env,
		engine,
		auth,
		tabs,
		async close() {
			await accounts?.close();
			await store.close();
		},
	};
}
