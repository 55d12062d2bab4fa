import { TRPCError } from '@trpc/server';
import * as v from 'valibot';
import { idText, safeText } from '#lib/kernel/schemas.ts';
import { procedureFor, router } from './procedure.ts';

/** Who is at work, and who is to be. */
export const peopleRouter = router({
	/** Whoever is signed in: a tab may be older than the sign-in. */
	me: procedureFor('session.read').query(({ ctx }) => ({ id: ctx.person.id })),

	/** Invites somebody again who has not chosen a password yet; whom one may not invite looks like nobody. */
	invite: procedureFor('account.manage')
		.input(v.object({ userId: idText, locale: v.optional(safeText(40), 'en') }))
		.mutation(async ({ ctx, input }) => {
			const invited = await ctx.app.auth.invitations.resend({ by: ctx.person, address: ctx.address, ...input });
			if (!invited.ok) throw new TRPCError({ code: 'NOT_FOUND', message: 'Not found' });
		}),
});
