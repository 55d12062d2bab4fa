import type * as v from 'valibot';
import type { Permission } from '#lib/kernel/permission.ts';
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
	/** True if clients save its documents; sessions of any other type are begun by an operation. */
	readonly isSaved: boolean;
	/** The paths that a client may write. */
	readonly drafts: readonly string[];
	readonly steps: readonly string[];
	/** What somebody needs who runs such sessions. */
	readonly permission: Permission;
	/** A session that this person has just begun. */
	readonly example: (actor: Readonly<Record<'type' | 'id' | 'name', string>>) => Readonly<Record<string, unknown>>;
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
		isSaved: kind.begins !== 'operation',
		drafts: draftPaths(kind),
		steps: kind.flow.steps.map(({ name }) => name),
		permission: kind.permission,
		example: (actor) => {
			const id = `${kind.idPrefix}-xyz789-uvw012`;
			return kind.document(startSession(kind, { id, ...exampleStart, actor: { ...actor, station: 'STATION_002' } }));
		},
	}));
}

const exampleStart = {
	at: Date.UTC(2025, 11, 9, 14),
	device: { device_id: 'device-uuid-67890', app_version: '1.2.3', platform: 'android', locale: 'en' },
};
