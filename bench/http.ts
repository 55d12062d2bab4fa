import { contest, type Contender, type Row } from './contest.ts';
import { connectionCounts, inConnections, jsonRequest, send } from './http_load.ts';
import { bareSqliteContender, limits, stepsPerRun, type FileBench } from './in_process.ts';
import { swapSteps } from './swap_steps.ts';
import { copyDatabase, type SwapWorld } from './swap_world.ts';
import { startWeb } from './web_process.ts';

/** Name of the endpoint that does nothing. */
export const idle = 'SvelteKit doing nothing (GET /health), 64 connections';

/** Steps over HTTP, by tRPC with cookie, permissions and validation, beside the bare database and an endpoint that does nothing. */
export async function benchHttp(bench: FileBench, folder: string): Promise<Row[]> {
	const web = await startWeb(await copyDatabase(bench.world), folder);
	const ours = stepContenders(bench.world, { port: web.port, beside: () => [limits.c, idle] });
	try {
		return await contest([...bareSqliteContender(bench), idleContender(web.port), ...ours], bench.rounds);
	} finally {
		await web.stop();
	}
}

/** Where the app answers, and what its contenders are compared with at a number of connections. */
export interface WebPlace {
	readonly port: number;
	readonly beside: (connections: number) => readonly string[];
}

/** Steps over HTTP at each number of connections; they share the sessions of one database. */
export function stepContenders(world: SwapWorld, { port, beside }: WebPlace): Contender[] {
	let taken = 0;
	const headers = { origin: `http://localhost:${port}`, cookie: world.cookie };
	return connectionCounts.map((connections) => ({
		name: `Pitlane's step over HTTP, ${inConnections(connections)}`,
		beside: beside(connections),
		run() {
			const lists = swapSteps(world.sessions, { from: taken, to: taken + stepsPerRun, lanes: connections });
			taken += stepsPerRun;
			const requests = lists.map((list) =>
				list.map((body) => ({
					text: jsonRequest({ method: 'POST', path: '/rpc/sessions.step', port, headers, body }),
					version: body.version + 1,
				})),
			);
			return send({ port, lists: requests });
		},
	}));
}

/** An endpoint of the app that does nothing. */
export function idleContender(port: number): Contender {
	const request = { text: `GET /health HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`, version: null };
	const lists = Array.from({ length: 64 }, () => Array.from({ length: 16 }, () => request));
	return { name: idle, run: () => send({ port, lists }) };
}
