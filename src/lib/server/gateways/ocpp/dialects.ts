import { refuse, type Result } from '#lib/kernel/result.ts';
import type { JsonObject } from '#lib/kernel/json.ts';
import type { Charger, ChargerCall, Dialect } from './dialect.ts';
import { ocpp16 } from './ocpp16/ocpp16.ts';
import { ocpp201 } from './ocpp201/ocpp201.ts';
import type { OcppProtocol } from './ocpp_protocol.ts';
import type { RpcErrorCode } from './rpc_error.ts';

/** Every version of OCPP that is spoken here. */
export const dialects: Readonly<Record<OcppProtocol, Dialect>> = { 'ocpp1.6': ocpp16, 'ocpp2.0.1': ocpp201 };

/** Answers what a charger calls. Rejects with what the desk throws. */
export async function answerCall(
	{ actions, unsupported }: Dialect,
	{ action, payload }: ChargerCall,
	charger: Charger,
): Promise<Result<JsonObject, RpcErrorCode>> {
	const perform = Object.hasOwn(actions, action) ? actions[action] : undefined;
	if (perform) return perform(payload, charger);
	return refuse(unsupported.includes(action) ? 'ACTION_UNSUPPORTED' : 'ACTION_UNKNOWN');
}
