import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { rowsOf } from '../fixtures/test_store.ts';
import { withTwoWriters } from '../fixtures/two_writers.ts';
import { checkSent, playBatches } from './play_requests.ts';
import { randomRuns } from './swap_commands.ts';
import { makeRequests, runBatteries, runPlans, type Run } from './swap_run.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 40);
/** What the runs came to, so that they cannot pass by doing nothing. */
const reached = new Map<string, number>();

test(
	`invariants 1 to 8 hold after ${numRuns} random runs of concurrent, repeated and reordered requests`,
	{ timeout: 600_000 },
	async () => {
		const property = fc.asyncProperty(randomRuns, (batches) =>
			withTwoWriters({ plans: runPlans, batteries: runBatteries }, async (worlds) => {
				const run: Run = { requests: 0 };
				const sent = await playBatches(worlds, batches, (world, command) => makeRequests(run, world, command));
				await checkSent(worlds[0], sent);
				for (const { state } of await rowsOf(worlds[0].store, 'SELECT state FROM sessions')) {
					reached.set(String(state), (reached.get(String(state)) ?? 0) + 1);
				}
			}),
		);
		await fc.assert(property, { numRuns });
		expect([...reached.keys()]).toEqual(expect.arrayContaining(['done', 'cancelled', 'expired', 'take_back']));
	},
);

afterAll(() => {
	process.stdout.write(`Sessions of the random runs ended at ${JSON.stringify(Object.fromEntries(reached))}\n`);
});
