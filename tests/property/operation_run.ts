import type { BatteryFacts, PlanFacts } from '#lib/plan/facts.ts';
import { samplePlan, withService } from '#lib/plan/sample_plan.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import type { FakeErp, OperationsWorld } from '../contract/operations_world.ts';
import type { OperationCommand, Paid } from './operation_commands.ts';

/** A request that can be delivered many times, or something that happens by itself. */
export interface OperationRequest {
	readonly operation: OperationName | null;
	send(world: OperationsWorld): Promise<ReplyContent | null>;
}

const fleet = 'service-battery-fleet';

const named = (plan: PlanFacts, n: number, batteryId: string | null): PlanFacts => ({
	...withService(plan, 'fleet', { currentAsset: batteryId, usedMilli: batteryId ? 1000 : 0 }),
	planId: `SUB-${n}`,
	customer: { ...plan.customer, id: `customer-${n}` },
});

/** A rider with little quota, one whose renewal is due, and a customer who has signed and nothing more. */
export const operationPlans: readonly PlanFacts[] = [
	named(
		withService(withService(samplePlan, 'energy', { usedMilli: 80_000 }), 'swap_count', { usedMilli: 16_000 }),
		1,
		'B0723025100041',
	),
	{ ...named(samplePlan, 2, 'B0723025100042'), paymentState: 'RENEWAL_DUE' },
	{
		...named(samplePlan, 3, null),
		serviceState: 'INITIAL',
		paymentState: 'INITIAL',
		initialised: false,
		services: [],
	},
];

/** Two batteries out, four in the rack. */
export const operationBatteries: readonly BatteryFacts[] = [1, 2, 3, 4, 5, 6].map((n) => ({
	id: `B072302510004${n}`,
	ratedWh: 3000,
	custodySeq: 1,
	holder:
		n < 3
			? { kind: 'rider', id: `SUB-${n}`, serviceId: fleet }
			: { kind: 'station', id: 'STATION_002', serviceId: null },
}));

/** Makes a command a request upon the batteries as they are now. */
export async function makeOperation(
	world: OperationsWorld,
	erp: FakeErp,
	{ command, key }: { command: OperationCommand; key: string },
): Promise<OperationRequest> {
	switch (command.type) {
		case 'advance':
			return byItself(async (at) => void (await at.advance()));
		case 'deliver':
			return byItself(async (at) => {
				erp.mood = command.mood;
				await at.deliver();
			});
		default:
			return request(world, command, key);
	}
}

function byItself(happen: (world: OperationsWorld) => Promise<void>): OperationRequest {
	return { operation: null, send: (world) => happen(world).then(() => null) };
}

async function request(
	world: OperationsWorld,
	command: Exclude<OperationCommand, { type: 'advance' | 'deliver' }>,
	key: string,
): Promise<OperationRequest> {
	const planId = operationPlans[command.plan % operationPlans.length]?.planId ?? '';
	const { operation, data } = await asked(world, planId, command);
	return { operation, send: (at) => at.device(operation, data, { correlationId: key, planId }) };
}

async function asked(
	world: OperationsWorld,
	planId: string,
	command: Exclude<OperationCommand, { type: 'advance' | 'deliver' }>,
): Promise<{ operation: OperationName; data: object }> {
	switch (command.type) {
		case 'checkin':
			return { operation: 'equipment_checkin', data: { equipment_id: await battery(world, command.pick, planId) } };
		case 'checkout': {
			const data = { replacement_equipment_id: await battery(world, command.pick, 'STATION_002') };
			return { operation: 'equipment_checkout', data: { ...data, energy_transferred: command.energyWh / 1000 } };
		}
		case 'swap': {
			const old = command.pick % 5 === 0 ? null : await battery(world, 1, planId);
			const service_data = { old_battery_id: old, new_battery_id: await battery(world, command.pick, 'STATION_002') };
			const payment_data = command.pay && payment(command.pay);
			return { operation: 'payment_and_service', data: { service_data, payment_data } };
		}
		case 'top_up':
			return { operation: 'payment_and_service', data: { payment_data: payment(command.pay) } };
		case 'request':
			return { operation: 'payment_request', data: { payment_amount: command.amount } };
		case 'collect': {
			const { amount, reference } = command.pay;
			const receipt = reference === undefined ? null : `R${reference}`;
			return { operation: 'collect_payment', data: { payment_amount: amount, payment_reference: receipt } };
		}
		case 'set_up':
			return { operation: 'pre_service_setup', data: {} };
		case 'report':
			return { operation: 'activity_report', data: { activity_type: 'seen' } };
		case 'usage': {
			const details = { new_battery_id: await battery(world, 1, planId) };
			return { operation: 'usage_report', data: { usage_type: 'swap', service_completion_details: details } };
		}
	}
}

function payment({ amount, reference, paymentType }: Paid) {
	return {
		service_id: 'service-electricity-monthly',
		payment_amount: amount,
		payment_reference: `R${reference}`,
		payment_method: 'CASH',
		payment_type: paymentType,
	};
}

/** Mostly one that the holder has, now and then any. */
async function battery(world: OperationsWorld, pick: number, holder: string): Promise<string> {
	const where = pick % 10 === 0 ? 'true' : `holder_id = '${holder}'`;
	const rows = await world.rows(`SELECT id FROM batteries WHERE ${where} ORDER BY id`);
	const row = rows[pick % Math.max(1, rows.length)];
	return row ? String(row['id']) : 'B0723025100041';
}
