import { spawn } from 'node:child_process';
import process from 'node:process';
import { json } from 'node:stream/consumers';
import { contest, type Contender, type Row } from './contest.ts';
import type { HttpLoad } from './http_client.ts';
import { bareSqliteContender, limits, stepsPerRun, type FileBench } from './in_process.ts';
import { sampleOf, type Sample } from './sample.ts';
import { swapSteps, type LoadStep } from './swap_steps.ts';
import { copyDatabase } from './swap_world.ts';
import { startWeb } from './web_process.ts';

const idle = 'SvelteKit doing nothing (GET /health), 64 connections';

/** Steps over HTTP, by tRPC with cookie, permissions and validation, beside the bare database and an endpoint that does nothing. */
export async function benchHttp(bench: FileBench, folder: string): Promise<Row[]> {
	const { world, rounds } = bench;
	const web = await startWeb(await copyDatabase(world), folder);
	const { port } = web;
	let taken = 0;
	const ours = (connections: number): Contender => ({
		name: `Pitlane over HTTP, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
		beside: [limits.c, idle],
		run() {
			const lists = swapSteps(world.sessions, { from: taken, to: taken + stepsPerRun, lanes: connections });
			taken += stepsPerRun;
			return send({
				port,
				lists: lists.map((list) => list.map((step) => postStep(step, { port, cookie: world.cookie }))),
			});
		},
	});
	const nothing: Contender = {
		name: idle,
		run() {
			const request = `GET /health HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`;
			return send({ port, lists: Array.from({ length: 64 }, () => Array.from({ length: 16 }, () => request)) });
		},
	};
	try {
		return await contest([...bareSqliteContender(bench), nothing, ours(1), ours(16), ours(64)], rounds);
	} finally {
		await web.stop();
	}
}

function postStep(step: LoadStep, { port, cookie }: { port: number; cookie: string }): string {
	const body = JSON.stringify(step);
	const head = [
		'POST /rpc/sessions.step HTTP/1.1',
		`host: localhost:${port}`,
		`origin: http://localhost:${port}`,
		`cookie: ${cookie}`,
		'content-type: application/json',
		`content-length: ${body.length}`,
	];
	return `${head.join('\r\n')}\r\n\r\n${body}`;
}

/** Sends the load from another process. */
async function send(load: HttpLoad): Promise<Sample> {
	const client = spawn(process.execPath, ['run', '--allow-net=127.0.0.1', '--no-remote', 'bench/http_client.ts'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	client.stdin.end(JSON.stringify(load));
	const { elapsedMs, latenciesMs } = (await json(client.stdout)) as { elapsedMs: number; latenciesMs: number[] };
	return sampleOf(elapsedMs, latenciesMs);
}
