import type { OperationName } from '#lib/protocol/operations.ts';
import type { Random } from './random.ts';
import { rackStation, type Riders } from './riders.ts';
import type { PlannedRequest } from './schedule.ts';

/** Who asks at a schedule, and of whom. */
export interface Cast extends Riders {
	readonly prefix: string;
	readonly clientCount: number;
}

/** Who would hold which battery if every request were done in the order in which it was thought of. */
interface Expected {
	readonly held: Map<string, string | null>;
	readonly rack: string[];
	readonly references: string[];
}

const requestCount = { fewest: 8, more: 7 };
const electricity = 'service-electricity-monthly';

/** What usage is billed as. */
export const usageType = 'battery_swap_completed';

/**
 * The requests of each client. Most fit the state they find, as each rider mostly keeps to one client; others run after the same
 * battery, repeat a receipt, repeat a correlation id with another body, or are no requests at all.
 */
export function planRequests(random: Random, cast: Cast): PlannedRequest[][] {
	const expected: Expected = {
		held: new Map(cast.plans.map(({ planId }) => [planId, batteryOf(cast, planId)])),
		rack: cast.batteries.filter(({ holder }) => holder.kind === 'station').map(({ id }) => id),
		references: [],
	};
	const clients: PlannedRequest[][] = Array.from({ length: cast.clientCount }, () => []);
	for (let i = 0; i < requestCount.fewest + random.below(requestCount.more); i++) {
		const rider = random.below(cast.plans.length);
		const planId = cast.plans[rider]?.planId ?? '';
		const request = planRequest(random, { expected, planId, correlationId: `${cast.prefix}-${i}` });
		const asking = random.chance(80) ? rider % cast.clientCount : random.below(cast.clientCount);
		clients[asking]?.push(request);
		const other = clients[(asking + 1) % cast.clientCount];
		if (random.chance(15)) other?.push(request);
		if (random.chance(8)) other?.push(withOtherBody(request));
	}
	return clients;
}

interface Asked {
	readonly expected: Expected;
	readonly planId: string;
	readonly correlationId: string;
}

function planRequest(random: Random, asked: Asked): PlannedRequest {
	const { expected, planId, correlationId } = asked;
	const ask = (operation: OperationName, data: object): PlannedRequest => ({
		correlationId,
		planId,
		operation,
		data: { ...data },
	});
	const atRack = { attendant_station: rackStation };
	const payment = () => ({ payment_data: paymentData(random, asked) });
	const service = () => ({ service_data: swap(random, asked) });
	switch (random.below(16)) {
		case 0:
		case 1:
			return ask('payment_and_service', { ...atRack, ...payment() });
		case 2:
		case 3:
			return ask('payment_and_service', { ...atRack, ...service() });
		case 4:
		case 5:
		case 6:
			return ask('payment_and_service', { ...atRack, ...payment(), ...service() });
		case 7:
		case 8:
		case 9:
			return ask(...handling(random, asked));
		case 10:
			return ask('payment_request', { ...atRack, payment_amount: amount(random) });
		case 11:
			return ask('collect_payment', { ...atRack, ...collected(random, asked) });
		case 12:
			return ask('usage_report', usage(random, asked));
		case 13:
			return { ...ask('payment_and_service', {}), garbage: `{"plan_id": "${planId}", "no JSON` };
		default:
			return ask(...read(random, { planId, battery: expected.held.get(planId) ?? expected.rack[0] ?? 'nothing' }));
	}
}

function paymentData(random: Random, { expected, correlationId }: Asked) {
	const reference = receipt(random, { expected, correlationId });
	return {
		service_id: electricity,
		payment_amount: amount(random),
		payment_reference: reference,
		payment_method: 'MPESA',
	};
}

/** A receipt number, now and then one that has been reported before. */
function receipt(random: Random, { expected, correlationId }: Pick<Asked, 'expected' | 'correlationId'>): string {
	const { references } = expected;
	const reference = random.chance(12) && references.length > 0 ? random.pick(references) : `R-${correlationId}`;
	references.push(reference);
	return reference;
}

function amount(random: Random): number {
	return 1 + random.below(500);
}

/** Named, or as was asked for before. */
function collected(random: Random, asked: Asked) {
	const named = random.chance(50) ? { payment_amount: amount(random) } : {};
	return { payment_method: 'MPESA', payment_reference: receipt(random, asked), ...named };
}

/** The battery that is out comes in; where none is, one goes out. */
function handling(random: Random, { expected, planId }: Asked): [OperationName, object] {
	const { held, rack } = expected;
	const old = held.get(planId) ?? null;
	const atRack = { attendant_station: rackStation };
	if (old !== null) {
		held.set(planId, null);
		rack.push(old);
		return ['equipment_checkin', { ...atRack, equipment_id: old }];
	}
	const fresh = rack.shift() ?? 'nothing';
	held.set(planId, fresh);
	const energy = random.below(150) / 100;
	return ['equipment_checkout', { ...atRack, replacement_equipment_id: fresh, energy_transferred: energy }];
}

function usage(random: Random, { expected, planId }: Asked) {
	const details = {
		new_battery_id: expected.held.get(planId) ?? 'nothing',
		energy_transferred: random.below(150) / 100,
	};
	return { usage_type: usageType, service_completion_details: details };
}

/** Mostly the battery that has waited longest; now and then one that somebody else may have taken. */
function swap(random: Random, { expected, planId }: Asked) {
	const { held, rack } = expected;
	const old = held.get(planId) ?? null;
	const fresh = (random.chance(85) ? rack.shift() : undefined) ?? random.pick([...held.values(), ...rack]) ?? 'nothing';
	if (old !== null) rack.push(old);
	held.set(planId, fresh);
	return {
		...(old !== null && { old_battery_id: old }),
		new_battery_id: fresh,
		energy_transferred: random.below(150) / 100,
	};
}

const reads: readonly OperationName[] = [
	'identify_customer',
	'identify_equipment',
	'validate_customer',
	'validate_payment',
	'validate_quota',
];

function read(random: Random, about: { planId: string; battery: string }): [OperationName, object] {
	const operation = random.pick(reads);
	if (operation === 'identify_customer') return [operation, { qr_code_data: about.planId }];
	if (operation === 'identify_equipment') return [operation, { equipment_id: about.battery }];
	return [operation, {}];
}

function withOtherBody(request: PlannedRequest): PlannedRequest {
	return { ...request, data: { ...request.data, note: 'another body' } };
}

function batteryOf({ batteries }: Cast, planId: string): string | null {
	return batteries.find(({ holder }) => holder.id === planId)?.id ?? null;
}
