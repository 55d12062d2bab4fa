import type { TokenScope } from '../../auth/token_scopes.ts';
import type { ParameterName } from './parameters.ts';
import type { ExchangedName } from './schemas.ts';

/** An operation of the REST surface. */
export interface RestOperation {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly title: string;
	readonly summary: string;
	/** What a token needs, or one of them. */
	readonly scopes: readonly TokenScope[];
	readonly parameters: readonly ParameterName[];
	readonly request?: { readonly schema: ExchangedName; readonly mediaTypes: readonly string[] };
	readonly answer: ExchangedName;
	/** Codes of the refusals beside those that every operation has. */
	readonly refusals: readonly string[];
}

/** Refusals that every operation has. */
export const commonRefusals = ['NOT_SIGNED_IN', 'TOKEN_REFUSED', 'RATE_LIMITED'] as const;

const bodyRefusals = [
	'REQUEST_NOT_JSON',
	'REQUEST_TOO_DEEP',
	'REQUEST_KEY_FORBIDDEN',
	'INPUT_INVALID',
	'REQUEST_TOO_LARGE',
	'CONTENT_TYPE_UNSUPPORTED',
	'FIELD_SERVER_OWNED',
	'NOT_PERMITTED',
	'SESSION_MOVED_ON',
	'IDEMPOTENCY_KEY_REUSED',
	'SESSION_ENDED',
	'SESSION_EXPIRED',
	'BUSY',
] as const;

const json = 'application/json';

/** The operations of the REST surface by their ids. Spec: seeds/000 §3 and §5. */
export const restOperations = {
	saveSession: {
		method: 'POST',
		path: '/api/sessions',
		title: 'Save a session',
		summary: 'Begins the session if there is none of this id, as the app’s page does; else writes its drafts.',
		scopes: ['sessions:write', 'sessions:import'],
		parameters: ['If-Match', 'Idempotency-Key'],
		request: { schema: 'SavedDocument', mediaTypes: [json] },
		answer: 'Saved',
		refusals: [...bodyRefusals, 'NO_OPEN_SHIFT', 'SESSION_ID_TAKEN'],
	},
	updateSession: {
		method: 'PATCH',
		path: '/api/sessions/{id}',
		title: 'Update a session',
		summary: 'Merges a part of the document into it (RFC 7396).',
		scopes: ['sessions:write', 'sessions:import'],
		parameters: ['id', 'If-Match', 'Idempotency-Key'],
		request: { schema: 'DocumentPatch', mediaTypes: [json, 'application/merge-patch+json'] },
		answer: 'Saved',
		refusals: [...bodyRefusals, 'SESSION_NOT_FOUND', 'SESSION_MIRRORED'],
	},
	getSession: {
		method: 'GET',
		path: '/api/sessions/{id}',
		title: 'Get a session',
		summary: 'The whole document, with its version as `ETag`.',
		scopes: ['sessions:read'],
		parameters: ['id'],
		answer: 'ReadSession',
		refusals: ['SESSION_NOT_FOUND'],
	},
	listSessions: {
		method: 'GET',
		path: '/api/sessions',
		title: 'List sessions',
		summary: 'The sessions of a device, or all that the account may see, the newest first.',
		scopes: ['sessions:read'],
		parameters: ['device_id', 'status', 'limit', 'cursor'],
		answer: 'SessionList',
		refusals: ['INPUT_INVALID', 'NOT_PERMITTED'],
	},
	archiveSession: {
		method: 'DELETE',
		path: '/api/sessions/{id}',
		title: 'Delete a session',
		summary: 'Archives it. One that still runs is cancelled first, and money in it becomes refund due.',
		scopes: ['sessions:write', 'sessions:import'],
		parameters: ['id', 'If-Match'],
		answer: 'Archived',
		refusals: ['INPUT_INVALID', 'SESSION_NOT_FOUND', 'SESSION_MOVED_ON', 'SESSION_STILL_ACTIVE', 'BUSY'],
	},
	listSessionEvents: {
		method: 'GET',
		path: '/api/sessions/{id}/events',
		title: 'Read the audit trail',
		summary: 'What happened in the session, first to last.',
		scopes: ['sessions:read'],
		parameters: ['id', 'limit', 'cursor'],
		answer: 'AuditTrail',
		refusals: ['INPUT_INVALID', 'SESSION_NOT_FOUND'],
	},
} as const satisfies Record<string, RestOperation>;

export type RestOperationId = keyof typeof restOperations;
