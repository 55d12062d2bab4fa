import { contest, type Contender, type Row } from './contest.ts';
import { countLines, exportSample } from './csv_lines.ts';
import { makeCsvHistory, type CsvHistory } from './csv_history.ts';
import { hasSqlite, runSqlite, type SqliteColumns } from './csv_sqlite.ts';
import { startLineProcess } from './line_process.ts';
import type { Sample } from './sample.ts';
import { startWeb } from './web_process.ts';

/** Sessions of an export; the longer one takes half a minute to make, and is measured where the export is asked for alone. */
export const exportSizes = { quick: [100_000], all: [100_000, 1_000_000] } as const;

/**
 * The managers' export of all sessions, by its function and from the built app, beside the `sqlite3 -csv` command line on the same file. Each
 * export of ours has a process of its own, so that its peak of memory is that of an export of this length.
 */
export async function benchCsvExport(
	folder: string,
	{ rounds, sizes }: { rounds: number; sizes: readonly number[] },
): Promise<Row[]> {
	const contenders: Contender[] = [];
	for (const size of sizes) contenders.push(...contendersOf(await makeCsvHistory(folder, size), folder));
	return contest(contenders, rounds);
}

function contendersOf(history: CsvHistory, folder: string): Contender[] {
	const named = (name: string) => `${name}, 10^${Math.log10(history.sessions)}`;
	const limits: Contender[] = (hasSqlite() ? Object.entries(limitNames) : []).map(([columns, name]) => ({
		name: named(name),
		run: async () => checked(history, await runSqlite(history.file, columns as SqliteColumns)),
	}));
	const beside = limits.map(({ name }) => name);
	return [
		...limits,
		{ name: named("Pitlane's export"), beside, run: async () => checked(history, await runFunction(history)) },
		{ name: named('over HTTP'), beside, run: async () => checked(history, await runHttp(history, folder)) },
	];
}

const limitNames: Readonly<Record<SqliteColumns, string>> = {
	same: 'sqlite3 -csv, same columns',
	stored: 'sqlite3 -csv, stored values',
};

async function runFunction(history: CsvHistory): Promise<Sample> {
	const program = startLineProcess('bench/csv_process.ts');
	try {
		const answer = await program.ask(history);
		const { rows, elapsedMs, peakMiB } = answer as { rows: number; elapsedMs: number; peakMiB: number };
		return { ...exportSample(rows, elapsedMs), peakMiB };
	} finally {
		await program.stop();
	}
}

async function runHttp({ file, cookie, from, to }: CsvHistory, folder: string): Promise<Sample> {
	const web = await startWeb(file, folder);
	try {
		const startedAt = performance.now();
		const address = `http://127.0.0.1:${web.port}/manage/sessions/export.csv?${new URLSearchParams({ from, to })}`;
		const response = await fetch(address, { headers: { cookie, 'accept-encoding': 'identity' } });
		if (!response.ok || !response.body) throw new Error(`The export answers ${response.status}`);
		const rows = await countLines(response.body);
		return { ...exportSample(rows, performance.now() - startedAt), peakMiB: web.peakMiB() };
	} finally {
		await web.stop();
	}
}

function checked({ sessions }: CsvHistory, sample: Sample): Sample {
	const rows = Math.round((sample.perSecond * sample.p50Ms) / 1000);
	if (rows !== sessions) throw new Error(`An export has ${rows} lines, should have ${sessions}`);
	return sample;
}
