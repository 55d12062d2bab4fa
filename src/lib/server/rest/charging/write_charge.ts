import type * as v from 'valibot';
import { toWh } from '#lib/kernel/energy.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { allowSession } from '../../auth/callers.ts';
import { mayInShift } from '../../auth/may_in_shift.ts';
import { toActor } from '../../auth/signed_in.ts';
import { awaitEnd } from '../../operations/charging/await_end.ts';
import { cancelCharge, endCharge, type ChargeRequest } from '../../operations/charging/end_charge.ts';
import { reportCharge } from '../../operations/charging/report_charge.ts';
import { startCharge } from '../../operations/charging/start_charge.ts';
import { tellCharge } from '../../reports/charge_told.ts';
import { answerRest, type RestAnswer, type RestCall, type RestEvent } from '../sessions/answer_rest.ts';
import { readBody } from '../sessions/read_body.ts';
import { readIdempotencyKey } from '../sessions/request_headers.ts';
import { cancelBody, endBody, parseBody, startBody, updateBody } from './bodies.ts';
import { ownCustomer } from './rider_access.ts';

/** What a session is told to have been begun on that a program began. */
const device = { device_id: 'api', app_version: '', platform: 'api', locale: '' };

/** How long the answer to an end waits for the charger's last word, ms. */
const endWaitMs = 10_000;

/** What a cancelled session says where its rider gave no reason. */
const noReason = 'No reason given';

type Charged = Awaited<ReturnType<typeof startCharge>>;

/** `POST /api/charging/sessions/start`: `{success, data}`, the new session. Spec: seeds/001 step 1. */
export function startChargeResponse(event: RestEvent): Promise<Response> {
	return answerCharge(event, startBody, async ({ app: { engine }, person }, body, key) => {
		const own = ownCustomer(person, 'charge.run');
		if (!own.ok) return own;
		if (own.value === null) return refuse('NOT_PERMITTED', { what: 'charge a vehicle: it belongs to no customer' });
		const { stationId, connectorId, batteryLevelStart: level } = body;
		const start = { actor: toActor(person), customerId: own.value, stationId, connectorId, level, device };
		return startCharge(engine, { ...start, key: key ?? engine.ids('req') });
	});
}

/** `PUT /api/charging/sessions/active/update`: `{success, data}`, the rider's open session with what their vehicle told. Spec: seeds/001 step 2. */
export function updateChargeResponse(event: RestEvent): Promise<Response> {
	return answerCharge(event, updateBody, async ({ app: { engine }, person }, body, key) => {
		const own = ownCustomer(person, 'charge.run');
		if (!own.ok) return own;
		if (own.value === null) return refuse('CHARGE_NOT_FOUND');
		const { batteryLevel: level, energyDelivered } = body;
		const energyWh = energyDelivered === undefined ? null : toWh(energyDelivered);
		return reportCharge(engine, { actor: toActor(person), customerId: own.value, level, energyWh, key });
	});
}

/**
 * `POST /api/charging/sessions/end`: `{success, data}`, the session as it ended. Where a charger meters it the answer waits for its last
 * word; if that does not come in time, the session is still active, in the phase `stopping`. Spec: seeds/001 step 3.
 */
export function endChargeResponse(event: RestEvent): Promise<Response> {
	return answerCharge(event, endBody, async (call, body, key) => {
		const { sessionId, batteryLevelEnd: level, stationRating: rating = null } = body;
		const request = chargeRequest(call, sessionId, key);
		if (!request.ok) return request;
		const { engine } = call.app;
		const ended = await endCharge(engine, { ...request.value, level, rating });
		return ended.ok ? ok(await awaitEnd(engine, ended.value, endWaitMs)) : ended;
	});
}

/** `POST /api/charging/sessions/cancel`: `{success, data}`, the session given up before energy has flowed. */
export function cancelChargeResponse(event: RestEvent): Promise<Response> {
	return answerCharge(event, cancelBody, async (call, { sessionId, reason = noReason }, key) => {
		const request = chargeRequest(call, sessionId, key);
		return request.ok ? cancelCharge(call.app.engine, { ...request.value, reason }) : request;
	});
}

function chargeRequest(
	{ person }: RestCall,
	sessionId: string,
	key: string | null,
): Result<ChargeRequest, 'NOT_PERMITTED'> {
	if (!mayInShift(person, 'charge.run')) return refuse('NOT_PERMITTED', { what: 'charge a vehicle' });
	const allow: ChargeRequest['allow'] = (session) => allowSession(person, 'charge.run', session);
	return ok({ actor: toActor(person), sessionId, allow, key });
}

/** Reads key and body, lets the operation run, and tells the session as it left it. */
function answerCharge<T>(
	event: RestEvent,
	schema: v.GenericSchema<unknown, T>,
	run: (call: RestCall, body: T, key: string | null) => Promise<Charged>,
): Promise<Response> {
	return answerRest(event, async (call): Promise<Result<RestAnswer>> => {
		const key = readIdempotencyKey(call.request.headers);
		if (!key.ok) return key;
		const read = await readBody(call.request, ['application/json']);
		if (!read.ok) return read;
		const body = parseBody(schema, read.value);
		if (!body.ok) return body;
		const charged = await run(call, body.value, key.value);
		if (!charged.ok) return charged;
		const { document } = await tellCharge(call.app.engine, charged.value);
		return ok({ body: { data: document } });
	});
}
