/**
 * The agent's program with points at which it kills itself. Each line of standard input is a `KillOrder`, or null to forget the last;
 * it prints `ready` when it answers, and `ordered` when an order holds.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Buffer } from 'node:buffer';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { startAgent } from '#lib/server/agent/start_agent.ts';
import { readProcessEnv } from '#lib/server/env.ts';
import type { IncomingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import { configureLog } from '#lib/server/log.ts';
import type { KillOrder, KillPoint } from './kill_points.ts';

const env = readProcessEnv();
configureLog(env.logLevel);
/** The message that is handled by what runs; undefined in the jobs. */
const handling = new AsyncLocalStorage<IncomingMessage>();
let order: KillOrder | null = null;
let arrivals = 0;

const agent = await startAgent(env, {
	writer: (writer) => ({
		...writer,
		async commit(statements) {
			arriveAt(handling.getStore() ? 'before_commit' : 'before_job_commit');
			const outcome = await writer.commit(statements);
			arriveAt(handling.getStore() ? 'after_commit' : 'after_job_commit');
			return outcome;
		},
	}),
	connection: (options) => ({
		...options,
		handle: (message) =>
			handling.run(message, async () => {
				const answers = await options.handle(message);
				arriveAt('before_reply');
				return answers;
			}),
		onAnswered: (message) => handling.run(message, () => arriveAt('before_acknowledgement')),
	}),
});
process.once('SIGTERM', () => {
	void agent.stop().then(() => process.exit(0));
});
createInterface({ input: process.stdin }).on('line', (line) => {
	order = JSON.parse(line) as KillOrder | null;
	arrivals = 0;
	process.stdout.write('ordered\n');
});
await agent.ready;
process.stdout.write('ready\n');

function arriveAt(point: KillPoint): void {
	if (order?.point !== point) return;
	const correlationData = handling.getStore()?.properties.correlationData ?? [];
	if (order.of !== undefined && order.of !== Buffer.from(correlationData).toString()) return;
	if (++arrivals === order.nth) process.kill(process.pid, 'SIGKILL');
}
