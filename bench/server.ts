import { createClient, type Client, type InStatement } from '@libsql/client';
import { join } from 'node:path';
import type { Statement } from '#lib/server/store/statement.ts';
import { startSqld, type Sqld } from '../tests/fixtures/sqld.ts';
import { contest, type Contender, type Row } from './contest.ts';
import { stepsPerRun, type FileBench } from './in_process.ts';
import type { RecordedStep } from './recorded.ts';
import { drive, type Sample } from './sample.ts';
import { swapSteps, takeStep } from './swap_steps.ts';
import { openEngine, type SwapWorld } from './swap_world.ts';

/** Rows in one batch when a database is filled. */
const fillLimit = 200;

/** Steps over a libSQL server, beside the same statements sent to it without Pitlane. */
export async function benchServer({ world, steps, rounds }: FileBench, folder: string): Promise<Row[]> {
	const servers = [await startSqld(join(folder, 'ours')), await startSqld(join(folder, 'bare'))] as const;
	try {
		const [ours, bare] = await Promise.all(servers.map((server) => fill(server, world)));
		if (!ours || !bare) throw new TypeError('There should be two servers');
		let taken = 0;
		const bareContender = (stepsPerBatch: number): Contender => ({
			name: `sqld alone, ${stepsPerBatch} ${stepsPerBatch === 1 ? 'step' : 'steps'} a batch`,
			run: () => runBare(bare.store.client, world, { steps, stepsPerBatch }),
		});
		const limits = [bareContender(1), bareContender(50)];
		const oursContender = (inFlight: number): Contender => ({
			name: `Pitlane on sqld, ${inFlight} in flight`,
			beside: limits.map(({ name }) => name),
			run() {
				const lists = swapSteps(world.sessions, { from: taken, to: taken + stepsPerRun, lanes: inFlight });
				taken += stepsPerRun;
				return drive(lists, (step) => takeStep(ours, step));
			},
		});
		const contenders = [...limits, oursContender(1), oursContender(64)];
		const rows = await contest(contenders, rounds);
		await Promise.all([ours, bare].map(({ store }) => store.close()));
		return rows;
	} finally {
		await Promise.all(servers.map((server) => server.kill()));
	}
}

/** Brings the schema and all rows of the seeded file onto a server. */
async function fill(server: Sqld, world: SwapWorld) {
	const engine = await openEngine(server.url);
	const file = createClient({ url: `file:${world.file}` });
	const tables = await file.execute(
		`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`,
	);
	const inserts: Statement[] = [];
	for (const { name } of tables.rows) {
		const { columns, rows } = await file.execute(`SELECT * FROM ${String(name)}`);
		const sql = `INSERT INTO ${String(name)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
		for (const row of rows)
			inserts.push({ sql, args: columns.map((column) => row[column] as Statement['args'][number]) });
	}
	file.close();
	for (let i = 0; i < inserts.length; i += fillLimit) {
		// Tables come in no order of their references; a migration leaves them unchecked.
		await engine.store.client.migrate(inserts.slice(i, i + fillLimit).map(toInStatement));
	}
	return engine;
}

/**
 * Sends the recorded steps in batches, one after the other: several at once end in «database is locked».
 * What the last run inserted is taken away before.
 */
async function runBare(
	client: Client,
	world: SwapWorld,
	{ steps, stepsPerBatch }: { steps: readonly RecordedStep[]; stepsPerBatch: number },
): Promise<Sample> {
	const first = world.sessions[0]?.version ?? 0;
	await client.batch(
		[
			{ sql: 'DELETE FROM session_events WHERE seq > ?', args: [first] },
			`DELETE FROM idempotency WHERE key LIKE 'step-%'`,
		],
		'write',
	);
	const batches: InStatement[][] = [];
	for (let i = 0; i < steps.length; i += stepsPerBatch) {
		const part = steps.slice(i, i + stepsPerBatch);
		batches.push(part.flatMap(({ reads, writes }) => [...reads, ...writes].map(toInStatement)));
	}
	const sample = await drive([batches], async (batch) => void (await client.batch(batch, 'write')));
	return { ...sample, perSecond: (sample.perSecond * steps.length) / batches.length };
}

function toInStatement({ sql, args }: Statement) {
	return { sql, args: [...args] };
}
