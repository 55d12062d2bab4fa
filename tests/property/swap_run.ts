import { freshReading, oldReading } from '#lib/kinds/swap/swap_scenes.ts';
import { dueMinor } from '#lib/kinds/swap/state.ts';
import type { SwapSession } from '#lib/kinds/swap/swap_step.ts';
import type { BatteryFacts, PlanFacts } from '#lib/plan/facts.ts';
import { newPlan, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import { testAttendant } from '#lib/session/given.ts';
import type { Actor } from '#lib/session/kind.ts';
import { callerOf, secondAttendant, stationDevice, type Caller, type CoreWorld } from '../fixtures/core_world.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import type { Request } from './play_requests.ts';
import type { RandomCommand } from './swap_commands.ts';

const named = (plan: PlanFacts, n: number, batteryId: string | null): PlanFacts => ({
	...withService(plan, 'fleet', { currentAsset: batteryId, usedMilli: batteryId ? 1000 : 0 }),
	planId: `SUB-${n}`,
	customer: { ...plan.customer, id: `customer-${n}` },
});

/** Three riders: one with little quota and three swaps left, one without energy, one without a battery yet. */
export const runPlans = [
	named(
		withService(withService(samplePlan, 'energy', { usedMilli: 97_000 }), 'swap_count', { usedMilli: 18_000 }),
		1,
		'B0723025100041',
	),
	named(spentPlan, 2, 'B0723025100042'),
	named(newPlan, 3, null),
];

/** Two batteries out, three in the rack, one at another station. */
export const runBatteries: BatteryFacts[] = [1, 2, 3, 4, 5, 6].map((n) => ({
	id: `B072302510004${n}`,
	ratedWh: 3000,
	custodySeq: 1,
	holder:
		n < 3
			? { kind: 'rider', id: `SUB-${n}`, serviceId: 'service-battery-fleet' }
			: { kind: 'station', id: n < 6 ? 'STATION_002' : 'STATION_001', serviceId: null },
}));

/** The most sessions that are open at once. */
const openLimit = 5;

const people: readonly Actor[] = [
	testAttendant,
	secondAttendant,
	{ ...testAttendant, id: 'attendant-791', stationId: 'STATION_001' },
];

/** What a run knows while it goes: how many requests were made. */
export interface Run {
	requests: number;
}

/** Makes a command requests upon the state as it is now; none if there is nothing to ask. */
export async function makeRequests(run: Run, world: CoreWorld, command: RandomCommand): Promise<Request[]> {
	const open = (
		await rowsOf(world.store, `SELECT id FROM sessions WHERE status = 'active' ORDER BY state = 'identify', id`)
	).map(({ id }) => String(id));
	const key = () => `r${++run.requests}`;
	switch (command.type) {
		case 'begin':
			return open.length < openLimit ? [begin(key(), people[command.who % people.length] ?? testAttendant)] : [];
		case 'top_up':
		case 'swap_outside':
			return [await outside(world, command, key())];
		case 'rush':
			return (await Promise.all(open.map((id) => goOn(world, id, { ...command, key: key() })))).filter(
				(request) => request !== null,
			);
		case 'go_on': {
			const request = await goOn(world, open[command.session % open.length], { ...command, key: key() });
			return request ? [request] : [];
		}
		case 'step': {
			const session = await sessionOf(world, open[command.session % open.length]);
			const input = command.step === 'cancel' ? { reason: 'left' } : {};
			return session ? [step(key(), { session, name: command.step, input })] : [];
		}
		case 'hand_over': {
			const session = await sessionOf(world, open[command.session % open.length]);
			const request = session && handOver(key(), session, null);
			return request ? [request] : [];
		}
	}
}

async function sessionOf(world: CoreWorld, id: string | undefined): Promise<SwapSession | null> {
	return id === undefined ? null : ((await loadSession(world.store.db, id)) as SwapSession | null);
}

/** A request of the agent that names no session. */
async function outside(
	world: CoreWorld,
	command: Extract<RandomCommand, { plan: number }>,
	key: string,
): Promise<Request> {
	const planId = runPlans[command.plan % runPlans.length]?.planId ?? '';
	if (command.type === 'top_up') {
		const payment = pay(command.amount, 'MPESA', `TOPUP-${command.reference}`);
		return ask(key, 'payment_and_service', {
			planId,
			caller: callerOf(testAttendant),
			data: { payment_data: payment },
		});
	}
	const held = await heldBy(world, planId);
	// Whoever is no device of the station swaps in sessions alone.
	const service = {
		...(held && { old_battery_id: held }),
		new_battery_id: await rackBattery(world, command.pick),
		energy_transferred: command.energyWh / 1000,
	};
	return ask(key, 'payment_and_service', { planId, caller: stationDevice, data: { service_data: service } });
}

function begin(key: string, actor: Actor): Request {
	return {
		key,
		async send(world) {
			const session = await world.begin(key, actor);
			return { effective: true, version: `${session.id}/1`, told: session };
		},
	};
}

async function goOn(
	world: CoreWorld,
	id: string | undefined,
	{ key, pick, energyWh }: { key: string; pick: number; energyWh: number },
): Promise<Request | null> {
	const session = await sessionOf(world, id);
	if (!session) return null;
	const planId =
		session.data.identification?.planId ?? runPlans[(pick + Number(key.slice(1))) % runPlans.length]?.planId ?? '';
	switch (session.state) {
		case 'identify':
			return inSession(key, 'identify_customer', { session, planId, data: { qr_code_data: planId } });
		case 'take_back': {
			const held = (await heldBy(world, planId)) ?? oldReading.batteryId;
			const reading = { ...oldReading, batteryId: held, energyWh: energyWh % 1000 };
			return inSession(key, 'identify_equipment', { session, planId, data: { equipment_id: held, reading } });
		}
		case 'issue': {
			const reading = {
				...freshReading,
				batteryId: await rackBattery(world, pick, session.actor.station),
				energyWh: 1500 + Math.floor(energyWh / 2),
			};
			return step(key, { session, name: 'issue', input: { reading } });
		}
		case 'review':
			return pick % 3 === 0 ? handOver(key, session, null) : step(key, { session, name: 'review', input: {} });
		case 'pay': {
			const due = dueMinor(session.data) / 100;
			const amount = [due, Math.ceil(due / 3), due + 10][pick % 3] ?? due;
			const method = pick % 2 === 0 ? 'CASH' : 'MPESA';
			return handOver(key, session, pay(amount, method, `${method}-${pick % 10 === 0 ? 'twice' : key}`));
		}
		case 'complete':
			return handOver(key, session, null);
		default:
			return null;
	}
}

function handOver(key: string, session: SwapSession, payment: object | null): Request | null {
	const { identification, oldBattery, newBattery } = session.data;
	if (!identification || !newBattery) return null;
	const service = { ...(oldBattery && { old_battery_id: oldBattery.id }), new_battery_id: newBattery.id };
	const data = { ...(payment && { payment_data: payment }), service_data: service };
	return inSession(key, 'payment_and_service', { session, planId: identification.planId, data });
}

/** Every other request names the version it saw. */
const seen = (key: string, session: SwapSession) => (Number(key.slice(1)) % 2 === 0 ? session.version : null);

function inSession(
	key: string,
	operation: OperationName,
	{ session, planId, data }: { session: SwapSession; planId: string; data: object },
): Request {
	const actor = people.find(({ id }) => id === session.actor.id) ?? testAttendant;
	const version = seen(key, session);
	const tied = { ...data, session_id: session.id, ...(version !== null && { session_version: version }) };
	return ask(key, operation, { planId, caller: callerOf(actor), data: tied, sessionId: session.id });
}

function step(key: string, { session, name, input }: { session: SwapSession; name: string; input: object }): Request {
	const actor = people.find(({ id }) => id === session.actor.id) ?? testAttendant;
	return {
		key,
		async send(world) {
			const told = await world.take(session.id, name, { input, key, version: seen(key, session), actor });
			return { effective: told.ok, version: told.ok ? `${session.id}/${told.value.version}` : null, told };
		},
	};
}

function ask(
	key: string,
	operation: OperationName,
	{ planId, caller, data, sessionId }: { planId: string; caller: Caller; data: object; sessionId?: string },
): Request {
	return {
		key,
		async send(world) {
			const told = await world.ask(operation, { ...data }, { planId, correlationId: key, caller });
			const { session_version: version, payment_processed: paid } = told.metadata;
			const effective = told.success || paid === true;
			return { effective, version: effective && sessionId ? `${sessionId}/${String(version)}` : null, told };
		},
	};
}

function pay(amount: number, method: string, reference: string) {
	return {
		service_id: 'service-electricity-monthly',
		payment_amount: amount,
		payment_reference: reference,
		payment_method: method,
	};
}

/** Mostly the first of the rack, so that sessions run after the same one; now and then any battery. */
async function rackBattery(world: CoreWorld, pick: number, station: string | null = 'STATION_002'): Promise<string> {
	const isAny = pick % 10 === 0;
	const where = isAny ? 'true' : `holder_kind = 'station' AND holder_id = '${station}'`;
	const rows = await rowsOf(world.store, `SELECT id FROM batteries WHERE ${where} ORDER BY id`);
	const row = rows[isAny ? pick % rows.length : 0];
	return row ? String(row['id']) : oldReading.batteryId;
}

async function heldBy(world: CoreWorld, planId: string): Promise<string | null> {
	const rows = await rowsOf(
		world.store,
		`SELECT id FROM batteries WHERE holder_kind = 'rider' AND holder_id = '${planId}'`,
	);
	return rows[0] ? String(rows[0]['id']) : null;
}
