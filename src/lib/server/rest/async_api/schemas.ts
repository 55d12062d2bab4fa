import type * as v from 'valibot';
import { batteryReading } from '#lib/kernel/battery_reading.ts';
import { idText, isoInstant } from '#lib/kernel/schemas.ts';
import { actorSchema, correlationIdSchema, replyEnvelope, requestEnvelope } from '#lib/protocol/envelope.ts';
import { messages } from '#lib/protocol/messages.ts';
import { amountField, serviceStateSchema } from '#lib/protocol/messages/shared_fields.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { fieldNotes } from './field_notes.ts';
import { jsonSchemas, type JsonSchema } from '../json_schema.ts';

/** Name of the schema of an operation's `data`, or of the `metadata` of its success. */
export function schemaName(operation: OperationName, part: 'data' | 'metadata'): string {
	return `${operation}_${part}`;
}

/** Schemas that several messages share. */
const shared = {
	Id: idText,
	Instant: isoInstant,
	CorrelationId: correlationIdSchema,
	Actor: actorSchema,
	Amount: amountField,
	BatteryReading: batteryReading,
	ServiceState: serviceStateSchema,
	Request: requestEnvelope,
	Reply: replyEnvelope,
};

/** Names of the schemas that several messages share. */
export const sharedNames = Object.keys(shared);

/** What the shared schemas are for. */
const descriptions: Readonly<Record<string, string>> = {
	Id: 'An id as it stands in topics: letters, digits and `. _ : -`, at most 128',
	Instant: 'An ISO 8601 instant with zone',
	CorrelationId: 'Names one request across retries and transports',
	Actor: 'Who asks or answers',
	Amount: 'An amount of money in whole currency units, more than 0',
	BatteryReading: 'What a battery said of itself, over Bluetooth or by its display',
	ServiceState: 'A service of a plan with its quota',
	Request: 'What every request has',
	Reply: 'What every reply has; `request_topic` and `fsmInputs` stand in replies of the pattern `rtrn`',
};

/** The schemas of the document: the shared ones, and `data` and `metadata` of every operation. */
export function describeSchemas(): Readonly<Record<string, JsonSchema>> {
	const parts = (Object.keys(messages) as OperationName[]).flatMap((operation) => [
		[schemaName(operation, 'data'), messages[operation].data] as const,
		[schemaName(operation, 'metadata'), messages[operation].metadata] as const,
	]);
	const schemas = jsonSchemas(
		{ ...shared, ...Object.fromEntries<v.GenericSchema>(parts) },
		{ target: 'draft-07', notes: fieldNotes },
	);
	const described = Object.entries(descriptions).map(([name, description]) => [
		name,
		{ ...schemas[name], description },
	]);
	return { ...schemas, ...(Object.fromEntries(described) as Record<string, JsonSchema>) };
}
