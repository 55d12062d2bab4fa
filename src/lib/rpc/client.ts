import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '#lib/server/rpc/router.ts';

export type RpcClient = TRPCClient<AppRouter>;

/** How long a call may take before it counts as failed, ms: longer than a slow network needs, shorter than patience. */
const callLimitMs = 20_000;

/** The procedures of this origin. A call that takes longer than 20 s fails. Browser only. */
export function createRpcClient(): RpcClient {
	return createTRPCClient<AppRouter>({
		links: [httpLink({ url: '/rpc', fetch: (url, init) => fetch(url, { ...init, signal: limited(init?.signal) }) })],
	});
}

function limited(signal: unknown): AbortSignal {
	const limit = AbortSignal.timeout(callLimitMs);
	return signal instanceof AbortSignal ? AbortSignal.any([signal, limit]) : limit;
}
