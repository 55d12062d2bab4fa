import { runBareLibsql } from './bare_libsql.ts';
import type { BareSqlite } from './bare_sqlite.ts';
import { contest, type Contender, type Row } from './contest.ts';
import type { RecordedStep } from './recorded.ts';
import { drive } from './sample.ts';
import { swapSteps, takeStep } from './swap_steps.ts';
import { copyDatabase, openEngine, type SwapWorld } from './swap_world.ts';

/** Names of the limits, as tables print them. */
export const limits = {
	c: 'sqlite3 C API, 1 step a transaction',
	libsql: 'libsql on Deno, 1 step a transaction',
} as const;

/** What the measurements on a file need. */
export interface FileBench {
	readonly world: SwapWorld;
	readonly steps: readonly RecordedStep[];
	/** Null where this machine has no C compiler. */
	readonly bareSqlite: BareSqlite | null;
	readonly rounds: number;
}

/** Steps of every session in one run. */
export const stepsPerRun = 2;

/** The C API as a contender; none where it could not be compiled. */
export function bareSqliteContender({ world, bareSqlite }: FileBench): Contender[] {
	if (!bareSqlite) return [];
	return [{ name: limits.c, run: async () => bareSqlite(await copyDatabase(world)) }];
}

/** Steps through the engine in this process, beside the bare database doing the same transactions. */
export async function benchInProcess(bench: FileBench): Promise<Row[]> {
	const { world, steps, rounds } = bench;
	const beside = Object.values(limits);
	const bareLibsql = (name: string, perTransaction: number): Contender => ({
		name,
		beside: [limits.c],
		run: async () => runBareLibsql(await copyDatabase(world), steps, perTransaction),
	});
	const ours = (inFlight: number): Contender => ({
		name: `Pitlane's engine, ${inFlight} in flight`,
		beside,
		async run() {
			const engine = await openEngine(`file:${await copyDatabase(world)}`);
			const lists = swapSteps(world.sessions, { from: 0, to: stepsPerRun, lanes: inFlight });
			const sample = await drive(lists, (step) => takeStep(engine, step));
			await engine.store.close();
			return sample;
		},
	});
	return contest(
		[
			...bareSqliteContender(bench),
			bareLibsql(limits.libsql, 1),
			bareLibsql('libsql on Deno, 50 steps a transaction', 50),
			ours(1),
			ours(64),
		],
		rounds,
	);
}
