import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { appRouter } from '#lib/server/rpc/router.ts';
import { logRpcError } from '#lib/server/rpc/log_error.ts';
import type { RequestHandler } from './$types';

const handle: RequestHandler = ({ request, locals, getClientAddress }) =>
	fetchRequestHandler({
		endpoint: '/rpc',
		req: request,
		router: appRouter,
		createContext: () => ({
			app: locals.app,
			person: locals.person,
			address: getClientAddress(),
			requestId: locals.requestId,
		}),
		onError: ({ error, path }) => logRpcError(error, { path, requestId: locals.requestId }),
	});

export const GET = handle;
export const POST = handle;
