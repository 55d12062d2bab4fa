import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlValue, Statement } from '#lib/server/store/statement.ts';
import { sampleOf, type Sample } from './sample.ts';
import type { RecordedStep } from './recorded.ts';

/** Does recorded steps on the sqlite3 C API, one transaction each, on a copy of the database. */
export type BareSqlite = (path: string) => Sample;

/** Compiles the C program and writes its script; null if this machine has no C compiler or no sqlite3.h. */
export function compileBareSqlite(folder: string, steps: readonly RecordedStep[]): BareSqlite | null {
	const program = join(folder, 'bare_sqlite');
	const script = join(folder, 'bare_sqlite.script');
	try {
		execFileSync('cc', ['-O2', '-o', program, 'bench/bare_sqlite.c', '-lsqlite3'], { stdio: 'ignore' });
	} catch {
		return null;
	}
	writeFileSync(script, toScript(steps));
	return (path) => {
		const lines = execFileSync(program, [path, script], { encoding: 'utf8' }).trim().split('\n').map(Number);
		const [elapsedMs = NaN, ...latencies] = lines;
		return sampleOf(elapsedMs, latencies);
	};
}

function toScript(steps: readonly RecordedStep[]): string {
	const numbers = new Map<string, number>();
	const lines: string[] = [];
	for (const { sql } of steps.flatMap(({ reads, writes }) => [...reads, ...writes])) {
		if (numbers.has(sql)) continue;
		numbers.set(sql, numbers.size);
		lines.push(`P ${toText(sql)}`);
	}
	const toLine = ({ sql, args }: Statement) => `X ${numbers.get(sql)} ${args.length} ${args.map(toValue).join(' ')}`;
	for (const { reads, writes } of steps) lines.push('B', ...reads.map(toLine), ...writes.map(toLine), 'C');
	return lines.join('\n');
}

function toValue(value: SqlValue): string {
	if (value === null) return 'n';
	if (typeof value === 'string') return `t ${toText(value)}`;
	return Number.isInteger(value) ? `i ${value}` : `f ${value}`;
}

function toText(text: string): string {
	return `${Buffer.byteLength(text)}:${text}`;
}
