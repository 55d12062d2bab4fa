import { and, eq, isNull, sql } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type Cookie } from 'lucia';
import { authSessions, shifts, users } from '#lib/server/store/schema_people.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import type { Store } from '#lib/server/store/store.ts';
import { personColumns, toSignedIn, type PersonRow } from './person_row.ts';
import { hashSecret } from './secret.ts';
import type { SignedIn } from './signed_in.ts';

/**
 * Sign-ins by cookie. Upstream has ended lucia, so nothing else imports it.
 * The adapter is ours: it stores ids hashed and instants in milliseconds, writes through the one writer,
 * and reads sign-in, person and shift in one query, none of which the published adapter does.
 */

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseUserAttributes: PersonRow;
	}
}

/** Days a sign-in lasts without use; past half of it, use renews it. */
const lifetimeDays = 7;

/** A cookie as it is to be set; a blank value takes it away. */
export interface SessionCookie {
	readonly name: string;
	readonly value: string;
	readonly attributes: Cookie['attributes'] & { readonly path: string };
}

/** Sign-ins by cookie, of which the store knows only hashes. */
export interface CookieSessions {
	readonly cookieName: string;
	open(userId: string): Promise<SessionCookie>;
	/** Who the cookie's value belongs to, and the cookie to set if it was renewed or is worth nothing. */
	check(value: string): Promise<{ readonly person: SignedIn | null; readonly cookie: SessionCookie | null }>;
	close(value: string): Promise<void>;
	blankCookie(): SessionCookie;
}

/** The statement that ends every sign-in of a person, for the transaction of what makes it necessary. */
export function closeAllStatement(userId: string): Statement {
	return { sql: deleteOfUser, args: [userId] };
}

const deleteOfUser = 'delete from auth_sessions where user_id = ?';

/** Opens, checks and closes sign-ins. With `secureCookies` the cookie travels over TLS alone and is bound to this host. */
export function createCookieSessions(store: Store, secureCookies: boolean): CookieSessions {
	const lucia = createLucia(createAdapter(store), secureCookies);
	return {
		cookieName: lucia.sessionCookieName,
		async open(userId) {
			const session = await lucia.createSession(userId, {});
			return toSet(lucia.createSessionCookie(session.id));
		},
		async check(value) {
			const { session, user } = await lucia.validateSession(value);
			if (!session) return { person: null, cookie: toSet(lucia.createBlankSessionCookie()) };
			const person = toSignedIn(user.row, { via: 'cookie', authSessionId: hashSecret(value), scopes: null });
			return { person, cookie: session.fresh ? toSet(lucia.createSessionCookie(session.id)) : null };
		},
		close: (value) => lucia.invalidateSession(value),
		blankCookie: () => toSet(lucia.createBlankSessionCookie()),
	};
}

function toSet({ name, value, attributes }: Cookie): SessionCookie {
	return { name, value, attributes: { ...attributes, path: '/' } };
}

function createLucia(adapter: Adapter, secureCookies: boolean) {
	return new Lucia(adapter, {
		sessionExpiresIn: new TimeSpan(lifetimeDays, 'd'),
		sessionCookie: {
			name: secureCookies ? '__Host-pitlane' : 'pitlane',
			attributes: { secure: secureCookies, sameSite: 'lax', path: '/' },
		},
		getUserAttributes: (row: PersonRow) => ({ row }),
	});
}

function createAdapter({ db, writer }: Store): Adapter {
	const write = async (text: string, ...args: (string | number)[]): Promise<void> => {
		await writer.commit([{ sql: text, args }]);
	};
	// Every request asks this: it is built once, because building a query costs more than running it.
	const signInById = db
		.select({ ...personColumns, userId: authSessions.userId, expiresAt: authSessions.expiresAt })
		.from(authSessions)
		.innerJoin(users, eq(users.id, authSessions.userId))
		.leftJoin(shifts, and(eq(shifts.userId, users.id), isNull(shifts.endedAt)))
		.where(eq(authSessions.id, sql.placeholder('id')))
		.prepare();
	return {
		async getSessionAndUser(id) {
			const row = await signInById.get({ id: hashSecret(id) });
			if (!row) return [null, null];
			const session = { id, userId: row.userId, expiresAt: new Date(row.expiresAt), attributes: {} };
			return [session, row.disabledAt === null ? { id: row.userId, attributes: row } : null];
		},
		async getUserSessions(userId) {
			const rows = await db.select().from(authSessions).where(eq(authSessions.userId, userId));
			return rows.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt), attributes: {} }));
		},
		setSession: ({ id, userId, expiresAt }) =>
			write('insert into auth_sessions (id, user_id, expires_at) values (?, ?, ?)', hashSecret(id), userId, +expiresAt),
		updateSessionExpiration: (id, expiresAt) =>
			write('update auth_sessions set expires_at = ? where id = ?', +expiresAt, hashSecret(id)),
		deleteSession: (id) => write('delete from auth_sessions where id = ?', hashSecret(id)),
		deleteUserSessions: (userId) => write(deleteOfUser, userId),
		deleteExpiredSessions: () => write('delete from auth_sessions where expires_at <= ?', Date.now()),
	};
}
