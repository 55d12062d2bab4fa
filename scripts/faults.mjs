/**
 * Random fault schedules on real processes: `npm run faults -- --schedules 200 --seed 1`. The i-th schedule has the seed `seed + i` and is
 * printed with it; `--seed S --schedules 1` plays that one again. Without `--seed` the first one is drawn.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ensureSystem } from './bootstrap.mjs';
import { runSteps } from './run_steps.mjs';

const { values } = parseArgs({ options: { schedules: { type: 'string', default: '200' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? randomInt(1_000_000_000));
const schedules = Number(values.schedules);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(schedules) || schedules < 1) {
	throw new TypeError(`Seed is ${values.seed} and schedules ${values.schedules}, should be whole numbers`);
}

ensureSystem(['mosquitto']);
process.stdout.write(`${schedules} schedules from seed ${seed}\n`);
const failed = await runSteps(
	[
		{
			name: 'fault schedules',
			command: 'vitest',
			args: ['run', '--project', 'contract', '--reporter=verbose', 'tests/faults/schedules.test.ts'],
			env: { FAULT_SEED: String(seed), FAULT_SCHEDULES: String(schedules) },
		},
	],
	{ isLive: true },
);
process.exitCode = failed.length === 0 ? 0 : 1;
