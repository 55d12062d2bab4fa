import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import type { Refusal, Result } from '#lib/kernel/result.ts';
import type { Store } from '#lib/server/store/store.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { checkToken } from './check_token.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { defaultLimits, type AuthLimits } from './limits.ts';
import { createCookieSessions, type SessionCookie } from './lucia.ts';
import { createPasswordLinks, type PasswordLinks } from './password_link.ts';
import { createRateLimiter } from './rate_limit.ts';
import { createShifts, type Shifts } from './shifts.ts';
import { signIn, type SignInRequest } from './sign_in.ts';
import type { SignedIn } from './signed_in.ts';
import { signOut, type SignOutListener } from './sign_out.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** What `createAuth` needs. */
export interface AuthOptions {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	/** True where the origin is https. */
	readonly secureCookies: boolean;
	readonly limits?: Partial<AuthLimits>;
	readonly onSignOut?: readonly SignOutListener[];
}

/** What a request shows to prove who sends it. */
export interface Credentials {
	/** Value of the cookie `cookieName`. */
	readonly cookie: string | undefined;
	/** Text after `Bearer ` of the Authorization header; where there is one, the cookie does not count. */
	readonly bearer: string | undefined;
	readonly address: string;
}

/** Who sends a request. */
export interface Authentication {
	readonly person: SignedIn | null;
	/** To be set on the response: renewed, or blank because it is worth nothing. */
	readonly cookie: SessionCookie | null;
	/** Why a bearer token was not accepted. */
	readonly refusal: Refusal<'TOKEN_REFUSED' | 'RATE_LIMITED'> | null;
}

/** Sign-in, shifts, tokens and accounts of one process. */
export interface Auth {
	readonly cookieName: string;
	readonly shifts: Shifts;
	readonly tokens: Tokens;
	readonly accounts: Accounts;
	readonly passwordLinks: PasswordLinks;
	readonly invitations: Invitations;
	signIn(
		request: SignInRequest,
	): Promise<Result<{ readonly cookie: SessionCookie }, 'SIGN_IN_REFUSED' | 'RATE_LIMITED'>>;
	/** Answers the blank cookie to set. */
	signOut(request: { readonly cookie: string | undefined; readonly address: string }): Promise<SessionCookie>;
	authenticate(credentials: Credentials): Promise<Authentication>;
}

/** Wires sign-in over a store. Time, ids and limits are given, so that tests decide them. */
export function createAuth(options: AuthOptions): Auth {
	const { store } = options;
	const sessions = createCookieSessions(store, options.secureCookies);
	const limits = { ...defaultLimits, ...options.limits };
	const limiter = createRateLimiter(store, options.clock);
	const parts = { ...options, sessions, limiter, limits, listeners: options.onSignOut ?? [] };
	return {
		cookieName: sessions.cookieName,
		shifts: createShifts(parts),
		tokens: createTokens(parts),
		accounts: createAccounts(parts),
		passwordLinks: createPasswordLinks(parts),
		invitations: createInvitations(parts),
		signIn: (request) => signIn(parts, request),
		signOut: (request) => signOut(parts, request),
		async authenticate({ cookie, bearer, address }) {
			if (bearer !== undefined) {
				const checked = await checkToken(parts, { token: bearer, address });
				return checked.ok
					? { person: checked.value, cookie: null, refusal: null }
					: { person: null, cookie: null, refusal: checked };
			}
			if (!cookie) return { person: null, cookie: null, refusal: null };
			return { ...(await sessions.check(cookie)), refusal: null };
		},
	};
}
