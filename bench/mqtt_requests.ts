import { makeRequest } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { requestTopic } from '#lib/protocol/topics.ts';

/** How many plans are asked about in turn: as many as requests are ever in flight, so that none waits for another's plan. */
export const planCount = 256;

/** The station at which everything happens. */
export const benchStation = 'STATION_001';

/** Who answers a load. */
export type Responder = 'agent' | 'echo';

/** What the load asks for. */
export type LoadKind = 'quota' | 'payment' | 'swap';

/** A request as it goes to the broker. */
export interface LoadRequest {
	readonly topic: string;
	readonly payload: string;
	/** What the answer's correlation id begins with. */
	readonly correlationId: string;
}

const operationOf = {
	quota: 'validate_quota',
	payment: 'payment_and_service',
	swap: 'payment_and_service',
} as const satisfies Record<LoadKind, OperationName>;

export const planIdOf = (plan: number) => `SUB-${plan}-KE`;
/** The two batteries that a plan swaps to and fro: at first the rider has the first, the station the second. */
export const batteriesOf = (plan: number) => [`BAT-ONE-${100_000 + plan}`, `BAT-TWO-${500_000 + plan}`] as const;

/**
 * Request number `number` of a kind: of plan `number % planCount`. Payments have references of their own; a plan's swaps go to and fro,
 * so that they must be asked in their order.
 */
export function loadRequest(kind: LoadKind, number: number): LoadRequest {
	const operation = operationOf[kind];
	const plan = number % planCount;
	const planId = planIdOf(plan);
	const correlationId = `${kind}-${number}`;
	const data = { attendant_station: benchStation, ...dataOf(kind, number) };
	const actor = { type: 'attendant', id: 'attendant-789' };
	const request = makeRequest({ operation, planId, correlationId, actor, data, at: Date.now() });
	return { topic: requestTopic(operation, planId), payload: JSON.stringify(request), correlationId };
}

function dataOf(kind: LoadKind, number: number): Readonly<Record<string, unknown>> {
	switch (kind) {
		case 'quota':
			return {};
		case 'payment': {
			const what = { service_id: 'service-electricity-monthly', payment_amount: 240, payment_method: 'MPESA' };
			return { payment_data: { ...what, payment_reference: `MPESA-${number}` } };
		}
		case 'swap': {
			const [one, two] = batteriesOf(number % planCount);
			const [back, out] = Math.floor(number / planCount) % 2 === 0 ? [one, two] : [two, one];
			return { service_data: { old_battery_id: back, new_battery_id: out, energy_transferred: 2.4 } };
		}
	}
}
