import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BatteryFacts, PlanFacts } from '#lib/plan/facts.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { createCookieSessions } from '#lib/server/auth/lucia.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';
import { testAttendant } from '#lib/session/given.ts';
import { openCoreWorld, type CoreWorld } from '../tests/fixtures/core_world.ts';
import { readingOf, type StandingSession } from './swap_steps.ts';

const migrationsFolder = 'drizzle';

/** How many sessions stand open: enough that 64 requests in flight never wait for each other's session. */
const sessionCount = 256;

/** A database to measure on: an attendant in a shift, and swaps that stand at their review, each of its own customer. */
export interface SwapWorld {
	/** File of the seeded database; it is copied, never written to. */
	readonly file: string;
	readonly sessions: readonly StandingSession[];
	/** The attendant's sign-in, as a browser sends it. */
	readonly cookie: string;
}

/** Fills a database in the folder. */
export async function makeSwapWorld(folder: string): Promise<SwapWorld> {
	const file = join(folder, 'seeded.db');
	const store = await openStore({ url: `file:${file}`, migrationsFolder });
	const numbers = Array.from({ length: sessionCount }, (_, i) => i);
	const world = await openCoreWorld(store, { plans: numbers.map(planOf), batteries: numbers.flatMap(batteriesOf) });
	world.pass(Date.now() - world.now());
	const cookie = await signIn(store, world.now());
	const sessions = await Promise.all(numbers.map((number) => standingSession(world, number)));
	await store.client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
	await store.close();
	return { file, sessions, cookie };
}

/**
 * A fresh copy of the seeded database. Each has a name of its own: a closed connection may hold its file until its statements
 * are collected.
 */
export async function copyDatabase(world: Pick<SwapWorld, 'file'>): Promise<string> {
	const path = join(dirname(world.file), `${crypto.randomUUID()}.db`);
	await copyFile(world.file, path);
	return path;
}

/** An engine over a database, with the present as its clock. */
export async function openEngine(url: string): Promise<Engine> {
	let lastId = 0;
	const store = await openStore({ url, migrationsFolder });
	return { store, clock: Date.now, ids: (prefix) => `${prefix}-bench-${++lastId}` };
}

function planOf(number: number): PlanFacts {
	const customer = { ...samplePlan.customer, id: `customer-${number}`, phone: `2547${100_000 + number}` };
	return { ...samplePlan, planId: `SUB-${number}-KE`, customer };
}

const oldBattery = (number: number) => `BAT-OLD-${100_000 + number}`;
const newBattery = (number: number) => `BAT-NEW-${500_000 + number}`;

function batteriesOf(number: number): BatteryFacts[] {
	const held = { kind: 'rider', id: planOf(number).planId, serviceId: 'service-battery-fleet' } as const;
	const racked = { kind: 'station', id: testAttendant.stationId ?? '', serviceId: null } as const;
	return [
		{ id: oldBattery(number), ratedWh: 3000, holder: held, custodySeq: 1 },
		{ id: newBattery(number), ratedWh: 3000, holder: racked, custodySeq: 1 },
	];
}

async function standingSession(world: CoreWorld, number: number): Promise<StandingSession> {
	const { planId } = planOf(number);
	const { id } = await world.begin(`begin-${number}`);
	const where = { attendant_station: testAttendant.stationId, session_id: id };
	const equipment = { equipment_id: oldBattery(number), reading: readingOf(oldBattery(number), 450) };
	const answers = [
		await world.ask(
			'identify_customer',
			{ action: 'IDENTIFY_CUSTOMER', qr_code_data: planId, ...where },
			{ planId, correlationId: `customer-${number}` },
		),
		await world.ask(
			'identify_equipment',
			{ action: 'IDENTIFY_RETURNED_EQUIPMENT', ...equipment, ...where },
			{ planId, correlationId: `equipment-${number}` },
		),
	];
	const refused = answers.find((answer) => !answer.success);
	if (refused) throw new Error(`Swap ${number} does not get to its review: ${refused.signals.join(' ')}`);
	const bound = await world.take(id, 'issue', {
		key: 'issue',
		input: { reading: readingOf(newBattery(number), 2850) },
	});
	if (!bound.ok) throw new Error(`Battery ${newBattery(number)} was not bound: ${bound.code}`);
	return { id, version: bound.value.version, batteryId: newBattery(number) };
}

async function signIn(store: Store, now: number): Promise<string> {
	const { id, name, role, stationId } = testAttendant;
	await store.writer.commit([
		{
			sql: 'INSERT INTO users (id, email, name, role, stations_json, created_at) VALUES (?, ?, ?, ?, ?, ?)',
			args: [id, 'attendant@bench.example', name, role, JSON.stringify([stationId]), now],
		},
		{
			sql: 'INSERT INTO shifts (id, user_id, station_id, started_at) VALUES (?, ?, ?, ?)',
			args: ['shift-bench', id, stationId, now],
		},
	]);
	const cookie = await createCookieSessions(store, false).open(id);
	return `${cookie.name}=${cookie.value}`;
}
