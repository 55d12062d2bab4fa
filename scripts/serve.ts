/**
 * Serves the built app on Deno: `npm start`.
 *
 * Stands in for the adapter's own server, which answers 404 for the service worker and 500 for a missing asset, compresses
 * nothing and knows neither a proxy nor SIGTERM.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { FaultError } from '#lib/kernel/fault.ts';
import { readProcessEnv } from '#lib/server/env.ts';
import { type AppHandler, loadApp } from './serve/app_handler.ts';

/** How long open requests, live updates among them, may go on after SIGTERM. */
const graceMs = 3000;
/** How long the app may then take to close what it has open. */
const closeMs = 500;
let isStopping = false;

try {
	await serve();
} catch (error) {
	process.stderr.write(`${explain(error)}\n`);
	Deno.exit(1);
}

async function serve(): Promise<void> {
	const env = readProcessEnv();
	const { promise: app, resolve: ready } = Promise.withResolvers<AppHandler>();
	const server = Deno.serve(
		{ hostname: env.host, port: env.port, automaticCompression: true, onListen() {}, onError },
		async (request, info) => (await app)(request, info.remoteAddr.hostname),
	);
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		Deno.addSignalListener(signal, () => void stop(server, signal));
	}
	ready(await loadApp(fileURLToPath(new URL('../.deno-deploy', import.meta.url)), env));
	process.stderr.write(`Pitlane listens on ${env.origin}\n`);
}

function onError(error: unknown): Response {
	process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
	return new Response('Internal error', { status: 500 });
}

/** Takes no more requests, waits at most `graceMs` for the open ones, and lets the app close: it hears `sveltekit:shutdown`. */
async function stop(server: Deno.HttpServer, signal: string): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	const limit = Promise.withResolvers<void>();
	Deno.unrefTimer(setTimeout(limit.resolve, graceMs));
	await Promise.race([server.shutdown(), limit.promise]);
	// The event is SvelteKit's own, unknown to the types of process.
	process.emit('sveltekit:shutdown' as 'exit', signal as unknown as number);
	Deno.unrefTimer(setTimeout(() => Deno.exit(0), closeMs));
}

function explain(error: unknown): string {
	if (error instanceof Deno.errors.AddrInUse) {
		return `Port ${process.env['PORT'] || 4173} is taken, should be free: stop what listens there, or set PORT`;
	}
	if (error instanceof Deno.errors.NotFound || (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') {
		return `${(error as Error).message}: the app is not built, should be: npm run build`;
	}
	if (error instanceof FaultError) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
