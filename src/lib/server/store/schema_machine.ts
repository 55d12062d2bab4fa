import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { plans } from './schema.ts';

/** Tables of what the machine does beside the ledgers: answers, effects, reports, leases, letters and the audit. Instants are UTC milliseconds. */

export const idempotency = sqliteTable(
	'idempotency',
	{
		/** What the key belongs to: plan and action, or person and step. */
		scope: text('scope').notNull(),
		key: text('key').notNull(),
		bodyHash: text('body_hash').notNull(),
		answerJson: text('answer_json').notNull(),
		/** `done`, or `pending` while an outside system has yet to answer. */
		status: text('status').notNull().default('done'),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.scope, table.key] })],
);

export const outbox = sqliteTable(
	'outbox',
	{
		id: text('id').primaryKey(),
		kind: text('kind').notNull(),
		payloadJson: text('payload_json').notNull(),
		attempts: integer('attempts').notNull().default(0),
		nextAttemptAt: integer('next_attempt_at').notNull(),
		doneAt: integer('done_at'),
		lastError: text('last_error'),
		/** Set once delivery was given up: a person has to try again or see to it. */
		stuckAt: integer('stuck_at'),
		/** What it is about, for the list of what is stuck. */
		subject: text('subject'),
		stationId: text('station_id'),
		createdAt: integer('created_at').notNull(),
	},
	(table) => [
		index('outbox_waiting')
			.on(table.kind, table.nextAttemptAt)
			.where(sql`done_at is null and stuck_at is null`),
		index('outbox_stuck')
			.on(table.stuckAt)
			.where(sql`done_at is null and stuck_at is not null`),
	],
);

/** What attendants report of their work, numbered as it came in: the feed of the live station view. */
export const stationReports = sqliteTable(
	'station_reports',
	{
		seq: integer('seq').primaryKey({ autoIncrement: true }),
		/** `activity` or `workflow`. */
		kind: text('kind').notNull(),
		planId: text('plan_id').notNull(),
		stationId: text('station_id'),
		actorId: text('actor_id').notNull(),
		/** `activity_type` or `workflow_stage`. */
		type: text('type').notNull(),
		/** The rest of the report as JSON. */
		dataJson: text('data_json').notNull(),
		/** When it happened as the report has it; when it came in. */
		reportedAt: integer('reported_at'),
		at: integer('at').notNull(),
	},
	(table) => [index('station_reports_station').on(table.stationId, table.seq)],
);

/** Usage that was reported for billing. */
export const usageReports = sqliteTable(
	'usage_reports',
	{
		id: text('id').primaryKey(),
		planId: text('plan_id')
			.notNull()
			.references(() => plans.id),
		usageType: text('usage_type').notNull(),
		detailsJson: text('details_json').notNull(),
		/** `pending`, `processed` or `failed`. */
		status: text('status').notNull(),
		/** What the ERP calls it. */
		erpId: text('erp_id'),
		failure: text('failure'),
		actorId: text('actor_id').notNull(),
		stationId: text('station_id'),
		createdAt: integer('created_at').notNull(),
		settledAt: integer('settled_at'),
	},
	(table) => [index('usage_reports_plan').on(table.planId, table.createdAt)],
);

/** Who runs a job that only one process may run: the holder of the last epoch until it ends. */
export const leases = sqliteTable(
	'leases',
	{
		name: text('name').notNull(),
		epoch: integer('epoch').notNull(),
		holder: text('holder').notNull(),
		endsAt: integer('ends_at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.name, table.epoch] })],
);

/** Messages that could not be handled, for a person to read, replay or discard. */
export const deadLetters = sqliteTable(
	'dead_letters',
	{
		id: text('id').primaryKey(),
		topic: text('topic').notNull(),
		/** The payload as text, or in base64 where it is none (`encoding`). */
		payload: text('payload').notNull(),
		encoding: text('encoding').notNull().default('utf8'),
		reason: text('reason').notNull(),
		/** Account class and client it came from: `service`, or the client id of a tab. */
		origin: text('origin').notNull().default('unknown'),
		/** JSON of what a replay needs beside the payload; never a token. */
		propertiesJson: text('properties_json').notNull().default('{}'),
		at: integer('at').notNull(),
		/** `open`, `replaying`, `replayed` or `discarded`. */
		status: text('status').notNull().default('open'),
		handledAt: integer('handled_at'),
		handledBy: text('handled_by'),
		/** What a replay was answered with. */
		outcome: text('outcome'),
	},
	(table) => [index('dead_letters_status').on(table.status, table.at)],
);

export const audit = sqliteTable(
	'audit',
	{
		id: text('id').primaryKey(),
		at: integer('at').notNull(),
		actorId: text('actor_id').notNull(),
		action: text('action').notNull(),
		subject: text('subject').notNull(),
		stationId: text('station_id'),
		/** Address or client id it came from. */
		origin: text('origin').notNull(),
		detailJson: text('detail_json').notNull(),
	},
	(table) => [index('audit_subject').on(table.subject, table.at), index('audit_at').on(table.at)],
);
