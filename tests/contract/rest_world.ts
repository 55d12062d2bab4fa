import type { RequestHandler } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { createAuth } from '#lib/server/auth/create_auth.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { testAttendant } from '#lib/session/given.ts';
import type {
	ArchivedSession,
	AttendantSwapSession,
	ReadSession,
	RefusedRequest,
	SavedSession,
	SessionAudit,
	SessionList,
} from '#lib/session-tracking/types.ts';
import * as anywhere from '../../src/routes/api/[...path]/+server.ts';
import * as list from '../../src/routes/api/sessions/+server.ts';
import * as session from '../../src/routes/api/sessions/[id]/+server.ts';
import * as events from '../../src/routes/api/sessions/[id]/events/+server.ts';
import { openCoreWorld, type CoreSeed, type CoreWorld } from '../fixtures/core_world.ts';
import type { DatabaseKind } from '../fixtures/test_store.ts';
import { makeDatabase } from '../fixtures/test_store.ts';

/** An answer of the REST surface. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: AnswerBody;
}

/** What any answer may have; a test looks at what its own should have. */
export interface AnswerBody
	extends
		Pick<SavedSession, 'session_id' | 'version'>,
		Pick<ReadSession<AttendantSwapSession>, 'session'>,
		Pick<SessionList, 'sessions' | 'next_cursor'>,
		Pick<SessionAudit, 'events'>,
		Pick<ArchivedSession, 'archived'>,
		Pick<RefusedRequest, 'error'> {
	readonly success: boolean;
}

/** A request beside its method and address. */
export interface Sent {
	/** Whose it is; the attendant's unless told otherwise. */
	readonly as?: SignedIn | null;
	/** JSON of the body; a text or bytes as they are. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** The handlers of the REST surface over a real database with the engine on it. */
export interface RestWorld extends CoreWorld {
	readonly app: App;
	call(method: string, path: string, sent?: Sent): Promise<Answer>;
}

/** The attendant in a shift at STATION_002, signed in by a cookie. */
export const attendant: SignedIn = person('attendant', { id: testAttendant.id, name: testAttendant.name });

/** A service account that mirrors another backend's sessions, of all stations. */
export const importer: SignedIn = person('service', {
	stations: '*',
	shift: null,
	via: 'token',
	scopes: ['sessions:read', 'sessions:import'],
});

/** Somebody of a role in a shift at STATION_002. */
export function person(role: SignedIn['role'], change: Partial<SignedIn> = {}): SignedIn {
	return {
		id: `user-${role}`,
		email: `${role}@example.org`,
		name: `The ${role}`,
		role,
		customerId: null,
		stations: ['STATION_001', 'STATION_002'],
		cashLimitMinor: 50_000,
		shift: { id: 'shift-1', stationId: 'STATION_002', startedAt: 0 },
		via: 'cookie',
		authSessionId: null,
		scopes: null,
		...change,
	};
}

type Routes = Readonly<Record<string, RequestHandler | undefined>>;

function routeOf(path: string): { handlers: Routes; params: Record<string, string> } {
	const [, id, rest] = /^\/api\/sessions(?:\/([^/]+))?(\/events)?$/.exec(path) ?? [];
	if (!path.startsWith('/api/sessions') || (id === undefined && path !== '/api/sessions')) {
		return { handlers: anywhere as unknown as Routes, params: {} };
	}
	const handlers = id === undefined ? list : rest ? events : session;
	return { handlers: handlers as unknown as Routes, params: id === undefined ? {} : { id: decodeURIComponent(id) } };
}

/** Seeds a database and puts the handlers on it. */
export async function openRestWorld(kind: DatabaseKind, seed: CoreSeed = {}): Promise<RestWorld> {
	const core = await openCoreWorld(await (await makeDatabase(kind)).open(), seed);
	const auth = createAuth({ ...core.engine, secureCookies: true });
	const app = { engine: core.engine, auth } as App;
	return {
		...core,
		app,
		async call(method, path, { as = attendant, body, headers = {} } = {}) {
			const url = new URL(path, 'https://pitlane.example');
			const request = new Request(url, {
				method,
				headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
				...(body === undefined ? {} : { body: bodyOf(body) }),
			});
			const { handlers, params } = routeOf(url.pathname);
			const handler = handlers[method] ?? (method === 'HEAD' ? handlers['GET'] : undefined) ?? handlers['fallback'];
			if (!handler) throw new TypeError(`No handler for ${method} ${path}`);
			const event = { request, url, params, locals: { app, person: as, requestId: 'req-1' } };
			const response = await handler(event as unknown as Parameters<RequestHandler>[0]);
			const text = await response.text();
			return {
				status: response.status,
				headers: response.headers,
				body: (text === '' ? null : JSON.parse(text)) as AnswerBody,
			};
		},
	};
}

function bodyOf(body: unknown): BodyInit {
	return typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body);
}

/** A document as a device makes it for a session that it begins. */
export function newDocument(sessionId: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	return {
		session_id: sessionId,
		session_type: 'ATTENDANT_SWAP',
		version: 1,
		device_info: { device_id: 'device-uuid-67890', app_version: '1.2.3', platform: 'android', locale: 'en' },
		...more,
	};
}
