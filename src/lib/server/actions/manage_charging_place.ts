import { error, fail, redirect } from '@sveltejs/kit';
import type { Result } from '#lib/kernel/result.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { requireStations } from '../auth/managed_stations.ts';
import { addConnector, changeConnector, isOutOfUse, useConnector } from '../engine/charger_connectors.ts';
import { saveChargingSite } from '../engine/charger_places.ts';
import { readManagedPlace, readManagedPlaces, type ManagedPlace } from '../reports/charge_place_list.ts';
import { chargeStatus, readChargingForm } from './manage_charging.ts';
import { readConnector, readSeen, readSite } from './manage_charging_place_form.ts';
import type { ManageEvent } from './manage_event.ts';

/** A form of a station's page as it is shown again. */
export interface PlaceForm {
	readonly form: 'site' | 'add' | 'change' | 'retire' | 'use';
	readonly values: Readonly<Record<string, string>>;
	readonly errors: Readonly<Record<string, string>>;
	readonly refusal: string | null;
	/** True if all that is left is to confirm it. */
	readonly asked: boolean;
}

/** Which connector of which station a form is about. */
interface ConnectorName {
	readonly stationId: string;
	readonly id: string;
}

/** The stations of a person who looks after charging. Throws a redirect to sign in, or a 404. */
export async function placesPage(event: ManageEvent) {
	const { stations } = requireStations(event, 'charge.manage');
	return { places: await readManagedPlaces(event.locals.app.engine, stations) };
}

/** A station with what is charged with there. Throws a redirect to sign in, or a 404. */
export async function placePage(event: ManageEvent, stationId: string) {
	const place = await requirePlace(event, stationId);
	const connectors = place.connectors.map((connector) => ({ ...connector, isOutOfUse: isOutOfUse(connector) }));
	return { place: { ...place, connectors }, formKey: event.locals.app.engine.ids('form') };
}

/** A connector, and the address that its QR code holds. Throws a redirect to sign in, or a 404. */
export async function connectorPage(event: ManageEvent, { stationId, id }: ConnectorName) {
	const { place, formKey } = await placePage(event, stationId);
	const connector = place.connectors.find((one) => one.id === id);
	if (!connector) error(404, 'Not found');
	const address = `${event.url.origin}/charge?code=${encodeURIComponent(connector.code)}`;
	return { place, connector, address, formKey };
}

/** Sets where a station stands and what a kWh costs there. Throws redirects, or a 404. */
export async function saveSiteFromForm(event: ManageEvent, stationId: string) {
	const { actor, fields, key } = await readChargingForm(event);
	const read = readSite(await requirePlace(event, stationId), fields);
	if ('errors' in read) return fail(422, shown('site', fields, { errors: read.errors }));
	const saved = await saveChargingSite(event.locals.app.engine, {
		...{ ...read.value, stationId, actor, key: `${key}-site` },
	});
	return answer(event, { form: 'site', fields, did: 'site' }, saved);
}

/** Sets up a connector. Throws redirects, or a 404. */
export async function addConnectorFromForm(event: ManageEvent, stationId: string) {
	const { actor, fields, key } = await readChargingForm(event);
	const read = readConnector(await requirePlace(event, stationId), fields);
	if ('errors' in read) return fail(422, shown('add', fields, { errors: read.errors }));
	const added = await addConnector(event.locals.app.engine, {
		...{ ...read.value, stationId, actor, seen: null, key: `${key}-add` },
	});
	return answer(event, { form: 'add', fields, did: 'added' }, added);
}

/** Changes a connector. Throws redirects, or a 404. */
export async function changeConnectorFromForm(event: ManageEvent, { stationId, id }: ConnectorName) {
	const { actor, fields, key } = await readChargingForm(event);
	const read = readConnector(await requirePlace(event, stationId), { ...fields, connector: id });
	if ('errors' in read) return fail(422, shown('change', fields, { errors: read.errors }));
	const changed = await changeConnector(event.locals.app.engine, {
		...{ ...read.value, stationId, actor, seen: readSeen(fields), key: `${key}-change` },
	});
	return answer(event, { form: 'change', fields, did: 'changed' }, changed);
}

/** Asks for confirmation that a connector is taken out of use, and does so; or puts one back into use at once. Throws redirects, or a 404. */
export async function useConnectorFromForm(event: ManageEvent, { stationId, id }: ConnectorName, isUsed: boolean) {
	const { actor, fields, key } = await readChargingForm(event);
	await requirePlace(event, stationId);
	const form = isUsed ? 'use' : 'retire';
	if (fields['change']) return shown(form, fields, {});
	if (!isUsed && fields['confirmed'] !== 'yes') return shown(form, fields, { asked: true });
	const request = { stationId, id, isUsed, actor, seen: readSeen(fields), key: `${key}-${form}` };
	const done = await useConnector(event.locals.app.engine, request);
	return answer(event, { form, fields, did: isUsed ? 'used' : 'retired' }, done);
}

async function requirePlace(event: ManageEvent, stationId: string): Promise<ManagedPlace> {
	const { stations } = requireStations(event, 'charge.manage');
	const place = await readManagedPlace(event.locals.app.engine, stationId, stations);
	if (!place) error(404, 'Not found');
	return place;
}

/** The field that a refusal stands beside. */
const fieldOf: Readonly<Record<string, string>> = {
	CONNECTOR_ID_TAKEN: 'connector',
	CONNECTOR_CODE_TAKEN: 'code',
	CONNECTOR_EVSE_TAKEN: 'number',
	CONNECTOR_CHARGER_UNKNOWN: 'charger',
};

function answer(
	event: ManageEvent,
	{ form, fields, did }: { form: PlaceForm['form']; fields: Readonly<Record<string, string>>; did: string },
	done: Result<string>,
) {
	if (done.ok) redirect(303, `${event.url.pathname}?did=${did}`);
	const [field, text] = [fieldOf[done.code], refusalText(done)];
	return fail(chargeStatus(done), shown(form, fields, field ? { errors: { [field]: text } } : { refusal: text }));
}

/** The names of what a person types or chooses; nothing else is sent back. */
const typedFields = [
	...['price', 'address', 'city', 'postal', 'country', 'latitude', 'longitude', 'seen'],
	...['connector', 'code', 'number', 'power', 'charger', 'standard', 'format', 'current'],
];

function shown(
	form: PlaceForm['form'],
	fields: Readonly<Record<string, string>>,
	{ errors = {}, refusal = null, asked = false }: Partial<Omit<PlaceForm, 'form' | 'values'>>,
): PlaceForm {
	const values = Object.fromEntries(typedFields.map((name) => [name, fields[name] ?? '']));
	return { form, values, errors, refusal, asked };
}
