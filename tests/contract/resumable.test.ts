import { describe, expect, test } from 'vitest';
import { freshReading, oldReading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { expireSessions } from '#lib/server/engine/expire_sessions.ts';
import { recoverSession } from '#lib/server/engine/recover_session.ts';
import { resumableSessions } from '#lib/server/engine/resumable_sessions.ts';
import { testAttendant } from '#lib/session/given.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { callerOf, openCoreWorld, secondAttendant, type CoreWorld } from '../fixtures/core_world.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';

const day = 24 * 60 * 60 * 1000;
const { stationId } = testAttendant;
const atStation = (_: string, session: SessionRecord) => session.actor.station === stationId;

/** A swap whose price is asked for: 288 KES. */
async function toPay(world: CoreWorld): Promise<string> {
	const { id } = await world.begin('begin');
	const identify = { qr_code_data: scanned.code, session_id: id };
	await world.ask('identify_customer', identify, { correlationId: 'identify' });
	const back = { equipment_id: oldReading.batteryId, reading: oldReading, session_id: id };
	await world.ask('identify_equipment', back, { correlationId: 'equipment' });
	await world.take(id, 'issue', { input: { reading: freshReading }, key: 'issue' });
	await world.take(id, 'review', { key: 'review' });
	return id;
}

async function payPart(world: CoreWorld, id: string): Promise<void> {
	const data = {
		session_id: id,
		payment_data: {
			service_id: 'service-electricity-monthly',
			payment_amount: 100,
			payment_reference: 'R1',
			payment_method: 'MPESA',
			payment_type: 'TOP_UP',
		},
	};
	const caller = callerOf(testAttendant);
	const reply = await world.ask('payment_and_service', data, { correlationId: 'part', caller });
	expect(reply).toMatchObject({ success: true });
}

describe.each(databases)('what can be resumed, on a %s', (kind) => {
	const open = async () => openCoreWorld(await (await makeDatabase(kind)).open(), { plans: [spentPlan] });
	const list = (world: CoreWorld, known: readonly string[] = [], allow = atStation) =>
		resumableSessions(world.engine, { stationId, known, allow });

	test('tells where a session stands, who did the last thing in it and what is still to come', async () => {
		const world = await open();
		const id = await toPay(world);
		const [listed, ...others] = await list(world);
		expect(others).toEqual([]);
		expect(listed).toMatchObject({
			id,
			kind: 'swap',
			status: 'active',
			step: 5,
			stationId,
			lastAction: { type: 'payment_requested' },
			awaitsPayment: true,
			batteryId: freshReading.batteryId,
			cancelStep: 'cancel',
			facts: {
				at: world.now(),
				lastActor: null,
				batteryGone: false,
				refundDueMinor: 0,
			},
		});
	});

	test('tells of a battery that has left the station since', async () => {
		const world = await open();
		await toPay(world);
		await world.store.client.execute({
			sql: `UPDATE batteries SET holder_kind = 'rider', holder_id = ? WHERE id = ?`,
			args: ['SUB-OTHER', freshReading.batteryId],
		});
		expect(await list(world)).toMatchObject([{ facts: { batteryGone: true } }]);
	});

	test('names who moved it on last', async () => {
		const world = await open();
		const id = await toPay(world);
		await world.store.client.execute({
			sql: `INSERT INTO users (id, email, name, role, password_hash, stations_json, cash_limit_minor, created_at)
				VALUES (?, ?, ?, 'attendant', '', '[]', 0, 0)`,
			args: [secondAttendant.id, 'second@example.test', secondAttendant.name],
		});
		const recovery = { sessionId: id, actor: secondAttendant, key: 'recover', allow: () => true };
		expect(await recoverSession(world.engine, recovery)).toMatchObject({ ok: true });
		const lastActor = { id: secondAttendant.id, name: secondAttendant.name };
		expect(await list(world)).toMatchObject([{ facts: { lastActor } }]);
	});

	test('lists nothing that has expired, but tells a device that asks after it, and what became of its money', async () => {
		const world = await open();
		const id = await toPay(world);
		await payPart(world, id);
		world.pass(day);
		expect(await list(world)).toEqual([]);
		expect(await list(world, [id])).toMatchObject([{ id, status: 'expired', facts: { refundDueMinor: 0 } }]);
		await expireSessions(world.engine);
		expect(await list(world, [id])).toMatchObject([
			{ id, status: 'expired', currency: 'KES', facts: { refundDueMinor: 10_000 } },
		]);
	});

	test('tells a device that asks nothing of what the person may not read, as of what does not exist', async () => {
		const world = await open();
		const id = await toPay(world);
		const nothing = await resumableSessions(world.engine, {
			stationId: 'STATION_001',
			known: [id, 'att-sess-none'],
			allow: (_, session) => session.actor.station === 'STATION_001',
		});
		expect(nothing).toEqual([]);
		expect(await list(world, [], () => false)).toEqual([]);
	});

	test('names a session once, however it is asked after', async () => {
		const world = await open();
		const id = await toPay(world);
		expect((await list(world, [id, id])).map((one) => one.id)).toEqual([id]);
	});
});
