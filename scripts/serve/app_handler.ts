import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Server, SSRManifest } from '@sveltejs/kit';
import type { Env } from '#lib/server/env.ts';
import { clientAddress, loopbackRedirect, toAppRequest, withSecurityHeaders } from './app_request.ts';
import { answerStatic, loadStaticFiles } from './static_files.ts';

/** Answers one request of the peer with that address. */
export type AppHandler = (request: Request, peer: string) => Promise<Response>;

/** Loads the app that `npm run build` left in `folder`, runs its start, and returns what answers its requests. */
export async function loadApp(folder: string, env: Env): Promise<AppHandler> {
	const assets = join(folder, 'static');
	const server = await startServer(join(folder, 'server'), assets);
	const files = await loadStaticFiles(assets);

	async function answer(request: Request, peer: string): Promise<Response> {
		const direct = loopbackRedirect(request, env.origin) ?? (await answerStatic(files, request));
		if (direct !== undefined) return direct;
		const appRequest = await toAppRequest(request, env.origin);
		if (appRequest instanceof Response) return appRequest;
		return server.respond(appRequest, { getClientAddress: () => clientAddress(request, peer, env.trustProxy) });
	}
	return async (request, peer) => withSecurityHeaders(await answer(request, peer), env.origin);
}

async function startServer(folder: string, assets: string): Promise<Server> {
	const built = (file: string) => pathToFileURL(join(folder, file)).href;
	const { Server: BuiltServer } = (await import(built('index.js'))) as {
		Server: new (manifest: SSRManifest) => Server;
	};
	const { manifest } = (await import(built('manifest.js'))) as { manifest: SSRManifest };
	const server = new BuiltServer(manifest);
	await server.init({
		env: Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])),
		read: (file) => Readable.toWeb(createReadStream(join(assets, file))) as ReadableStream,
	});
	return server;
}
