import * as v from 'valibot';
import { callerOf } from '../auth/callers.ts';
import { answerRequest } from '../operations/answer_request.ts';
import { procedureFor, router, valueOf } from './procedure.ts';

/** The agent over HTTPS: the same operations, the same correlation ids, the same answers as over the broker. */
export const agentRouter = router({
	request: procedureFor('swap.run', 'sale.run')
		.input(v.object({ operation: v.pipe(v.string(), v.maxLength(60)), request: v.unknown() }))
		.mutation(async ({ ctx, input }) =>
			valueOf(await answerRequest(ctx.app.engine, { ...input, caller: callerOf(ctx.person, ctx.address) })),
		),

	/** Mints this tab's broker credential and actor token; null where browsers go over HTTPS only. */
	credential: procedureFor('swap.run', 'sale.run').mutation(({ ctx }) => ctx.app.tabs?.mint(ctx.person) ?? null),
});
