import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { freePorts } from '#lib/server/gateways/broker/free_ports.ts';
import { denoCommand } from '../scripts/deno_flags.mjs';
import { peakMiB } from './peak_memory.ts';

/** How long the app may take to answer, ms. */
const startLimitMs = 20_000;

/** The built app in a process of its own, as `npm start` runs it, on a free port. */
export interface WebProcess {
	readonly port: number;
	/** The most memory that the process has held, MiB. */
	peakMiB(): number;
	stop(): Promise<void>;
}

/** Starts the built app on a database. Throws what it said if it does not answer. */
export async function startWeb(databaseFile: string, folder: string): Promise<WebProcess> {
	const [port = 0] = await freePorts(1);
	const { command, args, options } = denoCommand('serve', {
		HOME: process.env['HOME'],
		PORT: String(port),
		PITLANE_ORIGIN: `http://localhost:${port}`,
		PITLANE_DATABASE_URL: `file:${databaseFile}`,
		PITLANE_ACTOR_TOKEN_KEY: randomBytes(32).toString('base64'),
	});
	const log = join(folder, 'web.log');
	const child: ChildProcess = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', openSync(log, 'w')] });
	const deadline = AbortSignal.timeout(startLimitMs);
	while (!(await answers(port))) {
		if (deadline.aborted || child.exitCode !== null)
			throw new Error(`The app does not start:\n${readFileSync(log, 'utf8')}`);
		await setTimeout(50);
	}
	return {
		port,
		peakMiB: () => peakMiB(child.pid),
		async stop() {
			child.kill('SIGTERM');
			if (child.exitCode === null) await once(child, 'exit');
		},
	};
}

async function answers(port: number): Promise<boolean> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/health`);
		await response.body?.cancel();
		return response.ok;
	} catch {
		return false;
	}
}
