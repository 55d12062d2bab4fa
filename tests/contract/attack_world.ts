import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#lib/kernel/permission.ts';
import { handleMessage } from '#lib/server/agent/handle_message.ts';
import { callerOf, findPerson } from '#lib/server/auth/callers.ts';
import {
	createTabCredentials,
	isTabOpen,
	type TabCredential,
	type TabCredentials,
} from '#lib/server/auth/tab_credentials.ts';
import { agentLogins } from '#lib/server/gateways/mqtt/agent_accounts.ts';
import { connectAgent } from '#lib/server/gateways/mqtt/agent_connection.ts';
import type { IncomingMessage, OutgoingMessage } from '#lib/server/gateways/mqtt/agent_messages.ts';
import { createActorTokens, type ActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { openStore } from '#lib/server/store/store.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { accounts, startBroker, type brokerKinds, type BrokerUnderTest } from './broker_harness.ts';

/** What the agent made of a message: its answers, or what it threw. */
export interface Handled {
	readonly message: IncomingMessage;
	readonly answers: readonly OutgoingMessage[];
	readonly error: unknown;
}

/** The agent over a real store and a real broker, with the accounts and credentials that the app gives out. */
export interface AttackWorld extends CoreWorld {
	readonly broker: BrokerUnderTest;
	readonly tabs: TabCredentials;
	readonly tokens: ActorTokens;
	/** Every message that reached the agent, in the order in which it was done with them. */
	readonly handled: Handled[];
	/** The next message that the agent is done with. */
	nextHandled(): Promise<Handled>;
	/** A tab credential of a person, however little they may do with it. */
	mint(personId: string): Promise<TabCredential>;
	/** A hash of all rows but those that record attacks, and of the credentials of tabs. */
	digest(): Promise<string>;
	close(): Promise<void>;
}

/** The people of the world: role, and station of the open shift. */
export const people = {
	'attendant-789': ['attendant', 'STATION_002'],
	'attendant-790': ['attendant', 'STATION_002'],
	'attendant-001': ['attendant', 'STATION_001'],
	'rider-1': ['rider', null],
	'mechanic-1': ['mechanic', 'STATION_002'],
	'salesperson-1': ['salesperson', 'STATION_002'],
	'manager-1': ['manager', 'STATION_002'],
	'admin-1': ['admin', null],
} as const satisfies Record<string, readonly [Role, string | null]>;

export type PersonId = keyof typeof people;

/** Tables that an attack is meant to leave rows in, and that of the credentials that tabs come with. */
const recording = ['audit', 'dead_letters', 'broker_credentials'];

/** Opens a world with a broker of its own. */
export async function openAttackWorld(kind: (typeof brokerKinds)[number]): Promise<AttackWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'pitlane-attacks-'));
	const store = await openStore({ url: `file:${join(folder, 'test.db')}`, migrationsFolder: 'drizzle' });
	const core = await openCoreWorld(store);
	const { engine } = core;
	await store.writer.commit(Object.entries(people).flatMap(([id, [role, station]]) => personRows(id, role, station)));
	const broker = await startBroker(kind);
	const tokens = createActorTokens({ seed: new Uint8Array(32).fill(7) });
	const tabs = createTabCredentials({
		...engine,
		accounts: broker.accounts,
		url: broker.wsUrl,
		sign: (claims) => tokens.sign(claims),
	});
	const personOf = async (id: string) => {
		const person = await findPerson(store.db, id);
		if (!person) throw new TypeError(`There is no ${id}`);
		return person;
	};
	const parts = {
		engine,
		tokens,
		isTabOpen: (clientId: string) => isTabOpen(store.db, clientId),
		findCaller: async (id: string, origin: string) => {
			const person = await findPerson(store.db, id);
			return person && callerOf(person, origin);
		},
	};

	const handled: Handled[] = [];
	let waiting: ((done: Handled) => void)[] = [];
	const done = (one: Handled) => {
		handled.push(one);
		for (const resolve of waiting.splice(0)) resolve(one);
	};
	const agent = connectAgent({
		url: broker.tcpUrl,
		logins: agentLogins(accounts.agent),
		onFault: () => undefined,
		handle: async (message) => {
			try {
				const answers = await handleMessage(parts, message);
				done({ message, answers, error: null });
				return answers;
			} catch (error) {
				done({ message, answers: [], error });
				throw error;
			}
		},
	});
	await agent.ready;
	return {
		...core,
		broker,
		tabs,
		tokens,
		handled,
		nextHandled: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
		async mint(id) {
			// The oldest tabs of a person make room for new ones.
			core.pass(1000);
			return tabs.mint(await personOf(id));
		},
		async digest() {
			const tables = await rowsOf(store, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
			const hash = createHash('sha256');
			for (const { name } of tables.filter((table) => !recording.includes(String(table['name'])))) {
				hash.update(JSON.stringify([name, await rowsOf(store, `SELECT * FROM "${String(name)}" ORDER BY rowid`)]));
			}
			return hash.digest('hex');
		},
		async close() {
			await agent.close();
			await broker.stop();
			await store.close();
			await rm(folder, { recursive: true });
		},
	};
}

function personRows(id: string, role: string, station: string | null): Statement[] {
	const account = {
		sql: "INSERT INTO users (id, email, name, role, stations_json, cash_limit_minor, customer_id, created_at) VALUES (?, ?, ?, ?, '*', 50000, ?, 0)",
		args: [id, `${id}@example.org`, `The ${id}`, role, role === 'rider' ? 'customer-12345' : null],
	};
	const shift = {
		sql: 'INSERT INTO shifts (id, user_id, station_id, started_at) VALUES (?, ?, ?, 0)',
		args: [`shift-${id}`, id, station],
	};
	return station === null ? [account] : [account, shift];
}
