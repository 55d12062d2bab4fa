import type { IClientPublishOptions, MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { makeRequest, type Actor, type ReplyEnvelope } from '#lib/protocol/envelope.ts';
import { operations, type OperationName } from '#lib/protocol/operations.ts';
import { fillTopic, replyTopic } from '#lib/protocol/topics.ts';
import type { TabCredential } from '#lib/server/auth/tab_credentials.ts';
import { mpesa, station } from '../fixtures/swap_requests.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { openAttackWorld, people, type AttackWorld, type PersonId } from './attack_world.ts';
import { accounts, connect, nextMessage, publishCode, subscribeCode, type brokerKinds } from './broker_harness.ts';

/** A tab that is connected and hears its answers. */
export interface Tab {
	readonly client: MqttClient;
	readonly credential: TabCredential;
	readonly actor: Actor;
	/** All that arrived. */
	readonly heard: { readonly topic: string; readonly payload: string }[];
}

/** What a tab sends; what is left out is as an honest tab would have it. */
export interface Sent {
	readonly operation?: OperationName;
	readonly planId?: string;
	readonly topic?: string;
	/** Instead of a whole request. */
	readonly payload?: string | Buffer;
	readonly actor?: Actor | null;
	readonly correlationId?: string;
	readonly data?: Readonly<Record<string, unknown>>;
	/** Null for none. */
	readonly token?: string | string[] | null;
	readonly responseTopic?: string;
}

/** What an attack left behind in the records. */
export interface Left {
	readonly audit: readonly Record<string, unknown>[];
	readonly letters: readonly Record<string, unknown>[];
}

/** A payment that tops up the plan: whoever got it through would change quota and money. */
export const topUp = { ...station, payment_data: mpesa(120, 'ATTACK-1') };

let lastId = 0;

/** A world for the tests of one describe block; each test begins two minutes after the one before, with fresh limits. */
export function useAttackWorld(kind: (typeof brokerKinds)[number]) {
	let opened: AttackWorld | undefined;
	const clients: MqttClient[] = [];

	beforeAll(async () => {
		opened = await openAttackWorld(kind);
	});
	beforeEach(() => world().pass(120_000));
	afterEach(async () => {
		await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
	});
	afterAll(() => opened?.close());

	const world = () => {
		if (!opened) throw new TypeError('The world is opened before the tests, not while they are listed');
		return opened;
	};
	const keep = (client: MqttClient) => {
		clients.push(client);
		return client;
	};

	async function openTab(personId: PersonId): Promise<Tab> {
		const credential = await world().mint(personId);
		const { username, password, clientId } = credential;
		const client = keep(await connect(world().broker.wsUrl, { username, password, clientId }));
		expect(await subscribeCode(client, `reply/${clientId}/#`)).toBe(1);
		const heard: Tab['heard'] = [];
		client.on('message', (topic, payload) => heard.push({ topic, payload: payload.toString() }));
		return { client, credential, actor: { type: people[personId][0], id: personId }, heard };
	}

	/** Sends a request that the broker lets through; answers what came back, or null if the agent answered nobody. */
	async function send(tab: Tab, sent: Sent = {}): Promise<ReplyEnvelope | null> {
		const [handled, answered] = [world().nextHandled(), nextMessage(tab.client)];
		expect(await publishCode(tab.client, messageOf(world(), tab, sent))).toBe(0);
		if ((await handled).answers.length === 0) return null;
		return JSON.parse((await answered).payload) as ReplyEnvelope;
	}

	/** Fails unless the attack changed no row beside the records and an honest tab is answered afterwards; returns the records. */
	async function harmless(attack: () => Promise<void>): Promise<Left> {
		const before = await world().digest();
		const marks = { audit: await newest('audit'), letters: await newest('dead_letters') };
		await attack();
		const honest = await openTab('attendant-790');
		expect(await send(honest, { operation: 'validate_quota', data: {} })).toMatchObject({ data: { success: true } });
		expect(await world().digest()).toBe(before);
		return {
			audit: await rowsOf(
				world().store,
				`SELECT * FROM audit WHERE rowid > ${marks.audit} AND action <> 'plan.read' ORDER BY rowid`,
			),
			letters: await rowsOf(world().store, `SELECT * FROM dead_letters WHERE rowid > ${marks.letters} ORDER BY rowid`),
		};
	}

	async function newest(table: string): Promise<number> {
		const [row] = await rowsOf(world().store, `SELECT coalesce(max(rowid), 0) AS newest FROM ${table}`);
		return Number(row?.['newest']);
	}

	return {
		world,
		keep,
		openTab,
		send,
		harmless,
		/** A trusted account, over TCP. */
		service: async () => keep(await connect(world().broker.tcpUrl, accounts.service)),
	};
}

/** The message that a tab would publish. */
export function messageOf(world: AttackWorld, tab: Tab, sent: Sent) {
	const { operation = 'payment_and_service', planId = samplePlan.planId, data = topUp, token } = sent;
	const correlationId = sent.correlationId ?? `attack-${++lastId}`;
	const request = makeRequest({ operation, planId, correlationId, actor: tab.actor, data, at: world.now() });
	const whole = JSON.stringify(sent.actor === undefined ? request : { ...request, actor: sent.actor });
	const { clientId, actorToken } = tab.credential;
	const properties: IClientPublishOptions['properties'] = {
		responseTopic: sent.responseTopic ?? replyTopic(clientId, operation),
		...(token !== null && { userProperties: { actor_token: token ?? actorToken } }),
	};
	const topic = sent.topic ?? fillTopic(operations[operation].requestTopic, planId);
	return { topic, payload: sent.payload ?? whole, properties };
}
