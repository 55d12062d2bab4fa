import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrokerAccount, BrokerRole } from '#lib/server/gateways/broker/access_rules.ts';
import { startOdooSandbox, type OdooSandbox } from '#lib/server/demo/odoo_sandbox/odoo_sandbox.ts';
import { freePorts } from '#lib/server/gateways/broker/free_ports.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';
import type { Actor } from '#lib/session/kind.ts';
import { stationRow } from '../fixtures/seed_rows.ts';
import { migrationsFolder } from '../fixtures/test_store.ts';
import { superviseAgent, type SupervisedAgent } from './agent_process.ts';
import type { ClientIdentity } from './asking_client.ts';
import { attendant, attendantRows, tabIdentity } from './attendants.ts';
import { startBrokerProcess } from './broker_process.ts';
import { openChaosLink, type ChaosLink } from './chaos_link.ts';
import { usageType } from './plan_requests.ts';
import { rackStation } from './riders.ts';

/** Broker, agents and database as in production, each a process or file of its own, with breakable wires between them. */
export interface FaultWorld {
	readonly store: Store;
	/** The operator's ERP. */
	readonly odoo: OdooSandbox;
	readonly agents: readonly SupervisedAgent[];
	/** Between the agents and the broker. */
	readonly agentWire: ChaosLink;
	/** Between the clients and the broker. */
	readonly clientWire: ChaosLink;
	/** Trusted devices of stations, over the clients' wire. */
	readonly clients: readonly ClientIdentity[];
	/** Attendants in a shift at the rack's station, each with a tab over WebSocket. */
	readonly tabs: readonly { readonly actor: Actor; readonly identity: ClientIdentity }[];
	/** `kill -9`, and a start after some time; resolves when it answers again. */
	restartBroker(downMs: number): Promise<void>;
	/** The ERP's next answers are lost, or it does not answer at all. */
	breakOdoo(kind: 'lose_answer' | 'down', times: number): void;
	/** Hears of each request that leaves a client; one listener at a time. */
	onRequest: () => void;
	/** Called when an agent has died, before it is started again. */
	beforeRevival: () => Promise<void>;
	/** When the last fault happened or was over, UTC milliseconds; 0 before the first. */
	lastFaultAt(): number;
	/** How often each fault has happened. */
	readonly happened: ReadonlyMap<string, number>;
	stop(): Promise<void>;
}

const password = randomBytes(24).toString('base64url');

function account(role: BrokerRole, name: string): BrokerAccount {
	return { role, username: name, password, clientId: name };
}

/** Starts a world on free ports; resolves once every agent answers. */
export async function startFaultWorld(size: { agents: number; clients: number; tabs: number }): Promise<FaultWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'pitlane-faults-'));
	const [tcpPort = 0, wsPort = 0] = await freePorts(2);
	const agentNames = Array.from({ length: size.agents }, (_, i) => `agent-${i}`);
	const clients = Array.from({ length: size.clients }, (_, i) => account('service', `station-${i}`));
	const tabs = Array.from({ length: size.tabs }, (_, i) => ({
		...account('attendant_tab', `tab-${i}`),
		// As the app names the users of tabs.
		username: `u-tab-${i}`,
	}));
	const broker = await startBrokerProcess({
		folder: join(folder, 'broker'),
		tcpPort,
		wsPort,
		accounts: [
			...agentNames.flatMap((name) => [account('agent', name), account('agent', `${name}-1`)]),
			...clients,
			...tabs,
		],
	});

	const happened = new Map<string, number>();
	let lastFaultAt = 0;
	const tell = (fault: string) => {
		lastFaultAt = Date.now();
		happened.set(fault, (happened.get(fault) ?? 0) + 1);
	};
	const agentWire = await openChaosLink(tcpPort, { message: () => undefined, fault: tell });
	const clientWire = await openChaosLink(tcpPort, {
		message: (way) => way === 'sent' && world.onRequest(),
		fault: tell,
	});
	const url = `file:${join(folder, 'pitlane.db')}`;
	const store = await openStore({ url, migrationsFolder });
	const people = tabs.map((login, i) => ({ actor: attendant(i), login }));
	const now = Date.now();
	await store.writer.commit([
		stationRow(rackStation),
		...people.flatMap(({ actor, login }) => attendantRows(actor, login, now)),
	]);
	const tokenSeed = randomBytes(32);

	const odooLogin = { database: 'operator', login: 'pitlane', apiKey: password };
	const odoo = await startOdooSandbox({ ...odooLogin, port: 0, products: [samplePlan.templateId, usageType] });
	const env = {
		PITLANE_DATABASE_URL: url,
		PITLANE_MQTT_URL: `mqtt://127.0.0.1:${agentWire.port}`,
		PITLANE_MQTT_AGENT_PASSWORD: password,
		PITLANE_ODOO_URL: odoo.url,
		PITLANE_ODOO_DATABASE: odooLogin.database,
		PITLANE_ODOO_LOGIN: odooLogin.login,
		PITLANE_ODOO_API_KEY: odooLogin.apiKey,
		PITLANE_ACTOR_TOKEN_KEY: tokenSeed.toString('base64'),
	};
	const agents = agentNames.map((name) =>
		superviseAgent(
			{ ...env, PITLANE_MQTT_AGENT_USERNAME: name, PITLANE_MQTT_AGENT_CLIENT_ID: name },
			{
				died: () => {
					tell('agent killed');
					return world.beforeRevival();
				},
				answers: () => (lastFaultAt = Date.now()),
			},
		),
	);
	const world: FaultWorld = {
		store,
		odoo,
		agents,
		agentWire,
		clientWire,
		clients: clients.map((login) => ({
			url: `mqtt://127.0.0.1:${clientWire.port}`,
			login,
			actor: { type: 'attendant', id: login.username },
		})),
		tabs: people.map(({ actor, login }) => ({
			actor,
			identity: tabIdentity(actor, { ...login, url: `ws://127.0.0.1:${wsPort}`, tokenSeed }),
		})),
		onRequest: () => undefined,
		beforeRevival: async () => undefined,
		lastFaultAt: () => lastFaultAt,
		happened,
		async restartBroker(downMs) {
			tell('broker killed');
			await broker.kill();
			await new Promise((resolve) => setTimeout(resolve, downMs));
			await broker.start();
			lastFaultAt = Date.now();
		},
		breakOdoo(kind, times) {
			tell(`odoo: ${kind}`);
			odoo.misbehave({ kind, times });
		},
		async stop() {
			await Promise.all(agents.map((agent) => agent.stop()));
			await Promise.all([agentWire.close(), clientWire.close()]);
			await Promise.all([broker.kill(), odoo.stop()]);
			await store.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
	await Promise.all(agents.map((agent) => agent.ready()));
	return world;
}
