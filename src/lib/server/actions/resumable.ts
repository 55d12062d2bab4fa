import type { SignedIn } from '../auth/signed_in.ts';
import type { Engine } from '../engine/engine.ts';
import { resumableSessions } from '../engine/session_queries.ts';

/** An open session as a recovery prompt shows it. Spec: seeds/000 §4. */
export interface Resumable {
	readonly id: string;
	readonly kind: string;
	readonly customerName: string | null;
	readonly step: number;
	/** Type of the last event. */
	readonly lastAction: string;
	/** UTC milliseconds. */
	readonly savedAt: number;
	readonly attendant: string;
}

/** The open sessions of the person's station, the last touched first. */
export async function listResumable(engine: Engine, person: SignedIn): Promise<Resumable[]> {
	const sessions = await resumableSessions(engine, person.shift?.stationId ?? null);
	return sessions.map(({ id, kind, data, flow, lastAction, updatedAt, actor }) => ({
		id,
		kind,
		customerName: customerName(data),
		step: flow.currentStep,
		lastAction: lastAction.type,
		savedAt: updatedAt,
		attendant: actor.name,
	}));
}

/** Every kind keeps its customer under `customer`, once it is known. */
function customerName(data: unknown): string | null {
	const customer = (data as { customer?: { name?: unknown } | null }).customer;
	return typeof customer?.name === 'string' ? customer.name : null;
}
