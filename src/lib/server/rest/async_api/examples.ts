import { refuse } from '#lib/kernel/result.ts';
import { makeRequest, type ReplyEnvelope, type RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { acknowledgementMessage, replyMessage, replyTo, type ReplyMessage } from '#lib/protocol/replies.ts';
import { failureSignal } from '#lib/protocol/signals.ts';
import { describeRefusal } from '../../operations/describe_refusal.ts';
import { exampleOf } from './example_values.ts';
import { schemaRef, type JsonSchema } from '../json_schema.ts';
import { operationNotes } from './operation_notes.ts';
import { schemaName } from './schemas.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** The plan, the attendant and the instant of all examples. */
export const examplePlanId = 'bss-plan-weekly-freedom-nairobi-v2-plan1';
const actor = { type: 'attendant', id: 'attendant-001' };
const at = Date.UTC(2025, 0, 15, 9);

function answered(operation: OperationName) {
	const correlationId = `att-${operation.replaceAll('_', '-')}-001`;
	return { operation, planId: examplePlanId, correlationId, at };
}

/** A request of an operation, made as the app makes its own. */
export function exampleRequest(operation: OperationName, schemas: Schemas): RequestEnvelope {
	const data = exampleOf(schemaRef(schemaName(operation, 'data')), schemas) as Record<string, unknown>;
	return makeRequest({ ...answered(operation), actor, data });
}

/** The reply to that request's success, made as the agent makes its own. */
export function exampleReply(operation: OperationName, schemas: Schemas): ReplyEnvelope {
	const { signals, fsmInputs, replyExample } = operationNotes[operation];
	const metadata = exampleOf(schemaRef(schemaName(operation, 'metadata')), schemas) as Record<string, unknown>;
	const own = 'correlation_id' in metadata ? { correlation_id: answered(operation).correlationId } : {};
	return replyTo(answered(operation), {
		success: true,
		signals: Object.keys(signals).slice(0, 1),
		metadata: { ...metadata, ...replyExample, ...own },
		...(fsmInputs && { fsmInputs }),
	});
}

/** The reply to a refused request. */
export function exampleRefusal(operation: OperationName): ReplyEnvelope {
	const refusal = refuse('PLAN_UNKNOWN');
	return replyTo(answered(operation), {
		success: false,
		signals: [failureSignal(operation), refusal.code],
		metadata: { reason: refusal.code, ...describeRefusal(refusal) },
	});
}

/** The acknowledgement of that request; null where there is none. */
export function exampleAcknowledgement(operation: OperationName): ReplyMessage | null {
	return acknowledgementMessage(answered(operation));
}

/** MQTT properties of the final reply, which are the same whatever it says. */
export function replyProperties(operation: OperationName): ReplyMessage['properties'] {
	return replyMessage(answered(operation), { success: true, signals: [], metadata: {} }).properties;
}
