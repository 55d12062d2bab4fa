import { openDispute } from '#lib/server/engine/charge_disputes.ts';
import { chargingListPage } from '#lib/server/actions/manage_charging.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import type { ChargeWorld } from './charge_decisions_world.ts';
import { address, eventOf } from './manage_world.ts';

const path = '/manage/charging';

/** The fields of a posted form. */
export type Fields = Readonly<Record<string, string>>;

/** A request of a page of charging with a query, or a form that is posted to it. */
export function chargingEvent(
	{ engine }: Pick<ChargeWorld, 'engine'>,
	person: SignedIn | null,
	{ form, query = '' }: { form?: Fields; query?: string } = {},
) {
	return eventOf(engine, person, { path: `${path}?${query}`, ...(form && { form: Object.entries(form) }) });
}

/** The list that a query asks for. */
export function chargingList(world: Pick<ChargeWorld, 'engine'>, person: SignedIn, query = '') {
	return chargingListPage(chargingEvent(world, person, { query }));
}

/** What an action answers, or where it leads. */
export async function outcomeOf(action: Promise<unknown>): Promise<Record<string, unknown>> {
	return (await action.catch((thrown: unknown) => thrown)) as Record<string, unknown>;
}

/** Where a form leads once it is done. */
export function leadsTo(did: string) {
	return { status: 303, location: `${path}?did=${did}` };
}

/** Opens a dispute of a session by its rider; its id. */
export async function disputeBy(world: ChargeWorld, sessionId: string): Promise<string> {
	const by = { id: 'user-rider', origin: address };
	const opened = await openDispute(world.engine, {
		...{ sessionId, customerId: 'rider', category: 'energy', text: 'Too much', by, key: `dispute-${sessionId}` },
	});
	return opened.ok ? opened.value : opened.code;
}
