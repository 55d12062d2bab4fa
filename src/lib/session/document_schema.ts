import * as v from 'valibot';
import { boundedInteger, boundedNumber, idText, isoInstant } from '#lib/kernel/schemas.ts';

/** The parts that the session documents of all kinds have, and what their own parts are made of. Spec: seeds/000 §1 and §2. */

/** Text of a document as it was typed or read: may be empty, is not trimmed, and has no broken or control character. */
export function documentText(max: number) {
	return v.pipe(
		v.string(),
		v.maxLength(max),
		v.check((text) => text.isWellFormed(), 'Text contains a broken character'),
		// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
		v.check((text) => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), 'Text contains a control character'),
	);
}

/** An ISO 8601 instant with zone that there is. */
export const documentInstant = v.pipe(
	isoInstant,
	v.check((text) => Number.isFinite(Date.parse(text)), 'The clock has no such instant'),
);

/** An amount of money in major units, kWh, Wh or a count. */
export const figure = boundedNumber(-1e12, 1e12);

/** An id of another system: a number or a text. */
export const foreignId = v.union([boundedInteger(0, Number.MAX_SAFE_INTEGER), documentText(128)]);

/** An object whose fields the spec does not name; names of secrets are refused. */
export const openObject = v.pipe(
	v.record(documentText(128), v.unknown()),
	v.check((value) => !hasSecret(value), 'A document holds no password and no token'),
);

const secretName = /(password|passwd|secret|token|authorization|api_?key)$/i;

function hasSecret(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return Object.entries(value).some(([name, inner]) => secretName.test(name) || hasSecret(inner));
}

/** `device_info`. */
export const deviceInfoSchema = v.strictObject({
	device_id: v.pipe(documentText(128), v.minLength(1)),
	app_version: documentText(40),
	platform: documentText(40),
	locale: documentText(40),
});

/** `actor`: who runs the session, and at which station. */
export const actorFields = {
	type: documentText(40),
	id: idText,
	name: documentText(200),
	station: v.nullable(idText),
};

const stepNumber = boundedInteger(1, 20);

/** `flow_state`. */
export const flowStateSchema = v.strictObject({
	current_step: stepNumber,
	max_step_reached: stepNumber,
	total_steps: stepNumber,
	steps_completed: v.pipe(v.array(stepNumber), v.maxLength(20)),
	step_statuses: v.record(
		v.pipe(v.string(), v.regex(/^[1-9]\d?$/, 'A step is a number')),
		v.strictObject({
			status: v.picklist(['pending', 'in_progress', 'completed', 'skipped', 'cancelled', 'no_show', 'expired']),
			started_at: v.optional(v.nullable(documentInstant)),
			completed_at: v.optional(v.nullable(documentInstant)),
		}),
	),
});

/** `metadata`. */
export const metadataSchema = v.strictObject({
	last_action: documentText(60),
	last_action_at: v.nullable(documentInstant),
	error_count: boundedInteger(0, 1e9),
	retry_count: boundedInteger(0, 1e9),
	session_duration_seconds: boundedNumber(0, 1e9),
});

/** `flow_error`. Spec: seeds/000 §6. */
export const flowErrorSchema = v.strictObject({
	step: stepNumber,
	error_code: documentText(60),
	message: documentText(500),
	details: v.nullable(documentText(500)),
	timestamp: v.nullable(documentInstant),
	recoverable: v.boolean(),
	recovery_action: v.nullable(documentText(60)),
});

/** A device that Bluetooth has seen. */
export const detectedDeviceSchema = v.strictObject({
	mac_address: documentText(100),
	name: documentText(100),
	rssi: documentText(40),
	raw_rssi: boundedNumber(-200, 100),
});

/** The state of Bluetooth that every kind has. */
export const bluetoothFields = {
	is_scanning: v.boolean(),
	is_connecting: v.boolean(),
	is_reading_energy: v.boolean(),
	connected_device: v.nullable(documentText(100)),
	detected_devices: v.pipe(v.array(detectedDeviceSchema), v.maxLength(50)),
	connection_progress: boundedNumber(0, 100),
	error: v.nullable(documentText(500)),
};

/** The fields that every session document begins and ends with; `session_type` is the kind's own. */
export const headFields = {
	session_id: idText,
	version: boundedInteger(1, Number.MAX_SAFE_INTEGER),
	created_at: documentInstant,
	updated_at: documentInstant,
	expires_at: documentInstant,
	device_info: deviceInfoSchema,
	flow_state: flowStateSchema,
	metadata: metadataSchema,
};
