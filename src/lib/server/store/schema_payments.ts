import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { payments, plans } from './schema.ts';

/** Tables of payments on their way, asked of a provider and not captured yet, and of money on its way back. Instants are UTC milliseconds, money minor units. */

/** Payments that were asked for. */
export const paymentRequests = sqliteTable(
	'payment_requests',
	{
		id: text('id').primaryKey(),
		planId: text('plan_id')
			.notNull()
			.references(() => plans.id),
		amountMinor: integer('amount_minor').notNull(),
		currency: text('currency').notNull(),
		/** Set once the payment that answers it is captured. */
		paymentId: text('payment_id').references(() => payments.id),
		actorId: text('actor_id').notNull(),
		stationId: text('station_id'),
		createdAt: integer('created_at').notNull(),
		settledAt: integer('settled_at'),
	},
	(table) => [
		index('payment_requests_open')
			.on(table.planId, table.createdAt)
			.where(sql`settled_at is null`),
	],
);

/** Payments that a provider was asked for. */
export const paymentIntents = sqliteTable(
	'payment_intents',
	{
		id: text('id').primaryKey(),
		planId: text('plan_id')
			.notNull()
			.references(() => plans.id),
		/** The session that asked; it may have ended by the time the money comes. */
		sessionId: text('session_id'),
		stationId: text('station_id'),
		actorId: text('actor_id').notNull(),
		method: text('method').notNull(),
		/** E.164 digits without the plus sign. */
		phone: text('phone').notNull(),
		amountMinor: integer('amount_minor').notNull(),
		currency: text('currency').notNull(),
		/** `created`, `sent`, `confirmed`, `failed` or `unknown`. */
		status: text('status').notNull(),
		/** What the provider knows it by, once it has accepted it. */
		checkoutId: text('checkout_id').unique(),
		/** Last part of the callback's path: nobody can guess it. */
		callbackToken: text('callback_token').notNull().unique(),
		/** What the payer's statement shows, at most 12 characters. */
		accountReference: text('account_reference').notNull().unique(),
		/** The provider's result code and what it said, once it has. */
		resultCode: text('result_code'),
		/** JSON of the last callback: a claim, until a status query has confirmed it. */
		callbackJson: text('callback_json'),
		receipt: text('receipt'),
		createdAt: integer('created_at').notNull(),
		sentAt: integer('sent_at'),
		settledAt: integer('settled_at'),
		/** When its state is asked for next; null once it is settled. */
		nextCheckAt: integer('next_check_at'),
		checks: integer('checks').notNull().default(0),
	},
	(table) => [
		index('payment_intents_due')
			.on(table.nextCheckAt)
			.where(sql`next_check_at is not null`),
		index('payment_intents_session').on(table.sessionId),
	],
);

/** What one person proposes to do with money that is to be given back; numbered for each payment, and open until it is decided. */
export const refundProposals = sqliteTable(
	'refund_proposals',
	{
		paymentId: text('payment_id')
			.notNull()
			.references(() => payments.id),
		seq: integer('seq').notNull(),
		/** `refund` pays it out, `credit` buys quota of `service_id` with it. */
		kind: text('kind').notNull(),
		amountMinor: integer('amount_minor').notNull(),
		currency: text('currency').notNull(),
		/** Way and reference of the pay-out; null for a credit. */
		method: text('method'),
		reference: text('reference'),
		/** Null for a refund. */
		serviceId: text('service_id'),
		proposedBy: text('proposed_by').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.paymentId, table.seq] })],
);

/** What another person decided of a proposal. */
export const refundDecisions = sqliteTable(
	'refund_decisions',
	{
		paymentId: text('payment_id')
			.notNull()
			.references(() => payments.id),
		seq: integer('seq').notNull(),
		/** `approved`, `rejected`, or `withdrawn` by whoever proposed it. */
		outcome: text('outcome').notNull(),
		/** Why it was not approved. */
		reason: text('reason'),
		/** Way and reference of a pay-out that was approved: one pay-out settles one proposal. */
		payout: text('payout').unique(),
		decidedBy: text('decided_by').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.paymentId, table.seq] })],
);
