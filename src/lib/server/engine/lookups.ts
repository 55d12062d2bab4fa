import { findCustomers, type FoundCustomer } from '../store/find_customers.ts';
import { listRack, type RackBattery } from '../store/list_rack.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { Engine } from './engine.ts';
import { recordAudit } from './records.ts';

/** Plans by a part of the customer's name or the end of the phone number; phone numbers are masked, and who searched is recorded. */
export async function searchCustomers(
	engine: Engine,
	{ text, actor, origin }: { text: string; actor: Pick<Actor, 'id' | 'stationId'>; origin: string },
): Promise<FoundCustomer[]> {
	const found = await findCustomers(engine.store.db, text);
	const who = { actorId: actor.id, stationId: actor.stationId, origin };
	const detail = { plans: found.map((customer) => customer.planId) };
	if (found.length > 0)
		await recordAudit(engine, { ...who, action: 'customers.searched', subject: 'customers', detail });
	return found;
}

/** What a demo's simulated rack answers with at a station. */
export function demoRack(engine: Engine, stationId: string): Promise<RackBattery[]> {
	return listRack(engine.store.db, stationId);
}
