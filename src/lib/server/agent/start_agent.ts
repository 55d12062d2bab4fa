import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import { randomIds } from '#lib/kernel/ids.ts';
import { invitationText, resetText } from '#lib/words/mail_texts.ts';
import { addressKey } from '../auth/address_key.ts';
import { callerOf, findPerson } from '../auth/callers.ts';
import { createLinkTokens } from '../auth/link_tokens.ts';
import { hashSecret } from '../auth/secret.ts';
import { isTabOpen } from '../auth/tab_credentials.ts';
import type { Engine } from '../engine/engine.ts';
import type { Env, MpesaAccount, OcppListener } from '../env.ts';
import { agentLogins } from '../gateways/mqtt/agent_accounts.ts';
import { connectAgent, type AgentConnectionOptions } from '../gateways/mqtt/agent_connection.ts';
import { createActorTokens } from '../gateways/mqtt/actor_tokens.ts';
import { createDaraja } from '../gateways/mpesa/daraja.ts';
import { startOcppGateway } from '../gateways/ocpp/start_gateway.ts';
import { createOdooErp } from '../gateways/odoo/odoo_erp.ts';
import { createSmtpMailer } from '../gateways/smtp/smtp_mailer.ts';
import { createChargerDesk } from '../operations/charging/charger_desk.ts';
import type { MailParts } from '../operations/mail/mail_delivery.ts';
import { callbackAddress } from '../operations/mobile_money/callback_address.ts';
import type { PushParts } from '../operations/mobile_money/push_delivery.ts';
import type { Writer } from '../store/statement.ts';
import { openStore } from '../store/store.ts';
import { chargerAddress } from './charger_address.ts';
import { handleMessage } from './handle_message.ts';
import { startJobs } from './jobs.ts';

const logger = getLogger(['pitlane', 'agent']);

/** An agent that was started. */
export interface RunningAgent {
	/** Resolves once it answers requests. */
	readonly ready: Promise<void>;
	/** Finishes what is in hand, disconnects and closes the database. */
	stop(): Promise<void>;
}

/** What a composition may put around the agent's ends: each gets what the agent would use and returns what it uses. */
export interface AgentWraps {
	/** Around every write to the database. */
	readonly writer?: (writer: Writer) => Writer;
	/** Around what is done with each message. */
	readonly connection?: (options: AgentConnectionOptions) => AgentConnectionOptions;
}

/** Composes the agent: it answers requests on the broker, ends sessions whose time is over and delivers the outbox. Throws FaultError without database or broker account. */
export async function startAgent(env: Env, wraps: AgentWraps = {}): Promise<RunningAgent> {
	const { url, agent, agentConnections } = brokerOf(env);
	const opened = await openStore({
		url: env.database.url,
		authToken: env.database.authToken,
		migrationsFolder: 'drizzle',
	});
	const store = wraps.writer ? { ...opened, writer: wraps.writer(opened.writer) } : opened;
	const erp = env.odoo ? createOdooErp(env.odoo) : null;
	const engine: Engine = {
		...{ store, clock: Date.now, ids: randomIds },
		hasErp: erp !== null,
		chargeTariff: env.chargeTariff ?? null,
	};
	const tokens = createActorTokens({ seed: env.actorTokenSeed });
	const findCaller = async (personId: string, origin: string) => {
		const person = await findPerson(store.db, personId);
		return person && callerOf(person, origin);
	};
	const isTab = (clientId: string) => isTabOpen(store.db, clientId);
	const parts = { engine, tokens, findCaller, isTabOpen: isTab };
	const options: AgentConnectionOptions = {
		url,
		logins: agentLogins(agent, agentConnections),
		handle: (message) => handleMessage(parts, message),
		onFault: (error) => logger.error('The broker connection had a fault', { error }),
	};
	const connection = connectAgent(wraps.connection?.(options) ?? options);

	const mailer = env.smtp ? createSmtpMailer(env.smtp) : null;
	const mail = mailer && mailParts(env, mailer);
	const push = env.mpesa ? pushParts(env.mpesa) : null;
	const chargers = env.ocpp ? await startChargers(engine, env, env.ocpp) : null;
	const jobs = startJobs({ parts, connection, erp, push, mail });
	return {
		ready: connection.ready,
		async stop() {
			await chargers?.close();
			await jobs.stop();
			mailer?.close();
			await connection.close();
			await store.close();
		},
	};
}

/** Lets chargers in: what they tell goes into the sessions, what they are asked comes from them. */
function startChargers(engine: Engine, env: Env, listener: OcppListener) {
	return startOcppGateway({
		...listener,
		desk: createChargerDesk(engine, hashSecret),
		clock: engine.clock,
		addressOf: chargerAddress(env, addressKey),
		onFault: (error) => logger.error('A charger could not be served', { error }),
	});
}

function pushParts(account: MpesaAccount): PushParts {
	const { callbackBase, nominatedPhone } = account;
	return { money: createDaraja(account), callbackUrl: (token) => callbackAddress(callbackBase, token), nominatedPhone };
}

function mailParts({ origin, actorTokenSeed }: Env, mailer: MailParts['mailer']): MailParts {
	const words = { invitation: invitationText, reset: resetText };
	return { mailer, words, origin, linkToken: createLinkTokens(actorTokenSeed) };
}

function brokerOf({ mqtt: { url, agent, agentConnections } }: Env) {
	if (!url || !agent) {
		throw new FaultError(
			'environment',
			'The agent needs PITLANE_MQTT_URL, PITLANE_MQTT_AGENT_USERNAME and PITLANE_MQTT_AGENT_PASSWORD',
		);
	}
	return { url, agent, agentConnections };
}
