import type * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import {
	archivedAnswer,
	auditedEvent,
	eventsAnswer,
	listAnswer,
	listedSession,
	refusedAnswer,
	savedAnswer,
	sessionAnswer,
} from '#lib/protocol/session_answers.ts';
import { describeDocuments, sharedDocumentSchemas } from '../../engine/document_schemas.ts';
import { patchHead, savedHead } from '../../engine/write_document.ts';
import { chargeExchanged, chargeSchemaNotes, withChargeMarks } from './charge_schemas.ts';
import { chargeNotes } from './charge_notes.ts';
import { jsonSchemas, schemaRef, type JsonSchema } from '../json_schema.ts';
import { documentNotes } from './field_notes.ts';

/** What clients send and are answered, by the names of their schemas. */
const exchanged = {
	SavedDocument: savedHead,
	DocumentPatch: patchHead,
	Saved: savedAnswer,
	ReadSession: sessionAnswer,
	SessionList: listAnswer,
	ListedSession: listedSession,
	Archived: archivedAnswer,
	AuditTrail: eventsAnswer,
	AuditEvent: auditedEvent,
	Refused: refusedAnswer,
	...chargeExchanged,
} as const satisfies Record<string, v.GenericSchema>;

export type ExchangedName = keyof typeof exchanged;

/** What schemas are for, where their fields do not say it. */
const descriptions: Readonly<Record<string, string>> = {
	Id: 'Letters, digits and `. _ : -`, at most 128',
	Instant: 'An ISO 8601 instant with zone',
	ForeignId: 'An id of another system',
	OpenObject: 'An object whose fields depend on who made it; it holds no password and no token',
	SavedDocument:
		'A whole document: these fields, and those of its `session_type` as far as there is something in them. Of a session that runs here only drafts are written; the rest may be left out, or be as it is',
	DocumentPatch:
		'Any part of the document (RFC 7396): null resets a field. `version` is the one the client saw; a stale one is refused',
	Refused: 'Why a request was refused; nothing has changed',
	DeviceInfo: 'The device that a session was begun on',
	FlowState: 'Which step is open, which are completed, and since when',
	FlowError: 'What went wrong in a step, and what to do next',
	Metadata: 'What was last done, how often it failed or was tried again, and how long it took in seconds',
	DetectedDevice: 'A device that Bluetooth has seen',
	DetectedDevices: 'What Bluetooth has seen, at most 50',
	...chargeSchemaNotes,
};

/** Name of the schema of a type of document, as `AttendantSwapSession`. */
export function documentName(sessionType: string): string {
	const words = sessionType.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase());
	return `${words.join('')}Session`;
}

/** The schemas of the surface: what is exchanged, the documents, and what they share. */
export function describeSchemas(): Readonly<Record<string, JsonSchema>> {
	const documents = describeDocuments();
	const definitions = {
		Id: idText,
		...sharedDocumentSchemas,
		...exchanged,
		...Object.fromEntries(documents.map(({ sessionType, schema }) => [documentName(sessionType), schema])),
	};
	const schemas = jsonSchemas(definitions, { target: 'draft-2020-12', notes: { ...documentNotes, ...chargeNotes } });
	const whole: Readonly<Record<string, JsonSchema>> = {
		...schemas,
		ChargingSession: withChargeMarks(schemas[documentName('RIDER_CHARGE')] ?? {}),
	};
	const described = Object.entries(descriptions).map(([name, description]) => [name, { ...whole[name], description }]);
	const choice = { anyOf: documents.map(({ sessionType }) => schemaRef(documentName(sessionType))) };
	const read = schemas['ReadSession'];
	return {
		...whole,
		...(Object.fromEntries(described) as Record<string, JsonSchema>),
		SessionDocument: { ...choice, description: 'The document of a session: every field always, null where unset' },
		ReadSession: { ...read, properties: { ...read?.properties, session: schemaRef('SessionDocument') } },
	};
}
