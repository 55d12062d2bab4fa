import { getLogger } from '@logtape/logtape';
import { advancePeriods } from '../engine/advance_periods.ts';
import { drainOutbox, type Delivery } from '../engine/drain_outbox.ts';
import { expireSessions } from '../engine/expire_sessions.ts';
import { createLease } from '../engine/lease.ts';
import { publishDelivery } from '../engine/publish_delivery.ts';
import type { AgentConnection } from '../gateways/mqtt/agent_connection.ts';
import { erpDelivery } from '../operations/erp_delivery.ts';
import { checkIntents } from '../operations/mobile_money/check_intents.ts';
import { pushDelivery, type PushParts } from '../operations/mobile_money/push_delivery.ts';
import type { Erp } from '../ports.ts';
import type { AgentParts } from './agent_parts.ts';
import { replayDelivery } from './replay_delivery.ts';
import { startTimer } from './timers.ts';

const logger = getLogger(['pitlane', 'agent']);

const sweepEveryMs = 15_000;
const drainEveryMs = 500;

export interface JobParts {
	readonly parts: AgentParts;
	readonly connection: Pick<AgentConnection, 'isConnected' | 'publish'>;
	/** Null where none is configured: what is for it waits. */
	readonly erp: Erp | null;
	/** Null where none is configured: phones are not asked for money. */
	readonly push: PushParts | null;
}

/** Starts what the agent does by the clock: it ends sessions and paid periods, and delivers the outbox. Of many agents one does each at a time. */
export function startJobs({ parts, connection, erp, push }: JobParts): { stop(): Promise<void> } {
	const { engine } = parts;
	const holder = engine.ids('agent');
	let stopping = false;
	const job = (name: string, everyMs: number, run: (mayGoOn: () => boolean) => Promise<unknown>) => {
		const lease = createLease(engine, name, holder);
		const leased = () => lease.run((isHeld) => run(() => isHeld() && !stopping && connection.isConnected()));
		const timer = startTimer(leased, everyMs, (error) => logger.error('The job {name} failed', { name, error }));
		return { stop: () => timer.stop().then(() => lease.release()) };
	};
	const deliveries: Delivery[] = [
		publishDelivery((message) => connection.publish(message)),
		replayDelivery(parts, (message) => connection.publish(message)),
		...(erp ? [erpDelivery(engine, erp)] : []),
		...(push ? [pushDelivery(engine, push)] : []),
	];
	const jobs = [
		job('expire_sessions', sweepEveryMs, () => expireSessions(engine)),
		job('advance_periods', sweepEveryMs, () => advancePeriods(engine)),
		...(push ? [job('mobile_money', drainEveryMs, (mayGoOn) => checkIntents(engine, push.money, mayGoOn))] : []),
		...deliveries.map((delivery) =>
			job(`outbox/${delivery.kind}`, drainEveryMs, (mayGoOn) => drainOutbox(engine, delivery, mayGoOn)),
		),
	];
	return {
		async stop() {
			stopping = true;
			await Promise.all(jobs.map((running) => running.stop()));
		},
	};
}
