import { Aedes } from 'aedes';
import type { Client } from 'aedes';
import { requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import { controlTopic, tabMount } from './access_rules.ts';
import type { BrokerAccount } from './access_rules.ts';
import type { BrokerAccounts, RunningBroker } from './broker_accounts.ts';
import { createAccountTable } from './embedded_accounts.ts';
import type { KnownAccount } from './embedded_accounts.ts';
import { runControlCommands } from './embedded_control.ts';
import { startListeners } from './embedded_listeners.ts';
import { anyCovers } from './topic_filters.ts';

/** A request and, beside it, topic, properties and actor token. */
const maximumPacketBytes = requestLimitBytes + 8 * 1024;

/** MQTT 5 DISCONNECT reason: administrative action. */
const administrativeAction = 0x98;

const badUserNameOrPassword = 4;

/**
 * Starts an MQTT 5 broker in this process, for the demo and for machines without Mosquitto: TCP and WebSocket on
 * 127.0.0.1, the same access rules, nothing kept in files. It has no shared subscriptions.
 * A taken port rejects with the system's error (EADDRINUSE).
 */
export async function startEmbeddedBroker(options: {
	accounts: readonly BrokerAccount[];
	/** Port, or 0 for any. */
	tcpPort?: number;
	wsPort?: number;
}): Promise<RunningBroker & { readonly accounts: BrokerAccounts }> {
	const table = createAccountTable(options.accounts);
	const accountOf = new WeakMap<Client, KnownAccount>();
	const online = new Set<Client>();
	const broker = await Aedes.createBroker({
		maximumPacketSize: maximumPacketBytes,
		authenticate: (...[client, username, password, done]) => {
			const account = table.login(username, password, client.id);
			// A denied publish of MQTT 3.1.1 cannot be told to its sender; only trusted services may use it.
			if (account === undefined || (client.version !== 5 && account.role !== 'service')) {
				done(Object.assign(new Error('Login refused'), { returnCode: badUserNameOrPassword }), false);
				return;
			}
			accountOf.set(client, account);
			done(null, true);
		},
		authorizePublish(client, packet, done) {
			const account = client && accountOf.get(client);
			const fits = !packet.retain && packet.payload.length <= requestLimitBytes;
			packet.topic = `${mountOf(account)}${packet.topic}`;
			const allowed = fits && anyCovers(account?.rules.publish ?? [], packet.topic);
			done(allowed ? null : new Error('Publishing there is not allowed'));
		},
		authorizeSubscribe(client, subscription, done) {
			const account = accountOf.get(client);
			const topic = `${mountOf(account)}${subscription.topic}`;
			done(null, anyCovers(account?.rules.subscribe ?? [], topic) ? { ...subscription, topic } : null);
		},
		authorizeForward(client, packet) {
			// The packet is this subscription's own copy.
			packet.topic = packet.topic.slice(mountOf(accountOf.get(client)).length);
			return packet;
		},
	});
	broker.on('clientReady', (client) => online.add(client));
	broker.on('clientDisconnect', (client) => online.delete(client));

	const grant = (credential: { username: string; password: string; clientId: string }) => {
		revoke(credential.username);
		table.add({ role: 'attendant_tab', ...credential });
	};
	const revoke = (username: string): boolean => {
		const known = table.remove(username);
		for (const client of online) {
			if (accountOf.get(client)?.username === username) client.disconnect({ reasonCode: administrativeAction });
		}
		return known;
	};
	broker.on('publish', (packet, client) => {
		if (client === null || packet.topic !== controlTopic) return;
		const payload = runControlCommands(packet.payload.toString(), { grant, revoke });
		const answer = {
			cmd: 'publish',
			topic: `${controlTopic}/response`,
			payload,
			qos: 1,
			dup: false,
			retain: false,
		} as const;
		client.publish(answer, () => undefined);
	});

	const ports = { tcpPort: options.tcpPort ?? 0, wsPort: options.wsPort ?? 0 };
	const listeners = await startListeners(broker, { ...ports, maximumPacketBytes }).catch((error: unknown) => {
		broker.close();
		throw error;
	});
	return {
		...listeners.urls,
		accounts: {
			grant: async (credential) => grant(credential),
			revoke: async (username) => void revoke(username),
		},
		stop: () => listeners.stop(),
	};
}

function mountOf(account: KnownAccount | null | undefined): string {
	return account?.role === 'attendant_tab' ? tabMount : '';
}
