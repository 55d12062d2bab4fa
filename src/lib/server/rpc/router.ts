import { agentRouter } from './agent.ts';
import { lookupsRouter } from './lookups.ts';
import { peopleRouter } from './people.ts';
import { router } from './procedure.ts';
import { sessionsRouter } from './sessions.ts';

/** The tRPC surface; the browser imports its type alone. */
export const appRouter = router({
	sessions: sessionsRouter,
	agent: agentRouter,
	lookups: lookupsRouter,
	people: peopleRouter,
});

export type AppRouter = typeof appRouter;
