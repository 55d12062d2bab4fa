import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runCommand } from '#lib/server/engine/run_command.ts';
import { testAttendant } from '#lib/session/given.ts';

/** A swap that stands at its review. */
export interface StandingSession {
	readonly id: string;
	readonly version: number;
	/** The battery that is bound to go out. */
	readonly batteryId: string;
}

/** One step of the load, as a browser sends it. */
export interface LoadStep {
	readonly sessionId: string;
	readonly step: 'reopen_issue' | 'issue';
	readonly input: unknown;
	readonly key: string;
	readonly version: number;
}

/**
 * Steps number `from` to `to` of every session, in `lanes` lists that may run at once: the new battery is unbound and bound again,
 * in turn, so that a session can go on for ever. The steps of one session stand in one list, in their order.
 */
export function swapSteps(
	sessions: readonly StandingSession[],
	{ from, to, lanes }: { from: number; to: number; lanes: number },
): LoadStep[][] {
	const lists: LoadStep[][] = Array.from({ length: lanes }, () => []);
	for (let number = from; number < to; number++) {
		for (const [i, session] of sessions.entries()) lists[i % lanes]?.push(stepOf(session, number));
	}
	return lists;
}

/** Takes a step in this process. Throws if it is refused: a refusal must not count as a save. */
export async function takeStep(engine: Engine, step: LoadStep): Promise<void> {
	const taken = await runCommand(engine, { ...step, actor: testAttendant, allow: () => true });
	if (!taken.ok) throw new Error(`${step.step} was refused: ${taken.code} ${JSON.stringify(taken.params)}`);
}

/** What a battery said over Bluetooth. */
export function readingOf(batteryId: string, energyWh: number): BatteryReading {
	return {
		batteryId,
		energyWh,
		chargePercent: 95,
		source: 'bluetooth',
		deviceId: 'AA:BB:CC:DD:EE:FF',
		deviceName: `OVES BATT ${batteryId.slice(-6)}`,
		driver: 'oves',
		raw: {},
		flags: [],
	};
}

function stepOf(session: StandingSession, number: number): LoadStep {
	const common = { sessionId: session.id, key: `step-${number}`, version: session.version + number };
	return number % 2 === 0
		? { ...common, step: 'reopen_issue', input: {} }
		: { ...common, step: 'issue', input: { reading: readingOf(session.batteryId, 2850) } };
}
