/** The agent's program: runs until SIGTERM or SIGINT. */
import { getLogger } from '@logtape/logtape';
import { readProcessEnv } from '../env.ts';
import { configureLog } from '../log.ts';
import { startAgent } from './start_agent.ts';

const env = readProcessEnv();
configureLog(env.logLevel);
const agent = await startAgent(env);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, () => {
		void agent.stop().then(() => process.exit(0));
	});
}
await agent.ready;
getLogger(['pitlane', 'agent']).info('The agent answers');
