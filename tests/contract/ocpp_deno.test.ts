import { expect, test } from 'vitest';
import { startDeno } from '../fixtures/child_process.ts';
import { chargerOf, protocols } from './ocpp_accounts.ts';
import type { PrintedLine } from './ocpp_process.ts';

test('on Deno chargers connect, are started, charge and go', async () => {
	const child = startDeno('tests/contract/ocpp_process.ts', []);
	expect(await child.ended()).toBe(0);
	const lines = child.lines.map((line) => JSON.parse(line) as PrintedLine);
	expect(lines.filter((line) => 'fault' in line)).toEqual([]);
	const told = lines.flatMap((line) => ('told' in line ? [line.told] : []));
	for (const protocol of protocols) {
		const chargerId = chargerOf[protocol];
		const names = told.filter((line) => line[1] === chargerId).map(([name]) => name);
		const order = [
			'admits',
			'connected',
			'booted',
			'transactionBegan',
			'readingsTaken',
			'transactionEnded',
			'disconnected',
		];
		const first = order.map((name) => names.indexOf(name));
		expect(first).not.toContain(-1);
		expect(first).toEqual(first.toSorted((a, b) => a - b));
		expect(told).toContainEqual(['commandAnswered', chargerId, true]);
	}
});
