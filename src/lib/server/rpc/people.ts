import { procedureFor, router } from './procedure.ts';

/** Who is at work. */
export const peopleRouter = router({
	/** Whoever is signed in: a tab may be older than the sign-in. */
	me: procedureFor('session.read').query(({ ctx }) => ({ id: ctx.person.id })),
});
