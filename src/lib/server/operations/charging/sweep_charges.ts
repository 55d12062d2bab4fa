import { ok } from '#lib/kernel/result.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import { listWaitingCharges } from '../../store/active_charges.ts';
import { listOverdueCommands, settleCommand } from '../../store/charger_command_rows.ts';
import { loadSession } from '../../store/load_session.ts';
import { failCommand } from './charger_commands.ts';
import { machineActor, takeChargeStep } from './charge_session.ts';
import { startWaitMs } from './remote_start.ts';

/** The most that one sweep looks at. */
const sweepLimit = 200;

/** Ends what chargers were asked for and did not do in time: commands that none could take, and sessions that no vehicle was connected to. */
export async function sweepCharges(engine: Engine): Promise<void> {
	const now = engine.clock();
	for (const command of await listOverdueCommands(engine.store.db, now, sweepLimit)) {
		await transact(engine, null, async () => {
			const failed = await failCommand(engine, command, 'The charger cannot be reached');
			return ok({ statements: [...failed, settleCommand(command.id, 'expired', now)], answer: null });
		});
	}
	for (const id of await listWaitingCharges(engine.store.db, now - startWaitMs, sweepLimit)) {
		await transact(engine, null, async () => {
			const session = await loadSession(engine.store.db, id);
			if (session?.state !== 'waiting') return ok({ statements: [], answer: null });
			const input = { reason: 'No vehicle was connected in time' };
			const actor = machineActor('system', session.actor.station);
			const taken = await takeChargeStep(engine, session, { name: 'fail_start', input, actor });
			return ok({ statements: taken.ok ? taken.value.statements : [], answer: null });
		});
	}
}
