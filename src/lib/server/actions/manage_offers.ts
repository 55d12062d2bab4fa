import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Result } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { requireStations } from '../auth/managed_stations.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { putBackOffer, withdrawOffer, type OfferActor } from '../engine/offer_commands.ts';
import { offerRefusals } from '../engine/offer_refusals.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { currenciesOf, readOffer, readOfferList, type OfferList } from '../reports/offer_list.ts';
import type { ManageEvent } from './manage_event.ts';
import { postedKey } from './posted_key.ts';

/** What was done last, as the address says it: to be told, and to be undone. */
interface LastChange {
	readonly did: 'added' | 'changed' | 'withdrawn' | 'restored';
	readonly name: string;
	/** What can be put back on offer, if that would undo it. */
	readonly undo: string | null;
	readonly kind: 'package' | 'plan';
}

/** What the page of offers shows. */
export interface OffersPage extends OfferList {
	/** Those in which this person sets prices. */
	readonly currencies: readonly string[];
	/** The one that is shown; null for somebody without a station. */
	readonly currency: string | null;
	readonly done: LastChange | null;
	/** Idempotency key of the page's forms. */
	readonly formKey: string;
}

const kindText = v.picklist(['package', 'plan']);
const named = v.object({ kind: kindText, id: idText });
const changed = v.object({
	did: v.picklist(['added', 'changed', 'withdrawn', 'restored']),
	kind: kindText,
	offer: idText,
	undo: v.optional(idText),
});

/** What is for sale, in a currency of the person's stations. Throws a redirect to sign in, or a 404. */
export async function offersPage(event: ManageEvent): Promise<OffersPage> {
	const by = await offerActor(event);
	const { engine } = event.locals.app;
	const { searchParams } = event.url;
	const currency = by.currencies.find((one) => one === searchParams.get('currency')) ?? by.currencies[0] ?? null;
	const list =
		currency === null
			? { packages: [], plans: [], withdrawn: [], templates: [] }
			: await readOfferList(engine, currency);
	const { currencies } = by;
	return { ...list, currencies, currency, done: await lastChange(event, by), formKey: engine.ids('form') };
}

/** Takes off what a form names, and leads back to what is for sale. Throws redirects, or a 404. */
export function withdrawFromForm(event: ManageEvent) {
	return changeFromForm(event, 'withdrawn');
}

/** Offers again what a form names, as it was, and leads back to what is for sale. Throws redirects, or a 404. */
export function putBackFromForm(event: ManageEvent) {
	return changeFromForm(event, 'restored');
}

async function changeFromForm(event: ManageEvent, did: 'withdrawn' | 'restored') {
	const by = await offerActor(event);
	const posted = await readTextFields(event.request);
	const name = v.safeParse(named, Object.fromEntries(posted));
	if (!name.success) error(404, 'Not found');
	const { engine } = event.locals.app;
	const { kind, id } = name.output;
	const command = did === 'withdrawn' ? withdrawOffer : putBackOffer;
	const key = `${postedKey(posted) ?? engine.ids('form')}-${did}-${id}`;
	const done = await command(engine, { kind, id, by, key });
	if (!done.ok) return fail(offerStatus(done), { refusal: refusalText(done) });
	const offer = await readOffer(engine, { kind, id: done.value, currencies: by.currencies });
	const currency = offer?.content.currency ?? '';
	redirect(303, offersHref({ currency, did, kind, offer: done.value, undo: did === 'withdrawn' ? id : null }));
}

/** Who asks, if they may set prices at all. Throws a redirect to sign in, or a 404. */
export async function offerActor(event: ManageEvent): Promise<OfferActor> {
	const { person, stations } = requireStations(event, 'offer.manage');
	const currencies = await currenciesOf(event.locals.app.engine, stations);
	return { id: person.id, currencies, origin: event.getClientAddress() };
}

/** The HTTP status of a refusal; what is not there is thrown as a 404. */
export function offerStatus({ code }: Extract<Result<never>, { ok: false }>): number {
	const row = Object.hasOwn(offerRefusals, code) ? offerRefusals[code as keyof typeof offerRefusals] : refusalRow(code);
	if (row?.http === 404) error(404, 'Not found');
	return row?.http ?? 422;
}

/** The address of what is for sale, which tells what was just done. */
export function offersHref(told: {
	currency: string;
	did: LastChange['did'];
	kind: LastChange['kind'];
	offer: string;
	undo: string | null;
}): string {
	const { undo, ...rest } = told;
	return `/manage/offers?${new URLSearchParams({ ...rest, ...(undo !== null && { undo }) }).toString()}`;
}

async function lastChange(event: ManageEvent, { currencies }: OfferActor): Promise<LastChange | null> {
	const asked = v.safeParse(changed, Object.fromEntries(event.url.searchParams));
	if (!asked.success) return null;
	const { did, kind, offer: id, undo = null } = asked.output;
	const offer = await readOffer(event.locals.app.engine, { kind, id, currencies });
	return offer && { did, name: offer.content.name, undo, kind };
}
