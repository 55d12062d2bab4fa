import { riderSettingsPage, saveSettingsForm } from '#lib/server/actions/rider_settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => riderSettingsPage(event);

export const actions: Actions = { default: (event) => saveSettingsForm(event) };
