import { operations } from '#lib/protocol/operations.ts';
import { batteryRows, planRows } from '../fixtures/seed_rows.ts';
import { openAskingClient, type AskingClient, type Told } from './asking_client.ts';
import type { FaultWorld } from './fault_world.ts';
import type { PlannedRequest, ProcessFault, Schedule } from './schedule.ts';
import { swapInSession } from './session_swap.ts';

/** How long requests may stay open after the last fault, ms. */
const settleLimitMs = 60_000;

/** A request and everything that anybody was ever told under its correlation id. */
export interface Settled {
	readonly request: PlannedRequest;
	readonly told: readonly Told[];
}

/**
 * Plays a schedule: the clients ask, the faults happen, and when everybody is answered, each write is asked once more over a calm wire.
 * Throws if a request is not answered within 60 s of the last fault.
 */
export async function runSchedule(world: FaultWorld, schedule: Schedule): Promise<Settled[]> {
	const { plans, batteries, faults } = schedule;
	const now = Date.now();
	await world.store.writer.commit([
		...plans.flatMap((plan) => planRows(plan, now)),
		...batteries.flatMap((battery) => batteryRows(battery, now)),
	]);
	const participants = await openParticipants(world, schedule);
	const clients = participants.map(({ client }) => client);
	try {
		const processFaults = await armProcessFaults(world, faults.processes);
		world.clientWire.disturb(faults.clientWire);
		world.agentWire.disturb(faults.agentWire);
		const asked = await settled(
			world,
			clients,
			participants.map(({ act }) => act()),
		);
		await processFaults.over();
		world.clientWire.calm();
		world.agentWire.calm();
		await settled(
			world,
			clients,
			clients.map((client, i) => askAll(client, (asked[i] ?? []).filter(isWrite))),
		);
		return asked.flat().map((request) => ({
			request,
			told: clients.flatMap((client) => client.answers(request.correlationId)),
		}));
	} finally {
		await Promise.all(clients.map((client) => client.close()));
	}
}

/** A client with what it does in the schedule; `act` resolves with what it has asked. */
interface Participant {
	readonly client: AskingClient;
	act(): Promise<readonly PlannedRequest[]>;
}

function openParticipants(world: FaultWorld, schedule: Schedule): Promise<Participant[]> {
	const devices = schedule.clients.map(async (requests, i) => {
		const client = await openAskingClient(given(world.clients[i]));
		return { client, act: () => askAll(client, requests) };
	});
	const tabs = schedule.tabs.map(async (swaps, i) => {
		const { actor, identity } = given(world.tabs[i]);
		const tab = { client: await openAskingClient(identity), actor, store: world.store };
		const act = async () => {
			const asked: PlannedRequest[] = [];
			for (const swap of swaps) asked.push(...(await swapInSession(tab, swap)));
			return asked;
		};
		return { client: tab.client, act };
	});
	return Promise.all([...devices, ...tabs]);
}

function given<Part>(part: Part | undefined): Part {
	if (part === undefined) throw new TypeError('The schedule has more clients than the world');
	return part;
}

function isWrite({ operation, data }: PlannedRequest): boolean {
	return operations[operation].kind === 'write' || 'session_id' in data;
}

async function askAll(client: AskingClient, requests: readonly PlannedRequest[]): Promise<readonly PlannedRequest[]> {
	for (const request of requests) await client.ask(request);
	return requests;
}

/** Waits for all, for no longer than the limit after the last fault. */
async function settled<Done>(
	world: FaultWorld,
	clients: readonly AskingClient[],
	work: readonly Promise<Done>[],
): Promise<Done[]> {
	const start = Date.now();
	let timer: ReturnType<typeof setInterval> | undefined;
	const tooLate = new Promise<never>((_, reject) => {
		timer = setInterval(() => {
			const openMs = Date.now() - Math.max(start, world.lastFaultAt());
			if (openMs <= settleLimitMs) return;
			const open = clients.flatMap((client) => client.open()).join(', ');
			const logs = world.agents.map((agent) => agent.log()).join('');
			reject(new Error(`Open ${openMs} ms after the last fault: ${open}\n${logs}`));
		}, 1000);
	});
	try {
		return await Promise.race([Promise.all(work), tooLate]);
	} finally {
		clearInterval(timer);
	}
}

/** Lets the faults of processes happen when their time has come. `over` takes back what did not happen and waits for what did. */
async function armProcessFaults(world: FaultWorld, faults: readonly ProcessFault[]) {
	let requests = 0;
	let underWay = Promise.resolve();
	world.onRequest = () => {
		requests++;
		for (const fault of faults) {
			if (fault.type === 'kill_agent_at' || fault.nth !== requests) continue;
			if (fault.type === 'kill_agent') world.agents[fault.agent]?.kill();
			else if (fault.type === 'break_odoo') world.breakOdoo(fault.kind, fault.times);
			else underWay = underWay.then(() => world.restartBroker(fault.downMs));
		}
	};
	for (const fault of faults) if (fault.type === 'kill_agent_at') await world.agents[fault.agent]?.order(fault);
	return {
		async over() {
			world.onRequest = () => undefined;
			await underWay;
			await Promise.all(world.agents.map((agent) => agent.order(null)));
		},
	};
}
