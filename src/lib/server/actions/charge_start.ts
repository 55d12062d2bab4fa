import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { version } from '$app/environment';
import { idText } from '#lib/kernel/schemas.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { toActor } from '../auth/signed_in.ts';
import { readTextFields } from '../auth/text_fields.ts';
import type { Engine } from '../engine/engine.ts';
import { refusalRow } from '../operations/describe_refusal.ts';
import { startCharge } from '../operations/charging/start_charge.ts';
import { readChargingSites } from '../reports/charge_places.ts';
import { requireChargingCustomer, requireChargingRider } from './charge_event.ts';
import { readLevel } from './charge_level.ts';
import { deviceInfo } from './device_info.ts';
import { postedKey } from './posted_key.ts';
import { postedText } from './posted_text.ts';
import type { RiderEvent } from './rider_event.ts';

/** Where one can charge, and what the address has chosen of it: a connector by its code, or a station. Throws a redirect to sign in, or a 404. */
export async function chargeStartPage(event: RiderEvent) {
	const { customerId } = requireChargingRider(event, 'charge.run');
	const { engine } = event.locals.app;
	const sites = await readChargingSites(engine);
	const { searchParams } = event.url;
	const code = codeOf(searchParams.get('code'));
	const byCode = sites.flatMap((site) =>
		site.connectors
			.filter((connector) => connector.code.toUpperCase() === code)
			.map(({ id }) => ({ site, connectorId: id })),
	)[0];
	const site = byCode?.site ?? sites.find(({ id }) => id === searchParams.get('station')) ?? null;
	const connectorId = byCode?.connectorId ?? searchParams.get('connector');
	return {
		isCustomer: customerId !== null,
		sites: sites.map(({ connectors, ...one }) => ({
			...one,
			connectors: connectors.length,
			free: connectors.filter(({ state }) => state === 'free').length,
		})),
		site,
		connector: site?.connectors.find(({ id }) => id === connectorId) ?? null,
		/** What was looked for by code; null where nothing was. */
		code,
		formKey: engine.ids('charge'),
	};
}

/** Begins charging at the connector of the form and leads home, where it is shown. Throws a redirect to sign in, or a 404. */
export async function startFromForm(event: RequestEvent) {
	const { person, customerId } = requireChargingCustomer(event, 'charge.run');
	const { engine } = event.locals.app;
	const fields = await readTextFields(event.request);
	const place = v.safeParse(v.object({ station: idText, connector: idText }), Object.fromEntries(fields));
	const typed = postedText(fields, 'level');
	const level = readLevel(typed);
	const isUnmetered = place.success && !(await isMetered(engine, place.output));
	if (!place.success || level === undefined || (isUnmetered && level === null))
		return fail(400, { typed, levelWrong: true, refusal: null });
	const started = await startCharge(engine, {
		...{ actor: toActor(person), customerId, level },
		stationId: place.output.station,
		connectorId: place.output.connector,
		device: deviceInfo(event.request.headers, event.cookies, version),
		key: postedKey(fields) ?? engine.ids('charge'),
	});
	if (started.ok) redirect(303, '/');
	const refusal = { code: started.code, message: refusalText(started) };
	return fail(refusalRow(started.code)?.http ?? 422, { typed, levelWrong: false, refusal });
}

async function isMetered(engine: Engine, { station, connector }: { station: string; connector: string }) {
	const site = (await readChargingSites(engine)).find(({ id }) => id === station);
	return site?.connectors.find(({ id }) => id === connector)?.isMetered ?? false;
}

/** A code as it is typed, or the whole address that a QR code of a connector holds. */
function codeOf(text: string | null): string | null {
	if (!text) return null;
	const inAddress = URL.canParse(text) ? new URL(text).searchParams.get('code') : null;
	return (inAddress ?? text).trim().toUpperCase().slice(0, 100);
}
