import { getLogger } from '@logtape/logtape';
import type { TRPCError } from '@trpc/server';

const logger = getLogger(['pitlane', 'rpc']);

/** Logs what broke, with the request id that the person sees as support code; refusals are answers and are not logged. */
export function logRpcError(error: TRPCError, request: { path: string | undefined; requestId: string }): void {
	if (error.code !== 'INTERNAL_SERVER_ERROR') return;
	logger.error('Procedure {path} failed', { ...request, error: error.cause ?? error });
}
