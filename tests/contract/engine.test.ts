import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { freshReading, oldReading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { sessionAt } from '#lib/server/engine/session_at.ts';
import { testAttendant } from '#lib/session/given.ts';
import {
	openCoreWorld,
	secondAttendant,
	stationDevice,
	type CoreSeed,
	type CoreWorld,
} from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';

const day = 24 * 60 * 60 * 1000;
const identifyData = { qr_code_data: scanned.code };

async function toIssue(world: CoreWorld, key = 'begin'): Promise<string> {
	const { id } = await world.begin(key);
	await world.ask('identify_customer', { ...identifyData, session_id: id }, { correlationId: `${key}-identify` });
	const back = { equipment_id: oldReading.batteryId, reading: oldReading, session_id: id };
	await world.ask('identify_equipment', back, { correlationId: `${key}-equipment` });
	return id;
}

async function toPay(world: CoreWorld): Promise<string> {
	const id = await toIssue(world);
	await world.take(id, 'issue', { input: { reading: freshReading }, key: 'issue' });
	await world.take(id, 'review', { key: 'review' });
	return id;
}

const payment = (amount: number, reference = 'R1') => ({
	service_id: 'service-electricity-monthly',
	payment_amount: amount,
	payment_reference: reference,
	payment_method: 'MPESA',
});

describe.each(databases)('the engine on a %s', (kind) => {
	const open = async (seed?: CoreSeed) => openCoreWorld(await (await makeDatabase(kind)).open(), seed);
	const counts = async ({ store }: CoreWorld, ...tables: string[]) =>
		Promise.all(tables.map(async (table) => (await rowsOf(store, `SELECT * FROM ${table}`)).length));

	test('begins a session once per key', async () => {
		const world = await open();
		const sessions = await Promise.all(Array.from({ length: 8 }, () => world.begin('once')));
		expect(new Set(sessions.map(({ id }) => id)).size).toBe(1);
		expect(sessions[0]).toMatchObject({ version: 1, state: 'identify', status: 'active', createdAt: world.now() });
		expect(await counts(world, 'sessions', 'session_events', 'idempotency')).toEqual([1, 1, 1]);
		const other = await world.begin('once', secondAttendant);
		expect(other.id).not.toBe(sessions[0]?.id);
	});

	test('takes a step: events, snapshot and version move together', async () => {
		const world = await open();
		const id = await toIssue(world);
		world.pass(1000);
		const taken = await world.take(id, 'issue', { input: { reading: freshReading }, key: 'k', version: 3 });
		expect(taken).toMatchObject({
			ok: true,
			value: { version: 4, state: 'review', updatedAt: world.now(), expiresAt: world.now() + day },
		});
		expect(await rowsOf(world.store, 'SELECT state, version, energy_wh, customer_id FROM sessions')).toEqual([
			{ state: 'review', version: 4, energy_wh: null, customer_id: 'customer-12345' },
		]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('eight deliveries of one command are one effect and eight equal answers, also later', async () => {
		const world = await open();
		const id = await toIssue(world);
		const take = () => world.take(id, 'issue', { input: { reading: freshReading }, key: 'k' });
		const answers = await Promise.all(Array.from({ length: 8 }, take));
		expect(answers[0]).toMatchObject({ ok: true, value: { version: 4, state: 'review' } });
		for (const answer of answers) expect(answer).toEqual(answers[0]);
		await world.take(id, 'review', { key: 'review' });
		expect(await take()).toEqual(answers[0]);
		expect(await counts(world, 'session_events')).toEqual([5]);
	});

	test('refuses a key that was used for another body', async () => {
		const world = await open();
		const id = await toIssue(world);
		await world.take(id, 'issue', { input: { reading: freshReading }, key: 'k' });
		expect(await world.take(id, 'reopen_issue', { key: 'k' })).toEqual(refuse('IDEMPOTENCY_KEY_REUSED'));
		expect(await counts(world, 'session_events')).toEqual([4]);
	});

	test('refuses a stale version, and of two who saw the same one wins', async () => {
		const world = await open();
		const id = await toIssue(world);
		expect(await world.take(id, 'cancel', { input: { reason: 'x' }, key: 'stale', version: 2 })).toEqual(
			refuse('SESSION_MOVED_ON', { current: 3 }),
		);
		const both = await Promise.all([
			world.take(id, 'issue', { input: { reading: freshReading }, key: 'a', version: 3 }),
			world.take(id, 'cancel', { input: { reason: 'left' }, key: 'b', version: 3 }),
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'SESSION_MOVED_ON' });
		expect(await counts(world, 'session_events')).toEqual([4]);
	});

	test('who names no version is decided anew upon what the other left', async () => {
		const world = await open();
		const id = await toIssue(world);
		const both = await Promise.all([
			world.take(id, 'issue', { input: { reading: freshReading }, key: 'a' }),
			world.take(id, 'issue', { input: { reading: freshReading }, key: 'b' }),
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.find(({ ok }) => !ok)).toEqual(refuse('STEP_NOT_OPEN', { step: 'issue', state: 'review' }));
	});

	test('a session that one may not touch looks like one that does not exist, whatever the key', async () => {
		const world = await open();
		const id = await toIssue(world);
		await world.take(id, 'issue', { input: { reading: freshReading }, key: 'k' });
		const stranger = { ...testAttendant, id: 'stranger', stationId: 'STATION_001' };
		const issue = { input: { reading: freshReading }, key: 'k', actor: stranger };
		expect(await world.take('att-sess-none', 'issue', issue)).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await world.take(id, 'issue', { ...issue, key: 'new' })).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await world.take(id, 'issue', issue)).toEqual(refuse('SESSION_NOT_FOUND'));
		expect(await world.take(id, 'reopen_issue', { key: 'k', actor: stranger })).toEqual(refuse('SESSION_NOT_FOUND'));
	});

	test('a step that only an operation takes is unknown to people', async () => {
		const world = await open();
		const { id } = await world.begin('b');
		expect(await world.take(id, 'identify', { input: scanned, key: 'k' })).toEqual(
			refuse('STEP_UNKNOWN', { step: 'identify' }),
		);
		expect(await world.take(id, 'constructor', { key: 'k' })).toEqual(refuse('STEP_UNKNOWN', { step: 'constructor' }));
	});

	test('a refusal writes nothing, and the same key may run again', async () => {
		const world = await open();
		const id = await toIssue(world);
		const wrong = await world.take(id, 'issue', { input: { reading: { ...freshReading, energyWh: -1 } }, key: 'k' });
		expect(wrong).toMatchObject({ code: 'INPUT_INVALID', params: { path: 'reading.energyWh' } });
		expect(await world.take(id, 'issue', { input: { reading: freshReading }, key: 'k' })).toMatchObject({ ok: true });
	});

	test('reads a session as it stood at any version', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await toPay(world);
		const states = await Promise.all(
			[1, 2, 3, 4, 5].map(async (version) => (await sessionAt(world.engine, id, version)).state),
		);
		expect(states).toEqual(['identify', 'take_back', 'issue', 'review', 'pay']);
	});

	test('given up with money in it: the money is to be refunded, the quota it bought goes back', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await toPay(world);
		await world.ask(
			'payment_and_service',
			{ payment_data: payment(100), session_id: id, attendant_station: 'STATION_002' },
			{ correlationId: 'pay' },
		);
		const cancel = () => world.take(id, 'cancel', { input: { reason: 'left' }, key: 'cancel' });
		const answers = await Promise.all([cancel(), cancel(), cancel()]);
		for (const answer of answers)
			expect(answer).toMatchObject({ ok: true, value: { status: 'cancelled', version: 7 } });
		expect(
			await rowsOf(
				world.store,
				'SELECT bucket, SUM(amount_minor) AS sum FROM money_entries GROUP BY bucket ORDER BY bucket',
			),
		).toEqual([
			{ bucket: 'captured', sum: 10_000 },
			{ bucket: 'quota', sum: 0 },
			{ bucket: 'refund_due', sum: 10_000 },
		]);
		expect(
			await rowsOf(world.store, `SELECT used_milli, quota_milli FROM plan_services WHERE kind = 'energy'`),
		).toEqual([{ used_milli: 100_000, quota_milli: 100_000 }]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('whose time is over expires once, with its money to be refunded', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await toPay(world);
		await world.ask(
			'payment_and_service',
			{ payment_data: payment(100), session_id: id, attendant_station: 'STATION_002' },
			{ correlationId: 'pay' },
		);
		world.pass(day - 1);
		expect(await expireSessions(world.engine)).toBe(0);
		world.pass(1);
		expect(await world.take(id, 'cancel', { input: { reason: 'late' }, key: 'late' })).toEqual(
			refuse('SESSION_EXPIRED'),
		);
		const ended = await Promise.all([expireSessions(world.engine), expireSessions(world.engine)]);
		expect(ended.reduce((sum, count) => sum + count, 0)).toBe(1);
		expect(await rowsOf(world.store, 'SELECT status, state FROM sessions')).toEqual([
			{ status: 'expired', state: 'expired' },
		]);
		expect(
			await rowsOf(world.store, `SELECT SUM(amount_minor) AS sum FROM money_entries WHERE bucket = 'refund_due'`),
		).toEqual([{ sum: 10_000 }]);
		expect(await world.take(id, 'cancel', { input: { reason: 'late' }, key: 'later' })).toEqual(
			refuse('SESSION_EXPIRED'),
		);
		expect(await brokenInvariants(world.store)).toEqual([]);
		await expect(toIssue(world, 'again')).resolves.toBeTruthy();
	});

	test('quota that a swap used elsewhere stays sold when the session that bought it is given up', async () => {
		const world = await open({ plans: [spentPlan] });
		const id = await toPay(world);
		const station = { attendant_station: 'STATION_002' };
		await world.ask(
			'payment_and_service',
			{ ...station, payment_data: payment(100), session_id: id },
			{ correlationId: 'pay' },
		);
		const service = {
			old_battery_id: oldReading.batteryId,
			new_battery_id: freshReading.batteryId,
			energy_transferred: 0.8,
		};
		const elsewhere = await world.ask(
			'payment_and_service',
			{ ...station, service_data: service },
			{ correlationId: 'else', caller: stationDevice },
		);
		expect(elsewhere).toMatchObject({ success: true });
		await world.take(id, 'cancel', { input: { reason: 'left' }, key: 'cancel' });
		expect(
			await rowsOf(world.store, `SELECT SUM(amount_minor) AS sum FROM money_entries WHERE bucket = 'quota'`),
		).toEqual([{ sum: 10_000 }]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});
});

test('a database that is gone is never taken for a refusal', async () => {
	const database = await makeDatabase('libSQL server');
	const world = await openCoreWorld(await database.open());
	const { id } = await world.begin('b');
	await database.server?.kill();
	await expect(world.take(id, 'cancel', { input: { reason: 'x' }, key: 'k' })).rejects.toThrow();
	await expect(world.ask('validate_quota', {}, { correlationId: 'c' })).rejects.toThrow();
});
