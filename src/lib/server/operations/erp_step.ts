import { kindOf } from '#lib/kinds/index.ts';
import { appendStep } from '../engine/append_step.ts';
import type { Engine } from '../engine/engine.ts';
import type { ErpOrderTask } from '../ports_erp.ts';
import { loadSession } from '../store/load_session.ts';
import type { Statement } from '../store/statement.ts';

/** Who acts when the ERP answers. */
const erpActor = { id: 'erp', name: 'ERP', role: 'service', stationId: null, cashLimitMinor: 0 } as const;

/** What tells a session what the ERP calls its order; nothing where the session has ended or has no step for it. */
export async function erpStep(
	engine: Engine,
	{ sessionId, planId }: Pick<ErpOrderTask, 'sessionId' | 'planId'>,
	input: Readonly<Record<string, string>>,
): Promise<readonly Statement[]> {
	const session = await loadSession(engine.store.db, sessionId);
	const kind = session && kindOf(session.kind);
	if (!session || kind?.erpStep === undefined) return [];
	const key = `${sessionId}/erp/${planId}`;
	const step = { kind, session, name: kind.erpStep, input, actor: erpActor, now: engine.clock(), key };
	const taken = await appendStep(engine, step);
	return taken.ok ? taken.value.statements : [];
}
