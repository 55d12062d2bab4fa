import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { startOdooSandbox, type OdooSandbox } from '#lib/server/demo/odoo_sandbox/odoo_sandbox.ts';
import type { BrokerAccount, BrokerRole } from '#lib/server/gateways/broker/access_rules.ts';
import { startMosquitto } from '#lib/server/gateways/broker/start_mosquitto.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';
import { startDenoProgram } from '../fixtures/deno_program.ts';
import type { Ear } from './ear.ts';
import { weeklyTemplate } from './spec_plans.ts';
import { makeShell, type Shell } from './shell.ts';

const password = 'a-secret-of-the-conformance-suite';
const account = (role: BrokerRole, name: string): BrokerAccount => ({
	role,
	username: name,
	password,
	clientId: name,
});

const accounts = {
	agent: account('agent', 'pitlane-agent'),
	agentOne: account('agent', 'pitlane-agent-1'),
	/** Trusted accounts, as the specification's commands presume one. */
	station: account('service', 'station-device'),
	monitor: account('service', 'monitor'),
	watcher: account('service', 'watcher'),
};

const odooLogin = { database: 'operator', login: 'pitlane', apiKey: '6578616d706c65206b6579206f66206f646f6f' };

/** The agent as its own process between a real Mosquitto, a libSQL file and an Odoo, with a shell to drive it by. */
export interface World {
	readonly store: Store;
	readonly odoo: OdooSandbox;
	readonly shell: Shell;
	/** A shell with accounts of its own, whose mosquitto_sub ends after one message. */
	readonly watcher: Shell;
	/** Where programs other than the shell's connect, and with which account. */
	readonly mqttUrl: string;
	readonly login: Pick<BrokerAccount, 'username' | 'password' | 'clientId'>;
	/** Hears every answer there is. */
	readonly ear: Ear;
}

/** One world for the tests of a file. */
export function useWorld(): () => World {
	let world: World | undefined;
	const ends: (() => Promise<unknown>)[] = [];
	const startAll = async (): Promise<World> => {
		const folder = await mkdtemp(join(tmpdir(), 'pitlane-conformance-'));
		ends.push(() => rm(folder, { recursive: true }));
		const odoo = await startOdooSandbox({
			...odooLogin,
			port: 0,
			products: [weeklyTemplate.id, 'PLAN', 'USAGE', 'battery_swap_completed'],
		});
		ends.push(() => odoo.stop());
		const broker = await startMosquitto({ folder: join(folder, 'broker'), accounts: Object.values(accounts) });
		ends.push(() => broker.stop());
		const databaseUrl = `file:${join(folder, 'pitlane.db')}`;
		const store = await openStore({ url: databaseUrl, migrationsFolder: 'drizzle' });
		ends.push(() => store.close());
		const agent = await startDenoProgram('agent', {
			env: {
				PITLANE_DATABASE_URL: databaseUrl,
				PITLANE_ACTOR_TOKEN_KEY: randomBytes(32).toString('base64'),
				PITLANE_MQTT_URL: broker.tcpUrl,
				PITLANE_MQTT_AGENT_USERNAME: accounts.agent.username,
				PITLANE_MQTT_AGENT_PASSWORD: password,
				PITLANE_ODOO_URL: odoo.url,
				PITLANE_ODOO_DATABASE: odooLogin.database,
				PITLANE_ODOO_LOGIN: odooLogin.login,
				PITLANE_ODOO_API_KEY: odooLogin.apiKey,
			},
			readyText: 'The agent answers',
		});
		ends.push(() => agent.stop());
		const shell = await makeShell(join(folder, 'shell'), {
			tcpUrl: broker.tcpUrl,
			publisher: accounts.station,
			listener: accounts.monitor,
		});
		const watcher = await makeShell(join(folder, 'watcher'), {
			tcpUrl: broker.tcpUrl,
			publisher: accounts.watcher,
			listener: accounts.watcher,
			listenerOptions: '-C 1\n',
		});
		const ear = await shell.listen(['echo/#', 'rtrn/#', 'stat/#', 'meta/#']);
		ends.push(() => ear.stop());
		const { username, clientId } = accounts.station;
		return { store, odoo, shell, watcher, ear, mqttUrl: broker.tcpUrl, login: { username, password, clientId } };
	};

	beforeAll(async () => {
		world = await startAll();
	});
	// Last started, first ended; what does not end keeps nothing else from it.
	afterAll(async () => {
		const failures: unknown[] = [];
		for (const end of ends.reverse()) await end().catch((error: unknown) => failures.push(error));
		expect(failures).toEqual([]);
	});
	return () => {
		if (!world) throw new TypeError('The world is started before the tests, not while they are listed');
		return world;
	};
}
