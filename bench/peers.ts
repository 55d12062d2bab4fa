import process from 'node:process';
import { contest, type Contender, type Row } from './contest.ts';
import { stepContenders } from './http.ts';
import { connectionCounts, inConnections, jsonRequest, send } from './http_load.ts';
import { bareName, patchContenders, type PatchBench } from './http_patches.ts';
import { bareSqliteContender, limits, stepsPerRun, type FileBench } from './in_process.ts';
import { documentPatches } from './patches.ts';
import { startPeer, type PeerProcess } from './peer_process.ts';
import { installPeer, peers } from './peer_programs.ts';
import { copyDatabase } from './swap_world.ts';
import { startWeb } from './web_process.ts';

/** Steps and patches over HTTP beside the same patch saved by other systems, on the same documents. One that cannot run here is left out. */
export async function benchPeers(steps: FileBench, patches: PatchBench, folder: string): Promise<Row[]> {
	const started: PeerProcess[] = [];
	const webs = [await startWeb(await copyDatabase(steps.world), folder)];
	webs.push(await startWeb(await copyDatabase(patches.world), folder));
	try {
		for (const peer of peers) {
			try {
				started.push(await startPeer(installPeer(peer), patches.world.documents, folder));
			} catch (error) {
				process.stderr.write(`${peer.name} is left out: ${(error as Error).message}\n`);
			}
		}
		const besideAll = (bare: string) => (connections: number) => [
			bare,
			...started.map((peer) => nameOf(peer, connections)),
		];
		const [stepWeb, patchWeb] = webs;
		if (!stepWeb || !patchWeb) throw new TypeError('There should be two web processes');
		const ours = [
			...stepContenders(steps.world, { port: stepWeb.port, beside: besideAll(limits.c) }),
			...patchContenders(patches.world, { port: patchWeb.port, beside: besideAll(bareName) }),
		];
		const all = [...ours, ...started.flatMap((peer) => peerContenders(peer, patches))];
		// Those of as many connections come one after the other: the machine changes little in between.
		const byConnections = connectionCounts.flatMap((connections) =>
			all.filter(({ name }) => name.endsWith(`, ${inConnections(connections)}`)),
		);
		return await contest([...bareSqliteContender(steps), ...patches.bare, ...byConnections], steps.rounds);
	} finally {
		await Promise.all([...webs, ...started].map(({ stop }) => stop()));
	}
}

function nameOf(peer: PeerProcess, connections: number): string {
	return `${peer.name}, ${inConnections(connections)}`;
}

/** The same patches, as a peer takes them. */
function peerContenders(peer: PeerProcess, { world }: PatchBench): Contender[] {
	const { port, method, path, headers } = peer.place;
	const sessions = world.sessions.map((session) => ({ ...session, version: 1 }));
	let taken = 0;
	return connectionCounts.map((connections) => ({
		name: nameOf(peer, connections),
		run() {
			const lists = documentPatches(sessions, { from: taken, to: taken + stepsPerRun, lanes: connections });
			taken += stepsPerRun;
			const requests = lists.map((list) =>
				list.map(({ sessionId, version, patch }) => ({
					text: jsonRequest({
						method,
						path: path.replace('{id}', encodeURIComponent(sessionId)),
						port,
						headers,
						body: { version, patch },
					}),
					version: version + 1,
				})),
			);
			return send({ port, lists: requests });
		},
	}));
}
