import type { Refusal } from '#lib/kernel/result.ts';
import type { OcppProtocol } from './ocpp_protocol.ts';

/** Why a call is not answered as it was meant. */
export type RpcErrorCode =
	| 'FRAME_BROKEN'
	| 'MESSAGE_TYPE_UNKNOWN'
	| 'ACTION_UNKNOWN'
	| 'ACTION_UNSUPPORTED'
	| 'PAYLOAD_BROKEN'
	| 'FIELD_MISSING'
	| 'FIELD_TYPE'
	| 'FIELD_VALUE'
	| 'INTERNAL';

/**
 * How each is spelled. Spec: OCPP 1.6J §4.2.3, OCPP 2.0.1 part 4 §4.3. Both misspell `Occurence`, 1.6 `Formation` too: its errata, §5, leave them
 * so, for chargers know no others.
 */
const spellings: Record<RpcErrorCode, Record<OcppProtocol, string>> = {
	FRAME_BROKEN: { 'ocpp1.6': 'FormationViolation', 'ocpp2.0.1': 'RpcFrameworkError' },
	MESSAGE_TYPE_UNKNOWN: { 'ocpp1.6': 'FormationViolation', 'ocpp2.0.1': 'MessageTypeNotSupported' },
	ACTION_UNKNOWN: { 'ocpp1.6': 'NotImplemented', 'ocpp2.0.1': 'NotImplemented' },
	ACTION_UNSUPPORTED: { 'ocpp1.6': 'NotSupported', 'ocpp2.0.1': 'NotSupported' },
	PAYLOAD_BROKEN: { 'ocpp1.6': 'FormationViolation', 'ocpp2.0.1': 'FormatViolation' },
	FIELD_MISSING: { 'ocpp1.6': 'OccurenceConstraintViolation', 'ocpp2.0.1': 'OccurenceConstraintViolation' },
	FIELD_TYPE: { 'ocpp1.6': 'TypeConstraintViolation', 'ocpp2.0.1': 'TypeConstraintViolation' },
	FIELD_VALUE: { 'ocpp1.6': 'PropertyConstraintViolation', 'ocpp2.0.1': 'PropertyConstraintViolation' },
	INTERNAL: { 'ocpp1.6': 'InternalError', 'ocpp2.0.1': 'InternalError' },
};

const descriptions: Record<RpcErrorCode, string> = {
	FRAME_BROKEN: 'The frame is no OCPP-J message',
	MESSAGE_TYPE_UNKNOWN: 'The message type is none of OCPP-J',
	ACTION_UNKNOWN: 'The action is not known here',
	ACTION_UNSUPPORTED: 'The action is not supported here',
	PAYLOAD_BROKEN: 'The payload should be a JSON object',
	FIELD_MISSING: 'A required field is missing',
	FIELD_TYPE: 'A field has another type than it should',
	FIELD_VALUE: 'A field has a value that it cannot have',
	INTERNAL: 'Nothing was kept: send it again',
};

/** Code, description and details of a CALLERROR, as that version of OCPP spells them; the details name the field. */
export function spellError(protocol: OcppProtocol, { code, params }: Refusal<RpcErrorCode>) {
	return { code: spellings[code][protocol], description: descriptions[code], details: params };
}
