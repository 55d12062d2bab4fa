import { expect, test } from 'vitest';
import type { App } from '#lib/server/app.ts';
import { createAuth } from '#lib/server/auth/create_auth.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { appRouter } from '#lib/server/rpc/router.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { makeDatabase, rowsOf } from '../fixtures/test_store.ts';
import { person } from './rest_world.ts';

const attendant = {
	sql: `INSERT INTO users (id, email, name, role, stations_json, created_at)
		VALUES ('new', 'new@example.org', 'New attendant', 'attendant', ?, 0)`,
};

/** A world with a new attendant of a station, who has no password yet. */
async function openWorld(stationId = 'STATION_002'): Promise<CoreWorld> {
	const world = await openCoreWorld(await (await makeDatabase('libSQL file')).open());
	await world.store.writer.commit([{ ...attendant, args: [JSON.stringify([stationId])] }]);
	return world;
}

const people = ({ engine }: CoreWorld, by: SignedIn | null) =>
	appRouter.createCaller({
		app: { engine, auth: createAuth({ ...engine, secureCookies: true }) } as App,
		person: by,
		address: '192.0.2.7',
		requestId: 'req-1',
	}).people;

const mailed = ({ store }: CoreWorld) => rowsOf(store, "SELECT subject FROM outbox WHERE kind = 'mail'");

test('a manager invites an attendant of their station again', async () => {
	const world = await openWorld();
	await people(world, person('manager')).invite({ userId: 'new', locale: 'sw' });
	expect(await mailed(world)).toEqual([{ subject: 'new' }]);
	expect(await rowsOf(world.store, "SELECT actor_id, origin FROM audit WHERE action = 'invitation_asked'")).toEqual([
		{ actor_id: 'user-manager', origin: '192.0.2.7' },
	]);
});

test.each([
	['somebody of another station', person('manager'), 'NOT_FOUND'],
	['anybody, without the right to manage accounts', person('attendant'), 'NOT_FOUND'],
	['anybody, without a sign-in', null, 'UNAUTHORIZED'],
] as const)('nobody invites %s', async (_, by, code) => {
	const world = await openWorld(by?.role === 'manager' ? 'STATION_003' : 'STATION_002');
	await expect(people(world, by).invite({ userId: 'new' })).rejects.toMatchObject({ code });
	expect(await mailed(world)).toEqual([]);
});
