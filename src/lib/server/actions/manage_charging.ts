import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Refusal } from '#lib/kernel/result.ts';
import { boundedInteger, safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import { requireStations } from '../auth/managed_stations.ts';
import { hashSecret } from '../auth/secret.ts';
import { readTextFields } from '../auth/text_fields.ts';
import type { ChargeActor } from '../engine/charge_billing.ts';
import { seeToOrphan } from '../engine/charge_decisions_orphan.ts';
import { chargeDeskRefusals } from '../engine/charge_refusals.ts';
import { createCharger, renewChargerSecret } from '../engine/charger_accounts.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { readChargingList, type ChargingReport } from '../reports/charge_hold_list.ts';
import type { ManageEvent } from './manage_event.ts';
import { filterText } from './manage_filter_text.ts';
import { postedKey } from './posted_key.ts';

/** The lists of charging as their page shows them. */
export interface ChargingListPage extends Omit<ChargingReport, 'stationIssue'> {
	readonly stationError: string | null;
	/** Idempotency key of the page's forms. */
	readonly formKey: string;
}

/** What came of a form of that page: what stands against it, or a charger with the password that is told this once. */
export interface ChargingListForm {
	readonly form: 'handle' | 'create' | 'renew';
	/** What it was about: a transaction, or a charger. */
	readonly about: string;
	readonly values: Readonly<Record<string, string>>;
	readonly errors: Readonly<Record<string, string>>;
	readonly refusal: string | null;
	/** Null where the form was sent a second time, or none was made. */
	readonly secret: string | null;
	readonly isDone: boolean;
}

/** The identity stands in the address that the charger connects to. */
const chargerId = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/));
const number = v.pipe(
	v.string(),
	v.regex(/^\d{1,10}$/),
	v.transform(Number),
	boundedInteger(1, Number.MAX_SAFE_INTEGER),
);

/** What managers of charging see to. Throws a redirect to sign in, or a 404. */
export async function chargingListPage(event: ManageEvent): Promise<ChargingListPage> {
	const { person, stations } = requireStations(event, 'charge.manage');
	const { engine } = event.locals.app;
	const reader = { id: person.id, address: event.getClientAddress() };
	const { stationIssue, ...report } = await readChargingList(engine, {
		...{ stations, params: event.url.searchParams, reader },
	});
	return { ...report, stationError: stationIssue && filterText(stationIssue), formKey: engine.ids('form') };
}

/** Takes a transaction without a session off the list and leads back to it. Throws redirects, or a 404. */
export async function handleOrphanFromForm(event: ManageEvent) {
	const { actor, fields, key } = await readChargingForm(event);
	const id = v.safeParse(number, fields['transaction']);
	if (!id.success) error(404, 'Not found');
	const about = String(id.output);
	const note = v.safeParse(safeText(300), fields['note']);
	if (!note.success) return fail(422, told('handle', { about, fields, errors: { note: m.charges_issue_note() } }));
	const done = await seeToOrphan(event.locals.app.engine, {
		...{ transactionId: id.output, note: note.output, actor, key: `${key}-${about}` },
	});
	if (!done.ok) return fail(chargeStatus(done), told('handle', { about, fields, refusal: refusalText(done) }));
	redirect(303, listHref(event.url, 'handled'));
}

/** Sets up a charger and tells its password. Throws a redirect to sign in, or a 404. */
export async function createChargerFromForm(event: ManageEvent) {
	const { actor, fields, key } = await readChargingForm(event);
	const about = fields['charger'] ?? '';
	const id = v.safeParse(chargerId, about);
	if (!id.success) return fail(422, told('create', { about, fields, errors: { charger: m.charges_issue_charger() } }));
	const stationId = fields['station'] ?? '';
	const request = { id: id.output, stationId, actor, hashSecret, key: `${key}-create-${id.output}` };
	const done = await createCharger(event.locals.app.engine, request);
	if (done.ok) return told('create', { about: done.value.id, fields: {}, secret: done.value.secret, isDone: true });
	const field = done.code === 'CHARGER_STATION_UNKNOWN' ? 'station' : 'charger';
	return fail(chargeStatus(done), told('create', { about, fields, errors: { [field]: refusalText(done) } }));
}

/** Gives a charger a new password and tells it. Throws a redirect to sign in, or a 404. */
export async function renewSecretFromForm(event: ManageEvent) {
	const { actor, fields, key } = await readChargingForm(event);
	const about = fields['charger'] ?? '';
	const request = { id: about, actor, hashSecret, key: `${key}-renew-${about}` };
	const done = await renewChargerSecret(event.locals.app.engine, request);
	if (!done.ok) return fail(chargeStatus(done), told('renew', { about, fields, refusal: refusalText(done) }));
	return told('renew', { about, fields: {}, secret: done.value.secret, isDone: true });
}

/** Who posted a form about charging, its fields and its key. Throws a redirect to sign in, or a 404. */
export async function readChargingForm(event: ManageEvent) {
	const { person, stations } = requireStations(event, 'charge.manage');
	const posted = await readTextFields(event.request);
	const actor: ChargeActor = { id: person.id, stations, origin: event.getClientAddress() };
	const fields = Object.fromEntries(posted) as Record<string, string>;
	return { person, actor, fields, key: postedKey(posted) ?? event.locals.app.engine.ids('form') };
}

/** The HTTP status of a refusal; what is not there is thrown as a 404. */
export function chargeStatus({ code }: Refusal): number {
	const row = Object.hasOwn(chargeDeskRefusals, code)
		? chargeDeskRefusals[code as keyof typeof chargeDeskRefusals]
		: refusalRow(code);
	if (row?.http === 404) error(404, 'Not found');
	return row?.http ?? 422;
}

/** The names of what a person types or chooses; nothing else is sent back. */
const typedFields = ['note', 'charger', 'station'];

function told(
	form: ChargingListForm['form'],
	{
		about,
		fields,
		...rest
	}: Partial<Omit<ChargingListForm, 'form' | 'values'>> & {
		about: string;
		fields: Readonly<Record<string, string>>;
	},
): ChargingListForm {
	const values = Object.fromEntries(typedFields.map((name) => [name, fields[name] ?? '']));
	return { form, about, values, errors: {}, refusal: null, secret: null, isDone: false, ...rest };
}

/** The list as it was asked for, which tells what was just done. */
function listHref({ pathname, searchParams }: URL, did: string): string {
	const kept = [...searchParams].filter(([name]) => ['show', 'station', 'after', 'before'].includes(name));
	return `${pathname}?${new URLSearchParams([...kept, ['did', did]]).toString()}`;
}
