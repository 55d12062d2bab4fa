import { getLogger } from '@logtape/logtape';
import { advancePeriods } from '../engine/advance_periods.ts';
import { drainOutbox, type Delivery } from '../engine/drain_outbox.ts';
import { expireSessions } from '../engine/expire_sessions.ts';
import { createLease } from '../engine/lease.ts';
import { publishDelivery } from '../engine/publish_delivery.ts';
import { purge } from '../engine/purge.ts';
import type { AgentConnection } from '../gateways/mqtt/agent_connection.ts';
import { erpDelivery } from '../operations/erp_delivery.ts';
import { sweepCharges } from '../operations/charging/sweep_charges.ts';
import { mailDelivery, type MailParts } from '../operations/mail/mail_delivery.ts';
import { checkIntents } from '../operations/mobile_money/check_intents.ts';
import { createPullRegistration } from '../operations/mobile_money/pull_registration.ts';
import { pushDelivery, type PushParts } from '../operations/mobile_money/push_delivery.ts';
import type { Erp } from '../ports_erp.ts';
import type { AgentParts } from './agent_parts.ts';
import { replayDelivery } from './replay_delivery.ts';
import { startTimer } from './timers.ts';

const logger = getLogger(['pitlane', 'agent']);

const sweepEveryMs = 15_000;
const drainEveryMs = 500;
const purgeEveryMs = 10 * 60_000;

export interface JobParts {
	readonly parts: AgentParts;
	readonly connection: Pick<AgentConnection, 'isConnected' | 'publish'>;
	/** Null where none is configured: what is for it waits. */
	readonly erp: Erp | null;
	/** Null where none is configured: phones are not asked for money. */
	readonly push: PushParts | null;
	/** Null where no mail server is configured: what is to be mailed waits. */
	readonly mail: MailParts | null;
}

/** One thing that is done by the clock. */
interface Job {
	readonly name: string;
	readonly everyMs: number;
	readonly run: (mayGoOn: () => boolean) => Promise<unknown>;
	/** True while there is any sense in it: meanwhile another agent may have the job. */
	readonly isPossible?: () => boolean;
}

/**
 * Starts what the agent does by the clock: it ends sessions and paid periods, delivers the outbox and deletes what has done its duty. Of many agents one does each at a time.
 * What is to be published waits for the broker, or is left to an agent that reaches it; nothing else does.
 */
export function startJobs({ parts, connection, erp, push, mail }: JobParts): { stop(): Promise<void> } {
	const { engine } = parts;
	const holder = engine.ids('agent');
	let stopping = false;
	const start = ({ name, everyMs, run, isPossible = () => true }: Job) => {
		const lease = createLease(engine, name, holder);
		const leased = async () => {
			if (isPossible()) await lease.run((isHeld) => run(() => isHeld() && !stopping && isPossible()));
		};
		const timer = startTimer(leased, everyMs, (error) => logger.error('The job {name} failed', { name, error }));
		return { stop: () => timer.stop().then(() => lease.release()) };
	};
	const deliver = (delivery: Delivery): Job => ({
		name: `outbox/${delivery.kind}`,
		everyMs: drainEveryMs,
		run: (mayGoOn) => drainOutbox(engine, delivery, mayGoOn),
	});
	const publish = (delivery: Delivery): Job => ({ ...deliver(delivery), isPossible: () => connection.isConnected() });
	const jobs: Job[] = [
		{ name: 'expire_sessions', everyMs: sweepEveryMs, run: () => expireSessions(engine) },
		{ name: 'sweep_charges', everyMs: sweepEveryMs, run: () => sweepCharges(engine) },
		{ name: 'purge', everyMs: purgeEveryMs, run: () => purge(engine) },
		{ name: 'advance_periods', everyMs: sweepEveryMs, run: () => advancePeriods(engine) },
		publish(publishDelivery((message) => connection.publish(message))),
		publish(replayDelivery(parts, (message) => connection.publish(message))),
		...(erp ? [deliver(erpDelivery(engine, erp))] : []),
		...(push ? mobileMoney(push) : []),
		...(mail ? [deliver(mailDelivery(engine, mail))] : []),
	];
	function mobileMoney(pushParts: PushParts): Job[] {
		const run: Job['run'] = (mayGoOn) => checkIntents(engine, pushParts.money, mayGoOn);
		const registration = createPullRegistration(engine.clock, pushParts);
		return [
			deliver(pushDelivery(engine, pushParts)),
			{ name: 'mobile_money', everyMs: drainEveryMs, run },
			...(registration ? [{ name: 'pull_registration', everyMs: drainEveryMs, ...registration }] : []),
		];
	}
	const running = jobs.map(start);
	return {
		async stop() {
			stopping = true;
			await Promise.all(running.map((job) => job.stop()));
		},
	};
}
