import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { Actor } from '#lib/session/kind.ts';
import { appendStep } from '../../engine/append_step.ts';
import type { Engine } from '../../engine/engine.ts';
import { loadSession } from '../../store/load_session.ts';
import type { PaymentIntent } from '../../store/payment_intent_rows.ts';
import type { Statement } from '../../store/statement.ts';

/** Who acts when a payment provider speaks. */
function providerActor({ stationId }: PaymentIntent): Actor {
	return { id: 'mobile_money', name: 'Mobile money', role: 'service', stationId, cashLimitMinor: 0 };
}

/**
 * Takes a provider's word into the session that asked: that a request went out or failed (`update`), or that the money is there (`confirm`).
 * Refuses as the step does, and where the session has ended or asks no provider.
 */
export async function providerStep(
	engine: Engine,
	intent: PaymentIntent,
	word: { readonly kind: 'update' | 'confirm'; readonly input: Readonly<Record<string, unknown>> },
): Promise<Result<readonly Statement[]>> {
	const session = intent.sessionId === null ? null : await loadSession(engine.store.db, intent.sessionId);
	if (!session) return refuse('SESSION_NOT_FOUND');
	const kind = kindOf(session.kind);
	const name = kind.provider?.[word.kind];
	if (name === undefined) return refuse('STEP_UNKNOWN', { step: word.kind });
	const now = engine.clock();
	const key = `${session.id}/${intent.id}/${word.kind}`;
	const actor = providerActor(intent);
	const taken = await appendStep(engine, { kind, session, name, input: word.input, actor, now, key });
	return taken.ok ? ok(taken.value.statements) : taken;
}
