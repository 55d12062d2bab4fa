import { contest, type Contender, type Row } from './contest.ts';
import { startMqttParties, type MqttParties, type PartyLoad } from './mqtt_parties.ts';
import { planCount, type LoadKind } from './mqtt_requests.ts';
import { sampleOf, type Sample } from './sample.ts';

/** How many requests are in flight, and how many each plan gets in a run. */
interface Level {
	readonly inFlight: number;
	readonly perPlan: number;
}

const levels: readonly Level[] = [
	{ inFlight: 1, perPlan: 1 },
	{ inFlight: 16, perPlan: 4 },
	{ inFlight: 256, perPlan: 8 },
];

const names: Readonly<Record<LoadKind, string>> = {
	quota: 'validate_quota',
	payment: 'payment_and_service, a payment',
	swap: 'payment_and_service, a swap',
};

const named = (what: string, { inFlight }: Level) => `${what}, ${inFlight} in flight`;

/** Requests over Mosquitto to the agent, beside a bare responder that answers with the request. */
export async function benchMqtt(folder: string, rounds: number): Promise<Row[]> {
	const parties = await startMqttParties(folder);
	try {
		return await contest(levels.flatMap(contendersAt(parties)), rounds);
	} finally {
		await parties.stop();
	}
}

function contendersAt(parties: MqttParties): (level: Level) => Contender[] {
	/** Requests of each kind so far: numbers go on, so that references stay unique and swaps go to and fro. */
	const sent: Record<LoadKind, number> = { quota: 0, payment: 0, swap: 0 };
	return (level) => {
		const count = level.perPlan * planCount;
		const ours = (kind: LoadKind): Contender => ({
			name: named(names[kind], level),
			beside: [named('echo', level)],
			run() {
				const from = sent[kind];
				sent[kind] += count;
				return take(parties, { responder: 'agent', kind, from, to: from + count, inFlight: level.inFlight });
			},
		});
		const echo: Contender = {
			name: named('echo', level),
			run: () => take(parties, { responder: 'echo', kind: 'payment', from: 0, to: count, inFlight: level.inFlight }),
		};
		return [echo, ours('quota'), ours('payment'), ours('swap')];
	};
}

async function take(parties: MqttParties, load: PartyLoad): Promise<Sample> {
	const { elapsedMs, latenciesMs, clientMs } = await parties.take(load);
	return { ...sampleOf(elapsedMs, latenciesMs), clientBusy: clientMs / elapsedMs };
}
