import {
	isJsonObject,
	leavesOf,
	mergePatch,
	objectAt,
	overlay,
	sameJson,
	valueAt,
	type JsonObject,
} from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Flow } from './flow_state.ts';
import type { SessionRecord } from './record.ts';

/** A part of the document that a client may write: a form field, an input mode, a selection, the state of Bluetooth. */
export interface DraftField {
	/** Names joined by dots; all below it may be written too. */
	readonly path: string;
	/** The step that makes a fact of it: until it is taken the draft stands, from then on it is the server's. Always, without one. */
	readonly step?: number;
}

/** What a client asks the document to be. */
export interface AskedDocument {
	readonly document: JsonObject;
	/** True for a whole document: what it does not have is reset, and the server's own stamps in it count for nothing. */
	readonly whole: boolean;
}

/** A kind, as far as drafts go. */
export interface DraftKind {
	readonly drafts: readonly DraftField[];
	readonly flow: Flow<string, string>;
	document(session: SessionRecord): Record<string, unknown>;
}

/** The drafts that the documents of all kinds have. */
const sharedDrafts: readonly DraftField[] = [{ path: 'device_info.locale' }, { path: 'device_info.app_version' }];

/** Instants and counters that the server stamps: a client's copy of them says nothing. `*` stands for any name. */
const stamps = [
	'version',
	'created_at',
	'updated_at',
	'expires_at',
	'metadata',
	'flow_state.step_statuses.*.started_at',
	'flow_state.step_statuses.*.completed_at',
];

/** Prints a session in the JSON shape of its kind's spec, drafts included. */
export function printDocument(kind: Pick<DraftKind, 'document'>, session: SessionRecord): Record<string, unknown> {
	const document = kind.document(session);
	return session.draft ? (mergePatch(document, session.draft) as Record<string, unknown>) : document;
}

/**
 * What the session's draft has to become for the document to be as asked: a merge patch of it, or null if nothing changes.
 * Refuses, naming the path, what the server owns; a value that the field already has is no change. Spec: seeds/000 §3.
 */
export function draftPatch(
	kind: DraftKind,
	session: SessionRecord,
	{ document, whole }: AskedDocument,
): Result<JsonObject | null, 'FIELD_SERVER_OWNED'> {
	const printed = printDocument(kind, session);
	const open = openDrafts(kind, session);
	let patch: unknown = {};
	for (const { path, value } of leavesOf(whole ? withResets(document, session.draft) : document)) {
		if (whole && isUnder(path, stamps)) continue;
		const current = valueAt(printed, path) ?? null;
		if (sameJson(value, current) || (isEmpty(value) && isJsonObject(current))) continue;
		if (!isUnder(path, open)) return refuse('FIELD_SERVER_OWNED', { path: path.join('.') || 'document' });
		if (value === null && valueAt(session.draft, path) === undefined) continue;
		patch = overlay(patch, objectAt(path, value));
	}
	return ok(isJsonObject(patch) && Object.keys(patch).length > 0 ? patch : null);
}

/** The draft without what the step that was just taken made a fact of; undefined if nothing is left. */
export function settledDraft(
	kind: Pick<DraftKind, 'drafts'>,
	draft: JsonObject | undefined,
	step: number,
): JsonObject | undefined {
	if (!draft) return undefined;
	const settled = kind.drafts.filter((field) => field.step === step).map(({ path }) => path);
	const left = [...leavesOf(draft)].filter(({ path }) => !isUnder(path, settled));
	return left.length === 0
		? undefined
		: (left.reduce<unknown>((kept, { path, value }) => overlay(kept, objectAt(path, value)), {}) as JsonObject);
}

/** The paths of a kind's documents that a client may ever write. */
export function draftPaths({ drafts }: Pick<DraftKind, 'drafts'>): string[] {
	return [...sharedDrafts, ...drafts].map(({ path }) => path);
}

/** The paths that may be written while the session stands where it does. */
function openDrafts({ drafts }: DraftKind, { flow }: SessionRecord): string[] {
	return [...sharedDrafts, ...drafts]
		.filter(({ step }) => step === undefined || (flow.completedAt[step] === undefined && flow.currentStep <= step))
		.map(({ path }) => path);
}

/** The document with null for each draft that it leaves out. */
function withResets(document: JsonObject, draft: JsonObject = {}): JsonObject {
	return [...leavesOf(draft)]
		.filter(({ path }) => path.length > 0 && valueAt(document, path) === undefined)
		.reduce<unknown>((asked, { path }) => overlay(asked, objectAt(path, null)), document) as JsonObject;
}

function isEmpty(value: unknown): boolean {
	return isJsonObject(value) && Object.keys(value).length === 0;
}

/** True if a path is one of the given ones, or below one. */
function isUnder(path: readonly string[], roots: readonly string[]): boolean {
	return roots.some((root) => root.split('.').every((name, i) => name === '*' || name === path[i]));
}
