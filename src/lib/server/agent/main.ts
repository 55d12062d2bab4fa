import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import { randomIds } from '#lib/kernel/ids.ts';
import { callerOf, findPerson } from '../auth/callers.ts';
import { drainOutbox } from '../engine/drain_outbox.ts';
import type { Engine } from '../engine/engine.ts';
import { expireSessions } from '../engine/expire_sessions.ts';
import { readProcessEnv, type Env } from '../env.ts';
import { agentLogins } from '../gateways/mqtt/agent_accounts.ts';
import { connectAgent, type AgentConnection } from '../gateways/mqtt/agent_connection.ts';
import { createActorTokens } from '../gateways/mqtt/actor_tokens.ts';
import { configureLog } from '../log.ts';
import { openStore } from '../store/store.ts';
import { handleMessage } from './handle_message.ts';
import { startTimer } from './timers.ts';

const logger = getLogger(['pitlane', 'agent']);

const sweepEveryMs = 15_000;
const drainEveryMs = 1000;

await run(readProcessEnv());

/** The agent: answers requests on the broker, ends sessions whose time is over, delivers the outbox; until SIGTERM. */
async function run(env: Env): Promise<void> {
	configureLog(env.logLevel);
	const store = await openStore({
		url: env.database.url,
		authToken: env.database.authToken,
		migrationsFolder: 'drizzle',
	});
	const engine: Engine = { store, clock: Date.now, ids: randomIds };
	const connection = connect(env, engine);
	const onFault = (error: unknown) => logger.error('A job failed', { error });
	let stopping = false;
	const mayPublish = () => !stopping && connection.isConnected();
	const timers = [
		startTimer(() => expireSessions(engine), sweepEveryMs, onFault),
		startTimer(() => drainOutbox(engine, (message) => connection.publish(message), mayPublish), drainEveryMs, onFault),
	];
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => {
			void stop();
		});
	}
	await connection.ready;
	logger.info('The agent answers');

	async function stop(): Promise<void> {
		stopping = true;
		await Promise.all(timers.map((timer) => timer.stop()));
		await connection.close();
		await store.close();
		process.exit(0);
	}
}

function connect(env: Env, engine: Engine): AgentConnection {
	const { url, agent, agentConnections } = env.mqtt;
	if (!url || !agent) {
		throw new FaultError(
			'environment',
			'The agent needs PITLANE_MQTT_URL, PITLANE_MQTT_AGENT_USERNAME and PITLANE_MQTT_AGENT_PASSWORD',
		);
	}
	const tokens = createActorTokens({ seed: env.actorTokenSeed });
	const findCaller = async (personId: string, origin: string) => {
		const person = await findPerson(engine.store.db, personId);
		return person && callerOf(person, origin);
	};
	return connectAgent({
		url,
		logins: agentLogins(agent, agentConnections),
		handle: (message) => handleMessage({ engine, tokens, findCaller }, message),
		onFault: (error) => logger.error('The broker connection had a fault', { error }),
	});
}
