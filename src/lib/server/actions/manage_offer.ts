import { error, fail, redirect } from '@sveltejs/kit';
import { message, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import type { Result } from '#lib/kernel/result.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { addOffer, changeOffer, type OfferActor } from '../engine/offer_commands.ts';
import { readOffer, readTemplates } from '../reports/offer_list.ts';
import type { ManageEvent } from './manage_event.ts';
import {
	emptyPart,
	packageFields,
	packageForm,
	packageOf,
	planFields,
	planForm,
	planOf,
	withoutEmptyParts,
	type PackageFields,
	type PlanFields,
} from './manage_offer_form.ts';
import { offerActor, offersHref, offerStatus } from './manage_offers.ts';
import { postedKey } from './posted_key.ts';

/** The id in the address of an offer that is yet to be. */
const newId = 'new';

/** An offer that is to be added or changed: by whom, in which currency, and what it says now. */
interface Edited<Kind extends 'package' | 'plan'> {
	readonly by: OfferActor;
	readonly currency: string;
	readonly offer: Awaited<ReturnType<typeof readOffer<Kind>>>;
}

type PackageForm = SuperValidated<PackageFields, string>;
type PlanForm = SuperValidated<PlanFields, string>;

/** A package to be changed, or an empty one for a currency of the address. Throws a redirect to sign in, or a 404. */
export async function packagePage(event: ManageEvent, id: string) {
	const { currency, offer } = await edited(event, { kind: 'package', id });
	const fields = offer ? packageFields(offer.content) : withParts({ name: '', number: '', ...noParts }, 1);
	const form: PackageForm = await superValidate(fields, valibot(packageForm(currency)), { errors: false });
	return { form, currency, isNew: offer === null, formKey: event.locals.app.engine.ids('form') };
}

/** A subscription to be changed, or an empty one, with the templates there are. Throws a redirect to sign in, or a 404. */
export async function planPage(event: ManageEvent, id: string) {
	const { currency, offer } = await edited(event, { kind: 'plan', id });
	const { engine } = event.locals.app;
	const fields = offer ? planFields(offer.content) : { period: 'monthly' as const };
	const form: PlanForm = await superValidate(fields, valibot(planForm(currency)), { errors: false });
	const templates = await readTemplates(engine, currency);
	return { form, currency, isNew: offer === null, templates, formKey: engine.ids('form') };
}

/** Saves a package and leads back to what is for sale; a button of its form adds or takes away a part instead. Throws redirects, or a 404. */
export async function savePackage(event: ManageEvent, id: string) {
	const { by, currency, offer } = await edited(event, { kind: 'package', id });
	const posted = await readTextFields(event.request);
	const schema = valibot(packageForm(currency));
	const asked = posted.get('part');
	if (typeof asked === 'string') {
		const typed: PackageForm = await superValidate(posted, schema, { errors: false });
		const data = asked === 'add' ? withParts(typed.data, 1) : withoutPart(typed.data, Number(asked));
		return { form: { ...typed, data } };
	}
	const form: PackageForm = await superValidate(withoutEmptyParts(posted), schema);
	if (!form.valid)
		return fail(400, { form: { ...form, data: withParts(form.data, form.data.partName.length ? 0 : 1) } });
	const content = packageOf(form.data, currency);
	const key = `${postedKey(posted) ?? event.locals.app.engine.ids('form')}-package-${id}`;
	const saved = offer
		? await changeOffer(event.locals.app.engine, { id, content, by, key })
		: await addOffer(event.locals.app.engine, { content, by, key });
	return told(form, saved, { currency, kind: 'package', undo: offer && id });
}

/** Saves a subscription and leads back to what is for sale. Throws redirects, or a 404. */
export async function savePlan(event: ManageEvent, id: string) {
	const { by, currency, offer } = await edited(event, { kind: 'plan', id });
	const posted = await readTextFields(event.request);
	const form: PlanForm = await superValidate(posted, valibot(planForm(currency)));
	if (!form.valid) return fail(400, { form });
	const content = planOf(form.data, currency);
	const key = `${postedKey(posted) ?? event.locals.app.engine.ids('form')}-plan-${id}`;
	const saved = offer
		? await changeOffer(event.locals.app.engine, { id, content, by, key })
		: await addOffer(event.locals.app.engine, { content, by, key });
	return told(form, saved, { currency, kind: 'plan', undo: offer && id });
}

async function edited<Kind extends 'package' | 'plan'>(
	event: ManageEvent,
	{ kind, id }: { kind: Kind; id: string },
): Promise<Edited<Kind>> {
	const by = await offerActor(event);
	if (id === newId) {
		const currency = by.currencies.find((one) => one === event.url.searchParams.get('currency'));
		if (currency === undefined) error(404, 'Not found');
		return { by, currency, offer: null };
	}
	const offer = await readOffer(event.locals.app.engine, { kind, id, currencies: by.currencies });
	if (!offer) error(404, 'Not found');
	return { by, currency: offer.content.currency, offer };
}

function told<Fields extends PackageFields | PlanFields>(
	form: SuperValidated<Fields, string>,
	saved: Result<string>,
	{ undo, ...offer }: { currency: string; kind: 'package' | 'plan'; undo: string | null },
) {
	if (!saved.ok) return message(form, refusalText(saved), { status: offerStatus(saved) as 409 | 422 });
	redirect(303, offersHref({ ...offer, did: undo === null ? 'added' : 'changed', offer: saved.value, undo }));
}

const noParts = { partNumber: [], partName: [], partType: [], partPrice: [], partQuantity: [] };

/** The fields with that many more parts to be filled in. */
function withParts(fields: PackageFields, count: number): PackageFields {
	const added = Array.from({ length: count }, () => emptyPart);
	return {
		...fields,
		partNumber: [...fields.partNumber, ...added.map(({ partNumber }) => partNumber)],
		partName: [...fields.partName, ...added.map(({ partName }) => partName)],
		partType: [...fields.partType, ...added.map(({ partType }) => partType)],
		partPrice: [...fields.partPrice, ...added.map(({ partPrice }) => partPrice)],
		partQuantity: [...fields.partQuantity, ...added.map(({ partQuantity }) => partQuantity)],
	};
}

function withoutPart(fields: PackageFields, row: number): PackageFields {
	const others = (values: readonly string[]) => values.filter((_, index) => index !== row);
	return {
		...fields,
		partNumber: others(fields.partNumber),
		partName: others(fields.partName),
		partType: others(fields.partType),
		partPrice: others(fields.partPrice),
		partQuantity: others(fields.partQuantity),
	};
}
