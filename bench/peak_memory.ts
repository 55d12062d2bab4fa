import { readFileSync } from 'node:fs';

/** The most memory that a running process has held, MiB (`VmHWM`); NaN where the system does not tell. */
export function peakMiB(pid: number | 'self' | undefined): number {
	try {
		return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
	} catch {
		return NaN;
	}
}
