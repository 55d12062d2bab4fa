import type { BatteryFacts, PlanFacts } from '#lib/plan/facts.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { WireFault } from './disturbances.ts';
import { killPoints, type KillOrder } from './kill_points.ts';
import { createRandom, type Random } from './random.ts';
import { planRequests } from './plan_requests.ts';
import { makeRiders, type Riders } from './riders.ts';
import type { SessionSwap } from './session_swap.ts';

/** A request that a client makes until it is answered. */
export interface PlannedRequest {
	readonly correlationId: string;
	readonly operation: OperationName;
	readonly planId: string;
	/** `data` without the action. */
	readonly data: Readonly<Record<string, unknown>>;
	/** Sent in place of the request, where it is to be no request at all. */
	readonly garbage?: string;
}

/** What happens to processes. Those that name no point happen when the n-th request has left its client. */
export type ProcessFault =
	| ({ readonly type: 'kill_agent_at'; readonly agent: number } & KillOrder)
	| { readonly type: 'kill_agent'; readonly agent: number; readonly nth: number }
	| { readonly type: 'restart_broker'; readonly nth: number; readonly downMs: number }
	| {
			readonly type: 'break_odoo';
			readonly nth: number;
			readonly kind: 'lose_answer' | 'down';
			readonly times: number;
	  };

/** Who asks for what, and what goes wrong meanwhile. */
export interface Schedule {
	readonly seed: number;
	readonly plans: readonly PlanFacts[];
	readonly batteries: readonly BatteryFacts[];
	/** What each client asks for, one after the other. */
	readonly clients: readonly (readonly PlannedRequest[])[];
	/** What each attendant's tab does meanwhile, one swap after the other. */
	readonly tabs: readonly (readonly SessionSwap[])[];
	readonly faults: {
		readonly processes: readonly ProcessFault[];
		readonly clientWire: readonly WireFault[];
		readonly agentWire: readonly WireFault[];
	};
}

/** Who takes part in a random schedule. */
export const castSize = { agents: 2, clients: 3, tabs: 2 } as const;

/** The schedule of a seed. `prefix` begins every id in it, so that schedules share a database and nothing else. */
export function makeSchedule(seed: number, prefix: string): Schedule {
	const random = createRandom(seed);
	const riders = makeRiders(prefix);
	return {
		seed,
		...riders,
		clients: planRequests(random, { prefix, clientCount: castSize.clients, ...riders }),
		tabs: Array.from({ length: castSize.tabs }, (_, i) => planSwaps(random, { key: `${prefix}-tab-${i}`, riders })),
		faults: {
			processes: several(random, 2, processFault),
			clientWire: several(random, 4, wireFault),
			agentWire: several(random, 4, wireFault),
		},
	};
}

/** One or two swaps of a rider who may be another client's as well, for a battery that others run for. */
function planSwaps(random: Random, { key, riders }: { key: string; riders: Riders }): SessionSwap[] {
	const { plans, batteries } = riders;
	const rack = batteries.filter(({ holder }) => holder.kind === 'station');
	return Array.from({ length: 1 + random.below(2) }, (_, i) => {
		const planId = (random.chance(60) ? plans.at(-1) : random.pick(plans))?.planId ?? '';
		return {
			key: `${key}-${i}`,
			planId,
			oldBatteryId: batteries.find(({ holder }) => holder.id === planId)?.id ?? 'nothing',
			newBatteryId: random.pick(rack).id,
			oldWh: 100 + random.below(2700),
		};
	});
}

function several<Item>(random: Random, most: number, make: (random: Random) => Item): Item[] {
	return Array.from({ length: 1 + random.below(most) }, () => make(random));
}

function processFault(random: Random): ProcessFault {
	const agent = random.below(castSize.agents);
	const nth = 1 + random.below(8);
	switch (random.below(10)) {
		case 0:
			return { type: 'kill_agent', agent, nth };
		case 1:
		case 2:
			return { type: 'restart_broker', nth, downMs: random.below(800) };
		case 3:
			return {
				type: 'break_odoo',
				nth,
				kind: random.pick(['lose_answer', 'down'] as const),
				times: 1 + random.below(6),
			};
		default:
			return { type: 'kill_agent_at', agent, point: random.pick(killPoints), nth: 1 + random.below(4) };
	}
}

function wireFault(random: Random): WireFault {
	const way = random.pick(['sent', 'heard'] as const);
	const nth = 1 + random.below(12);
	switch (random.below(4)) {
		case 0:
			return { way, nth, disturbance: { type: 'reorder' } };
		case 1:
			return { way, nth, disturbance: { type: 'late', waitMs: 50 + random.below(1500) } };
		case 2:
			return {
				way,
				nth,
				disturbance: { type: 'cut', where: random.pick(['before', 'within', 'after'] as const) },
			};
		default:
			return { way, nth, disturbance: { type: 'duplicate' } };
	}
}
