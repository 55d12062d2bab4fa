import { findCustomers, type FoundCustomer } from '../store/find_customers.ts';
import { listRack, type RackBattery } from '../store/list_rack.ts';
import type { Engine } from './engine.ts';

/** Plans by a part of the customer's name or phone number; phone numbers are masked. */
export function searchCustomers(engine: Engine, text: string): Promise<FoundCustomer[]> {
	return findCustomers(engine.store.db, text);
}

/** What a demo's simulated rack answers with at a station. */
export function demoRack(engine: Engine, stationId: string): Promise<RackBattery[]> {
	return listRack(engine.store.db, stationId);
}
