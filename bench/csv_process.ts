/** Exports the database that each question names by the managers' own function, in a process of its own. */
import { randomIds } from '#lib/kernel/ids.ts';
import { exportSessions } from '#lib/server/reports/export_sessions.ts';
import { openStore } from '#lib/server/store/store.ts';
import { countLines } from './csv_lines.ts';
import type { CsvHistory } from './csv_history.ts';
import { readLines, writeLine } from './line_process.ts';
import { peakMiB } from './peak_memory.ts';

for await (const { file, from, to } of readLines<CsvHistory>()) {
	const store = await openStore({ url: `file:${file}`, migrationsFolder: 'drizzle' });
	const startedAt = performance.now();
	const outcome = await exportSessions(
		{ store, clock: Date.now, ids: randomIds },
		{
			reach: { scope: 'all' },
			params: new URLSearchParams({ from, to }),
			reader: { id: 'manager', address: '192.0.2.7' },
		},
	);
	if (!outcome.ok) throw new Error(`The export was refused: ${outcome.code}`);
	const rows = await countLines(outcome.value.stream);
	writeLine({ rows, elapsedMs: performance.now() - startedAt, peakMiB: peakMiB('self') });
	await store.close();
}
