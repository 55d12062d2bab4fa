import { isJsonObject, type JsonObject } from '#lib/kernel/json.ts';
import { refuse, type Refusal } from '#lib/kernel/result.ts';
import type { OcppProtocol } from './ocpp_protocol.ts';
import { spellError, type RpcErrorCode } from './rpc_error.ts';

/** What stands in a frame. `broken` is to be answered with a CALLERROR, `ignored` with nothing. */
export type Frame =
	| { readonly kind: 'call'; readonly id: string; readonly action: string; readonly payload: JsonObject }
	| { readonly kind: 'result'; readonly id: string; readonly payload: unknown }
	| { readonly kind: 'error'; readonly id: string; readonly code: string }
	| { readonly kind: 'broken'; readonly id: string; readonly refusal: Refusal<RpcErrorCode> }
	| { readonly kind: 'ignored' };

const callType = 2;
const resultType = 3;
const errorType = 4;

/** Names a message whose id cannot be read. Spec: OCPP 2.0.1 part 4 §4.2.3. */
const unreadableId = '-1';

/** The specifications allow 36. */
const idLength = 128;

/** Reads a frame, whatever is in it; never throws. Spec: OCPP 1.6J §4.2, OCPP 2.0.1 part 4 §4.2. */
export function parseFrame(text: string, protocol: OcppProtocol): Frame {
	// Some chargers send empty frames to keep the connection open.
	if (text.trim() === '') return { kind: 'ignored' };
	const parts = parseArray(text);
	if (parts === null) return broken(unreadableId, 'FRAME_BROKEN');
	const [type, id, third, fourth] = parts;
	// An answer is never answered, however broken it is.
	if (type === resultType) return isId(id) ? { kind: 'result', id, payload: third } : { kind: 'ignored' };
	if (type === errorType) return isId(id) ? { kind: 'error', id, code: String(third) } : { kind: 'ignored' };
	if (!isId(id)) return broken(unreadableId, 'FRAME_BROKEN');
	if (type !== callType) {
		// Spec: OCPP 1.6J §4.1.3: a server shall ignore the types that it does not know.
		const isUnknownType = typeof type === 'number';
		if (isUnknownType && protocol === 'ocpp1.6') return { kind: 'ignored' };
		return broken(id, isUnknownType ? 'MESSAGE_TYPE_UNKNOWN' : 'FRAME_BROKEN');
	}
	if (typeof third !== 'string') return broken(id, 'FRAME_BROKEN');
	if (!isJsonObject(fourth)) return broken(id, 'PAYLOAD_BROKEN');
	return { kind: 'call', id, action: third, payload: fourth };
}

/** A CALL. */
export function callFrame(id: string, action: string, payload: JsonObject): string {
	return JSON.stringify([callType, id, action, payload]);
}

/** A CALLRESULT. */
export function resultFrame(id: string, payload: JsonObject): string {
	return JSON.stringify([resultType, id, payload]);
}

/** A CALLERROR, spelled for that version of OCPP. */
export function errorFrame(id: string, protocol: OcppProtocol, refusal: Refusal<RpcErrorCode>): string {
	const { code, description, details } = spellError(protocol, refusal);
	return JSON.stringify([errorType, id, code, description, details]);
}

function broken(id: string, code: RpcErrorCode): Frame {
	return { kind: 'broken', id, refusal: refuse(code) };
}

function isId(id: unknown): id is string {
	return typeof id === 'string' && id.length > 0 && id.length <= idLength;
}

function parseArray(text: string): unknown[] | null {
	try {
		const json: unknown = JSON.parse(text);
		return Array.isArray(json) ? json : null;
	} catch {
		return null;
	}
}
