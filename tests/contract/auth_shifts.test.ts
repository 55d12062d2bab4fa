import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { toActor } from '#lib/server/auth/signed_in.ts';
import { audit } from '#lib/server/store/schema_machine.ts';
import { shifts } from '#lib/server/store/schema_people.ts';
import { address, openAuthWorld } from './auth_world.ts';

describe('a shift', () => {
	test('gives a person their station, across sign-out and in again', async () => {
		const { auth, person } = await openAuthWorld();
		await auth.shifts.start({ person: await person('attendant'), stationId: 'STATION_002', address });
		const attendant = await person('attendant');
		expect(attendant.shift).toMatchObject({ stationId: 'STATION_002' });
		expect(toActor(attendant)).toMatchObject({ id: 'user-attendant', role: 'attendant', stationId: 'STATION_002' });
		expect(await auth.shifts.open('user-attendant')).toEqual(attendant.shift);
	});

	test('of two started at once one wins', async () => {
		const { auth, store, person } = await openAuthWorld();
		const attendant = await person('attendant');
		const outcomes = await Promise.all(
			['STATION_001', 'STATION_002'].map((stationId) => auth.shifts.start({ person: attendant, stationId, address })),
		);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(outcomes.find(({ ok }) => !ok)).toEqual(refuse('SHIFT_ALREADY_OPEN'));
		expect(await store.db.select().from(shifts)).toHaveLength(1);
		const started = (await store.db.select().from(audit)).filter(({ action }) => action === 'shift_started');
		expect(started).toHaveLength(1);
	});

	test('ends once, and then another may start', async () => {
		const { auth, store, person, now } = await openAuthWorld();
		const attendant = await person('attendant');
		await auth.shifts.start({ person: attendant, stationId: 'STATION_001', address });
		const outcomes = await Promise.all([1, 2].map(() => auth.shifts.end({ person: attendant, address })));
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(outcomes.find(({ ok }) => !ok)).toEqual(refuse('SHIFT_NOT_OPEN'));
		expect(await store.db.select().from(shifts)).toMatchObject([{ endedAt: now() }]);
		expect(await auth.shifts.start({ person: attendant, stationId: 'STATION_002', address })).toMatchObject({
			ok: true,
		});
	});

	test('starts at a listed station only; another and a made-up one are told alike', async () => {
		const { auth, person } = await openAuthWorld();
		const attendant = await person('attendant');
		for (const stationId of ['STATION_003', 'STATION_999', '']) {
			expect(await auth.shifts.start({ person: attendant, stationId, address })).toEqual(refuse('STATION_NOT_FOUND'));
		}
		expect(await auth.shifts.stationsFor(attendant)).toEqual([
			{ id: 'STATION_001', name: 'Station 1', timeZone: 'Africa/Nairobi' },
			{ id: 'STATION_002', name: 'Station 2', timeZone: 'Africa/Nairobi' },
		]);
	});

	test.each(['rider', 'admin'] as const)('is nothing for the role %s', async (role) => {
		const { auth, person } = await openAuthWorld();
		const somebody = await person(role);
		expect(await auth.shifts.stationsFor(somebody)).toEqual([]);
		expect(await auth.shifts.start({ person: somebody, stationId: 'STATION_001', address })).toEqual(
			refuse('STATION_NOT_FOUND'),
		);
	});

	test('that starts at a station missing from the store is refused, whoever may work at all of them', async () => {
		const { auth, store, person } = await openAuthWorld();
		await store.writer.commit([{ sql: `update users set stations_json = '*' where id = 'user-attendant'`, args: [] }]);
		const outcome = await auth.shifts.start({ person: await person('attendant'), stationId: 'STATION_999', address });
		expect(outcome).toEqual(refuse('STATION_NOT_FOUND'));
	});
});
