import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { PatchWorld } from './patch_world.ts';
import type { InstalledPeer } from './peer_programs.ts';

/** How long a peer may take to start and to take the documents, ms. */
const startLimitMs = 180_000;

/** Where a peer answers. */
export interface PeerPlace {
	readonly port: number;
	readonly method: string;
	/** `{id}` stands for the session. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
}

/** A peer that holds the documents at version 1, in processes of its own. */
export interface PeerProcess {
	readonly name: string;
	readonly place: PeerPlace;
	stop(): Promise<void>;
}

/** Starts a peer with its data in a folder of its own. Throws an Error of one line, and names the log, if it does not get ready. */
export async function startPeer(
	peer: InstalledPeer,
	documents: PatchWorld['documents'],
	folder: string,
): Promise<PeerProcess> {
	const data = join(folder, peer.id);
	mkdirSync(data);
	// PostgreSQL runs as an account of its own where this runs as root.
	if (peer.needsPostgres && process.getuid?.() === 0) openTo('postgres', data, folder);
	const log = `${data}.log`;
	// The types of Node forget the pipes as soon as one of the three is a file.
	const child = spawn(peer.node, [fileURLToPath(peer.program), peer.folder, data], {
		env: { ...process.env, PITLANE_BENCH_POSTGRES: peer.postgres },
		stdio: ['pipe', 'pipe', openSync(log, 'w')],
	}) as ChildProcessByStdio<Writable, Readable, null>;
	const stop = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		child.kill('SIGTERM');
		await once(child, 'exit');
	};
	const late = setTimeout(() => void child.kill('SIGTERM'), startLimitMs);
	child.stdin.end(JSON.stringify({ documents }));
	try {
		for await (const line of createInterface({ input: child.stdout }))
			if (line.startsWith('{"port":')) return { name: peer.name, place: JSON.parse(line) as PeerPlace, stop };
	} finally {
		clearTimeout(late);
	}
	const said = readFileSync(log, 'utf8').trim().split('\n');
	throw new Error(`it does not start: ${said.find((line) => line.includes('Error')) ?? said.at(-1) ?? ''}`);
}

function openTo(account: string, data: string, parent: string): void {
	spawnSync('chmod', ['711', parent]);
	spawnSync('chown', [account, data]);
}
