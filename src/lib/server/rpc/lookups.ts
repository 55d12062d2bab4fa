import { TRPCError } from '@trpc/server';
import * as v from 'valibot';
import { safeText } from '#lib/kernel/schemas.ts';
import { toActor } from '../auth/signed_in.ts';
import { demoRack, searchCustomers } from '../engine/lookups.ts';
import { procedureFor, router } from './procedure.ts';

/** What the wizard looks up. */
export const lookupsRouter = router({
	/** Plans by a part of the customer's name or phone number. */
	customers: procedureFor('swap.run')
		.input(v.object({ text: safeText(100) }))
		.query(({ ctx, input }) =>
			searchCustomers(ctx.app.engine, { text: input.text, actor: toActor(ctx.person), origin: ctx.address }),
		),

	/** The demo's simulated rack; there is none outside a demo. */
	rack: procedureFor('swap.run', 'sale.run').query(({ ctx }) => {
		const stationId = ctx.person.shift?.stationId;
		if (!ctx.app.env.demo || !stationId) throw new TRPCError({ code: 'NOT_FOUND', message: 'Not found' });
		return demoRack(ctx.app.engine, stationId);
	}),
});
