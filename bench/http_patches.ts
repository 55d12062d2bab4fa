import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileBareSqlite } from './bare_sqlite.ts';
import { contest, type Contender, type Row } from './contest.ts';
import { idle, idleContender, type WebPlace } from './http.ts';
import { connectionCounts, inConnections, jsonRequest, send } from './http_load.ts';
import { stepsPerRun } from './in_process.ts';
import { makePatchWorld, type PatchWorld } from './patch_world.ts';
import { documentPatches, takePatch } from './patches.ts';
import { recordSteps } from './recorded.ts';
import { copyDatabase, openEngine, type SwapWorld } from './swap_world.ts';
import { startWeb } from './web_process.ts';

/** Name of the bare database that does the statements of a patch. */
export const bareName = 'sqlite3 C API, 1 patch a transaction';

/** What the measurements of patches need. */
export interface PatchBench {
	readonly world: PatchWorld;
	/** The bare database; none where this machine has no C compiler. */
	readonly bare: readonly Contender[];
	readonly rounds: number;
}

/** Fills the database and records what a patch does to it. */
export async function preparePatches(
	swaps: SwapWorld,
	{ folder, rounds }: { folder: string; rounds: number },
): Promise<PatchBench> {
	const world = await makePatchWorld(swaps);
	const recorder = await openEngine(`file:${await copyDatabase(world)}`);
	const [serial = []] = documentPatches(world.sessions, { from: 0, to: stepsPerRun, lanes: 1 });
	const steps = await recordSteps(recorder, serial, takePatch);
	await recorder.store.close();
	const own = join(folder, 'patches');
	mkdirSync(own);
	const bareSqlite = compileBareSqlite(own, steps);
	const bare = bareSqlite && { name: bareName, run: async () => bareSqlite(await copyDatabase(world)) };
	return { world, bare: bare ? [bare] : [], rounds };
}

/** `PATCH /api/sessions/{id}` with a Bearer token, beside the bare database and an endpoint that does nothing. */
export async function benchPatches({ world, bare, rounds }: PatchBench, folder: string): Promise<Row[]> {
	const web = await startWeb(await copyDatabase(world), folder);
	const ours = patchContenders(world, { port: web.port, beside: () => [bareName, idle] });
	try {
		return await contest([...bare, idleContender(web.port), ...ours], rounds);
	} finally {
		await web.stop();
	}
}

/** Patches over HTTP at each number of connections; they share the sessions of one database. */
export function patchContenders(world: PatchWorld, { port, beside }: WebPlace): Contender[] {
	let taken = 0;
	return connectionCounts.map((connections) => ({
		name: `Pitlane's PATCH, ${inConnections(connections)}`,
		beside: beside(connections),
		run() {
			const lists = documentPatches(world.sessions, { from: taken, to: taken + stepsPerRun, lanes: connections });
			taken += stepsPerRun;
			const requests = lists.map((list) =>
				list.map(({ sessionId, token, version, patch }) => ({
					text: jsonRequest({
						method: 'PATCH',
						path: `/api/sessions/${encodeURIComponent(sessionId)}`,
						port,
						headers: { authorization: `Bearer ${token}` },
						body: { ...patch, version },
					}),
					version: version + 1,
				})),
			);
			return send({ port, lists: requests });
		},
	}));
}
