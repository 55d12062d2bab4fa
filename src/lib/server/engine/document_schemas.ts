import type * as v from 'valibot';
import { kinds, type AnyKind } from '#lib/kinds/index.ts';
import {
	bluetoothFields,
	detectedDeviceSchema,
	deviceInfoSchema,
	documentInstant,
	flowErrorSchema,
	flowStateSchema,
	foreignId,
	metadataSchema,
	openObject,
} from '#lib/session/document_schema.ts';
import { draftPaths } from '#lib/session/draft.ts';
import { startSession } from '#lib/session/fold.ts';

/** A type of session document, for whoever describes the surface. */
export interface DescribedDocument {
	readonly sessionType: string;
	readonly schema: v.GenericSchema;
	/** The paths that a client may write. */
	readonly drafts: readonly string[];
	readonly steps: readonly string[];
	/** A session that was just begun. */
	readonly example: Readonly<Record<string, unknown>>;
}

/** The parts that the documents of all kinds share, by their names. */
export const sharedDocumentSchemas = {
	Instant: documentInstant,
	ForeignId: foreignId,
	OpenObject: openObject,
	DeviceInfo: deviceInfoSchema,
	FlowState: flowStateSchema,
	FlowError: flowErrorSchema,
	Metadata: metadataSchema,
	DetectedDevice: detectedDeviceSchema,
	DetectedDevices: bluetoothFields.detected_devices,
} as const satisfies Record<string, v.GenericSchema>;

/** The document types of all kinds. */
export function describeDocuments(): DescribedDocument[] {
	return Object.values(kinds as Readonly<Record<string, AnyKind>>).map((kind) => ({
		sessionType: kind.documentType,
		schema: kind.documentSchema,
		drafts: draftPaths(kind),
		steps: kind.flow.steps.map(({ name }) => name),
		example: kind.document(startSession(kind, { id: `${kind.idPrefix}-xyz789-uvw012`, ...exampleStart })),
	}));
}

const exampleStart = {
	at: Date.UTC(2025, 11, 9, 14),
	device: { device_id: 'device-uuid-67890', app_version: '1.2.3', platform: 'android', locale: 'en' },
	actor: { type: 'attendant', id: 'attendant-789', name: 'Alice Johnson', station: 'STATION_002' },
};
