import { TRPCError } from '@trpc/server';
import * as v from 'valibot';
import { randomIds } from '#lib/kernel/ids.ts';
import { parseRequestValue } from '#lib/protocol/parse_request.ts';
import { replyTo } from '#lib/protocol/replies.ts';
import { callerOf } from '../auth/callers.ts';
import { operationOf } from '../operations/answered_operations.ts';
import { runOperation } from '../operations/run_operation.ts';
import { procedureFor, router } from './procedure.ts';

/** The agent over HTTPS: the same operations, the same correlation ids, the same answers as over the broker. */
export const agentRouter = router({
	request: procedureFor('swap.run')
		.input(v.object({ operation: v.pipe(v.string(), v.maxLength(60)), request: v.unknown() }))
		.mutation(async ({ ctx, input }) => {
			const operation = operationOf(input.operation);
			if (!operation) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such operation' });
			const request = parseRequestValue(input.request, { newCorrelationId: () => randomIds('cor') });
			if (!request.ok)
				throw new TRPCError({ code: 'BAD_REQUEST', message: String(request.params['reason'] ?? request.code) });
			const { plan_id: planId, correlation_id: correlationId } = request.value;
			const caller = callerOf(ctx.person, ctx.address);
			const content = await runOperation(ctx.app.engine, { operation, request: request.value, caller });
			return replyTo({ operation: operation.name, planId, correlationId, at: ctx.app.engine.clock() }, content);
		}),

	/** Mints this tab's broker credential and actor token; null where browsers go over HTTPS only. */
	credential: procedureFor('swap.run').mutation(({ ctx }) => ctx.app.tabs?.mint(ctx.person) ?? null),
});
