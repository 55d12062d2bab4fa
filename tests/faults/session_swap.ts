import { randomIds } from '#lib/kernel/ids.ts';
import { dueMinor } from '#lib/kinds/swap/state.ts';
import { reading } from '#lib/kinds/swap/swap_scenes.ts';
import type { SwapSession } from '#lib/kinds/swap/swap_step.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runCommand } from '#lib/server/engine/run_command.ts';
import { beginSession } from '#lib/server/engine/start_session.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import type { Store } from '#lib/server/store/store.ts';
import type { Actor } from '#lib/session/kind.ts';
import { callerOf } from '../fixtures/core_world.ts';
import type { AskingClient } from './asking_client.ts';
import type { PlannedRequest } from './schedule.ts';

/** A swap that an attendant runs in a session. */
export interface SessionSwap {
	/** Begins its correlation ids. */
	readonly key: string;
	readonly planId: string;
	readonly oldBatteryId: string;
	readonly newBatteryId: string;
	/** Energy in the battery that comes back, Wh; the fresh one has 2850. */
	readonly oldWh: number;
}

const device = { device_id: 'faults', app_version: '1.0.0', platform: 'android', locale: 'en' };

/**
 * Runs a swap to its end: what is scanned and paid goes to the agent, the other steps are taken beside it as the web app does.
 * A session that cannot go on is cancelled. Returns what the agent was asked.
 */
export async function swapInSession(
	tab: { client: AskingClient; actor: Actor; store: Store },
	swap: SessionSwap,
): Promise<PlannedRequest[]> {
	const { client, actor, store } = tab;
	const engine: Engine = { store, clock: Date.now, ids: randomIds };
	const asked: PlannedRequest[] = [];
	const begun = await beginSession(engine, { kind: 'swap', actor, device, key: swap.key });
	if (!begun.ok) throw new Error(`No session begins: ${begun.code}`);
	const sessionId = begun.value.id;

	const ask = async (operation: OperationName, data: Readonly<Record<string, unknown>>): Promise<boolean> => {
		const correlationId = `${swap.key}-${operation}`;
		const request = { correlationId, operation, planId: swap.planId, data: { ...data, session_id: sessionId } };
		asked.push(request);
		return (await client.ask(request)).success;
	};
	const take = async (step: string, input: object): Promise<boolean> => {
		const { allow } = callerOf(actor);
		const command = { sessionId, step, input, actor, key: `${swap.key}-${step}`, version: null };
		return (await runCommand(engine, { ...command, allow })).ok;
	};
	const handOver = async (): Promise<boolean> => {
		const session = (await loadSession(store.db, sessionId)) as SwapSession;
		const due = dueMinor(session.data) / 100;
		const payment = {
			service_id: 'service-electricity-monthly',
			payment_amount: due,
			payment_reference: `R-${swap.key}`,
			payment_method: 'CASH',
		};
		const service = { old_battery_id: swap.oldBatteryId, new_battery_id: swap.newBatteryId };
		return ask('payment_and_service', { ...(due > 0 && { payment_data: payment }), service_data: service });
	};

	const isDone =
		(await ask('identify_customer', { qr_code_data: swap.planId })) &&
		(await ask('identify_equipment', {
			equipment_id: swap.oldBatteryId,
			reading: reading(swap.oldBatteryId, swap.oldWh),
		})) &&
		(await take('issue', { reading: reading(swap.newBatteryId, 2850) })) &&
		(await take('review', {})) &&
		(await handOver());
	if (!isDone) await take('cancel', { reason: 'It cannot go on' });
	return asked;
}
