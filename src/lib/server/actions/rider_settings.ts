import { error, fail } from '@sveltejs/kit';
import { message, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import { refusalText } from '#lib/words/refusal_text.ts';
import { readTextFields } from '../auth/text_fields.ts';
import { readRiderSettings, saveRiderSettings } from '../engine/rider_settings.ts';
import { postedKey } from './posted_key.ts';
import { requireRider, type RiderEvent } from './rider_event.ts';
import { settingsFields, settingsForm, settingsOf, type SettingsFields } from './rider_settings_form.ts';

/** What became of a form that was sent. */
type Saved = { readonly saved: true } | { readonly refusal: string };
type SettingsForm = SuperValidated<SettingsFields, Saved>;

/** What whoever asks has set. Throws a redirect to sign in, or a 404. */
export async function riderSettingsPage(event: RiderEvent) {
	const { customerId } = requireRider(event);
	const { engine } = event.locals.app;
	const settings = customerId === null ? null : await readRiderSettings(engine, customerId);
	const form: SettingsForm = await superValidate(settingsFields(settings), valibot(settingsForm), { errors: false });
	return {
		form,
		/** True if the account belongs to a customer, whose settings these are. */
		isCustomer: customerId !== null,
		/** True if nothing was ever set: the browser's own zone is a good guess then. */
		isNew: settings === null,
		timeZones: timeZones(),
		formKey: engine.ids('form'),
	};
}

/** Saves the settings of whoever sends them. Throws a redirect to sign in, or a 404. */
export async function saveSettingsForm(event: RiderEvent) {
	const { person, customerId } = requireRider(event);
	if (customerId === null) error(404, 'Not found');
	const posted = await readTextFields(event.request);
	const form: SettingsForm = await superValidate(posted, valibot(settingsForm));
	if (!form.valid) return fail(400, { form });
	const { engine } = event.locals.app;
	const saved = await saveRiderSettings(engine, {
		customerId,
		settings: settingsOf(form.data),
		by: { id: person.id, origin: event.getClientAddress() },
		key: postedKey(posted) ?? engine.ids('form'),
	});
	return saved.ok
		? message<Saved>(form, { saved: true })
		: message<Saved>(form, { refusal: refusalText(saved) }, { status: 409 });
}

/** The zones that can be chosen, as the server knows them. */
function timeZones(): readonly string[] {
	return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}
