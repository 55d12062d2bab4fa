import type { Engine } from '../../engine/engine.ts';
import type { PaymentIntent } from '../../store/payment_intent_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { providerStep } from './provider_step.ts';

/** What tells the session how its request stands; nothing where it has gone on another way and needs not know. */
export async function told(
	engine: Engine,
	intent: PaymentIntent,
	progress: Readonly<Record<string, string>>,
): Promise<readonly Statement[]> {
	const taken = await providerStep(engine, intent, { kind: 'update', input: { intentId: intent.id, progress } });
	return taken.ok ? taken.value : [];
}
