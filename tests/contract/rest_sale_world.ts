import { salesperson as seller } from '#lib/kinds/sale/sale_scenes.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import type { SalesRegistrationSession } from '#lib/session-tracking/types.ts';
import type { DatabaseKind } from '../fixtures/test_store.ts';
import { operationRows, withOperations, type FakeErp } from './operations_world.ts';
import { openRestWorld, person, type RestWorld } from './rest_world.ts';
import { offerRows, saleOf, type SaleWorld } from './sale_world.ts';

/** The salesperson of the sale's scenes, in a shift at STATION_002. */
export const salesperson: SignedIn = person('salesperson', {
	id: seller.id,
	name: seller.name,
	cashLimitMinor: seller.cashLimitMinor,
});

/** The sale that requests name, as seeds/000 does. */
export const saleId = 'sales-sess-abc123-def456';

/** Where it is. */
export const salePath = `/api/sessions/${saleId}`;

/** The REST surface with what is on offer, and what a salesperson does in the sale once it was begun over it. */
export interface RestSaleWorld extends RestWorld {
	readonly sale: SaleWorld;
	/** Begins the sale by its whole document. */
	beginSale(more?: Readonly<Record<string, unknown>>): ReturnType<RestWorld['call']>;
	/** The document as it is read. */
	read(): Promise<SalesRegistrationSession>;
}

/** Seeds a database with what is on offer, with an ERP if one is given, and puts the handlers on it. */
export async function openRestSaleWorld(kind: DatabaseKind, { erp }: { erp?: FakeErp } = {}): Promise<RestSaleWorld> {
	const rest = await openRestWorld(kind);
	await rest.store.writer.commit([...operationRows(rest.now(), {}), ...offerRows()]);
	const call: RestWorld['call'] = (method, path, sent = {}) => rest.call(method, path, { as: salesperson, ...sent });
	const operations = withOperations(rest, { ...rest.engine, hasErp: erp !== undefined }, erp ?? null);
	return {
		...rest,
		call,
		sale: saleOf(operations, saleId, seller),
		beginSale: (more = {}) => call('POST', '/api/sessions', { body: saleToBegin(saleId, more) }),
		read: async () => (await call('GET', salePath)).body.session as unknown as SalesRegistrationSession,
	};
}

/** A document as a device makes it for a sale that it begins. */
export function saleToBegin(sessionId: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	return {
		session_id: sessionId,
		session_type: 'SALES_REGISTRATION',
		version: 1,
		device_info: { device_id: 'device-uuid-12345', app_version: '1.2.3', platform: 'ios', locale: 'en' },
		...more,
	};
}
