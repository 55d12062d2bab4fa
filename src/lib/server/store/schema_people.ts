import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Tables of people and of what they sign in and work with. Instants are UTC milliseconds. */

export const users = sqliteTable(
	'users',
	{
		id: text('id').primaryKey(),
		email: text('email').notNull().unique(),
		name: text('name').notNull(),
		role: text('role').notNull(),
		passwordHash: text('password_hash'),
		/** Stations this person may open a shift at, JSON list; `*` means all. */
		stationsJson: text('stations_json').notNull().default('[]'),
		cashLimitMinor: integer('cash_limit_minor').notNull().default(0),
		/** Set for riders. */
		customerId: text('customer_id'),
		disabledAt: integer('disabled_at'),
		createdAt: integer('created_at').notNull(),
	},
	(table) => [index('users_customer').on(table.customerId)],
);

export const authSessions = sqliteTable(
	'auth_sessions',
	{
		/** SHA-256 of the cookie's value. */
		id: text('id').primaryKey(),
		userId: text('user_id')
			.notNull()
			.references(() => users.id),
		expiresAt: integer('expires_at').notNull(),
	},
	(table) => [index('auth_sessions_user').on(table.userId)],
);

/** Links by which people set their password: mailed, good once and for a time. */
export const accountLinks = sqliteTable(
	'account_links',
	{
		/** That of the mail it is sent with. */
		id: text('id').primaryKey(),
		userId: text('user_id')
			.notNull()
			.references(() => users.id),
		/** SHA-256 of the link's token. */
		tokenHash: text('token_hash').notNull().unique(),
		/** `invitation` or `reset`. */
		purpose: text('purpose').notNull(),
		expiresAt: integer('expires_at').notNull(),
		/** When it was used, or became worth nothing because the password was set otherwise. */
		usedAt: integer('used_at'),
	},
	(table) => [index('account_links_user').on(table.userId)],
);

export const apiTokens = sqliteTable('api_tokens', {
	id: text('id').primaryKey(),
	userId: text('user_id')
		.notNull()
		.references(() => users.id),
	name: text('name').notNull(),
	/** SHA-256 of the token. */
	tokenHash: text('token_hash').notNull().unique(),
	/** JSON list of scopes. */
	scopesJson: text('scopes_json').notNull(),
	createdAt: integer('created_at').notNull(),
	expiresAt: integer('expires_at').notNull(),
	revokedAt: integer('revoked_at'),
	lastUsedAt: integer('last_used_at'),
});

export const rateLimits = sqliteTable('rate_limits', {
	key: text('key').primaryKey(),
	count: integer('count').notNull(),
	windowEndsAt: integer('window_ends_at').notNull(),
});

export const stations = sqliteTable('stations', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	timeZone: text('time_zone').notNull(),
	currency: text('currency').notNull(),
});

export const shifts = sqliteTable(
	'shifts',
	{
		id: text('id').primaryKey(),
		userId: text('user_id')
			.notNull()
			.references(() => users.id),
		stationId: text('station_id')
			.notNull()
			.references(() => stations.id),
		startedAt: integer('started_at').notNull(),
		endedAt: integer('ended_at'),
	},
	(table) => [
		uniqueIndex('shifts_one_open')
			.on(table.userId)
			.where(sql`ended_at is null`),
	],
);

export const brokerCredentials = sqliteTable(
	'broker_credentials',
	{
		username: text('username').primaryKey(),
		clientId: text('client_id').notNull(),
		userId: text('user_id')
			.notNull()
			.references(() => users.id),
		/** The sign-in it was minted under; revoked with it. */
		authSessionId: text('auth_session_id').notNull(),
		expiresAt: integer('expires_at').notNull(),
		revokedAt: integer('revoked_at'),
	},
	(table) => [index('broker_credentials_sign_in').on(table.authSessionId)],
);
