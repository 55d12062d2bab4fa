import type { Changes } from './effects.ts';
import type { Given } from './given.ts';
import { initialPlan, ridingPlan, weeklyPlan } from './spec_plans.ts';

const plan = weeklyPlan.planId;

/** A request of the specification without a printed answer: what it presumes, what is signalled where, and what it changes. */
export interface EffectiveExample {
	/** File of `printed/`. */
	readonly file: string;
	readonly topic: string;
	readonly given: Given;
	readonly answer: {
		readonly topic: string;
		readonly signals: readonly string[];
		/** Left out where the specification names none. */
		readonly fsmInputs?: readonly string[];
	};
	/** All that changes, and nothing else does. */
	readonly changes: Changes;
}

const call = (operation: string) => ({
	topic: `call/uxi/attendant/plan/${plan}/${operation}`,
	replyTopic: `rtrn/abs/attendant/plan/${plan}/${operation}_response`,
});

/** One row of the table: an operation that answers on `rtrn`. */
function called(
	operation: string,
	row: Omit<EffectiveExample, 'file' | 'topic' | 'answer'> & {
		file?: string;
		signal: string;
		fsmInputs: readonly string[];
	},
): EffectiveExample {
	const { topic, replyTopic } = call(operation);
	const { file = operation, signal, fsmInputs, given, changes } = row;
	return { file, topic, given, changes, answer: { topic: replyTopic, signals: [signal], fsmInputs } };
}

/** One row of the table: a report of payment, service or both. */
function reported(file: string, given: Given, changes: Changes): EffectiveExample {
	return {
		file,
		topic: `emit/uxi/attendant/plan/${plan}/payment_and_service`,
		given,
		answer: {
			topic: `echo/abs/service/plan/${plan}/payment_and_service`,
			signals: ['PAYMENT_AND_SERVICE_COMPLETED'],
			fsmInputs: [],
		},
		changes,
	};
}

const fleet = 'svc-battery-fleet-kenya-premium';
const network = 'svc-swap-network-kenya';
const swaps = 'service-battery-swap-nairobi';
const electricity = 'svc-electricity-energy-tracking-togo';

/** One battery for another under the weekly plan: its fleet counts one more, and so does the service that counts swaps. */
const swapped = (counted: string): Changes => ({ [`used ${fleet}`]: [2, 3], [`used ${counted}`]: [0, 1] });

const energy = (kwh: number): Changes => ({ [`used ${electricity}`]: [0, kwh] });

/** Money that came in, and what for. */
const paid = (payment: string, { type, amount, into }: { type: string; amount: number; into: string }): Changes => ({
	[`payment ${payment}`]: [null, `${type} ${amount} KES`],
	'money captured': [null, amount],
	[`money ${into}`]: [null, amount],
	'for the ERP: payment': [null, 1],
});

/** A payment that buys battery swaps at 50 each; 5 are left before. */
const swapsBought = (payment: string, amount: number, type = 'TOP_UP'): Changes => ({
	[`quota ${swaps}`]: [5, 5 + amount / 50],
	...paid(payment, { type, amount, into: 'quota' }),
});

/** The rider has the first of the batteries, the station the second. */
const between = (old: string, fresh: string, station: string): Given => ({
	plan: ridingPlan,
	holders: { [old]: 'rider', [fresh]: station },
});

const handedOver = (old: string, fresh: string, station: string): Changes => ({
	[`holder ${old}`]: [plan, station],
	[`holder ${fresh}`]: [station, plan],
});

const swapAtOne = ['BAT_OLD_001', 'BAT_NEW_002', 'STATION_001'] as const;
const swapAtThree = ['BAT_OLD_003', 'BAT_NEW_004', 'STATION_003'] as const;

const firstTime: Given = { plan: initialPlan, due: 500, holders: { BAT_NEW_005: 'STATION_001' } };
const firstBattery: Changes = {
	'service state': ['INITIAL', 'BATTERY_ISSUED'],
	'payment state': ['INITIAL', 'CURRENT'],
	due: [500, null],
	...swapped(swaps),
	...swapsBought('MPESA MPESA-TXN-987654321', 500, 'DEPOSIT'),
	'holder BAT_NEW_005': ['STATION_001', plan],
};

/** The printed collection names neither amount nor receipt: what is due, and the request itself counts as its receipt. */
const collected = (type: string, amount: number): Changes =>
	paid(`MOBILE_MONEY ${plan.toUpperCase()}:ATT-PAYMENT-COLLECT-001`, { type, amount, into: 'service' });

/** The examples of seeds/002 whose effects are told instead of an answer. */
export const effectiveExamples: readonly EffectiveExample[] = [
	called('validate_equipment_condition', {
		given: { plan: ridingPlan, holders: { BAT_RETURN_ATT_001: 'rider' } },
		signal: 'EQUIPMENT_CONDITION_ACCEPTED',
		fsmInputs: [],
		changes: {},
	}),
	called('equipment_checkin', {
		given: { plan: ridingPlan, holders: { BAT_RETURN_ATT_001: 'rider' } },
		signal: 'EQUIPMENT_CHECKED_IN',
		fsmInputs: ['BATTERY_RETURNED'],
		changes: {
			'service state': ['BATTERY_ISSUED', 'BATTERY_RETURNED'],
			'holder BAT_RETURN_ATT_001': [plan, 'STATION_001'],
		},
	}),
	called('equipment_checkout', {
		given: { holders: { BAT_NEW_ATT_001: 'STATION_001' } },
		signal: 'EQUIPMENT_CHECKED_OUT',
		fsmInputs: ['BATTERY_ISSUED'],
		changes: {
			'service state': ['BATTERY_RETURNED', 'BATTERY_ISSUED'],
			...swapped(network),
			'holder BAT_NEW_ATT_001': ['STATION_001', plan],
		},
	}),
	called('equipment_checkout', {
		file: 'equipment_checkout_energy',
		given: { holders: { BAT_NEW_ATT_002: 'STATION_001' } },
		signal: 'EQUIPMENT_CHECKED_OUT',
		fsmInputs: ['BATTERY_ISSUED'],
		changes: {
			'service state': ['BATTERY_RETURNED', 'BATTERY_ISSUED'],
			...swapped(network),
			...energy(45.5),
			'holder BAT_NEW_ATT_002': ['STATION_001', plan],
		},
	}),
	called('payment_request', {
		given: {},
		signal: 'PAYMENT_REQUEST_CREATED',
		fsmInputs: [],
		changes: { 'payment request of 100': [null, 'open'] },
	}),
	called('collect_payment', {
		given: { plan: initialPlan, due: 500 },
		signal: 'PAYMENT_COLLECTED',
		fsmInputs: ['CONTRACT_SIGNED', 'DEPOSIT_PAID'],
		changes: {
			'service state': ['INITIAL', 'WAIT_BATTERY_ISSUE'],
			'payment state': ['INITIAL', 'CURRENT'],
			due: [500, null],
			...collected('DEPOSIT', 500),
		},
	}),
	called('collect_payment', {
		given: {
			plan: { ...weeklyPlan, serviceState: 'WAIT_BATTERY_ISSUE', paymentState: 'DEPOSIT_DUE' },
			due: 500,
		},
		signal: 'PAYMENT_COLLECTED',
		fsmInputs: ['DEPOSIT_PAID'],
		changes: { 'payment state': ['DEPOSIT_DUE', 'CURRENT'], due: [500, null], ...collected('DEPOSIT', 500) },
	}),
	called('collect_payment', {
		given: { plan: { ...ridingPlan, paymentState: 'RENEWAL_DUE' }, due: 1000 },
		signal: 'PAYMENT_COLLECTED',
		fsmInputs: ['RENEWAL_PAID'],
		changes: { 'payment state': ['RENEWAL_DUE', 'CURRENT'], due: [1000, null], ...collected('RENEWAL', 1000) },
	}),
	reported('quick_payment_and_service', between(...swapAtOne), {
		...swapped(network),
		...energy(100),
		[`quota ${electricity}`]: [100_000_000, 100_000_001],
		...paid('MPESA MPESA-TXN-123456789', { type: 'TOP_UP', amount: 15, into: 'quota' }),
		...handedOver(...swapAtOne),
	}),
	reported('quick_payment_only', {}, swapsBought('CASH CASH-RECEIPT-20250119', 1000)),
	reported('quick_service_only', between(...swapAtThree), {
		...swapped(network),
		...energy(52.3),
		...handedOver(...swapAtThree),
	}),
	reported('quick_first_time', firstTime, firstBattery),
	...['request_structure', 'payment_and_service'].map((file) =>
		reported(file, between(...swapAtOne), {
			...swapped(swaps),
			...energy(45.5),
			...swapsBought('MPESA MPESA-TXN-123456789', 500),
			...handedOver(...swapAtOne),
		}),
	),
	reported('payment_only', {}, swapsBought('CASH CASH-RECEIPT-2025011902', 1000)),
	reported('service_only', between(...swapAtThree), {
		...swapped(network),
		...energy(52.3),
		...handedOver(...swapAtThree),
	}),
	reported('first_time', firstTime, firstBattery),
	// Printed without timestamp, actor and station: it happens where the battery is.
	reported('service_retry', between(...swapAtOne), { ...swapped(network), ...handedOver(...swapAtOne) }),
	{
		file: 'activity_report',
		topic: `emit/uxi/attendant/plan/${plan}/activity_report`,
		given: {},
		answer: { topic: `stat/abs/attendant/plan/${plan}/activity`, signals: ['ACTIVITY_RECORDED'] },
		changes: {
			'activity battery_swap_completed at STATION_001 by attendant-001': [
				null,
				'{"activity_data":"{\\"duration\\": 180, \\"customer_satisfaction\\": \\"high\\"}"}',
			],
		},
	},
	{
		file: 'workflow_update',
		topic: `emit/uxi/attendant/plan/${plan}/workflow_update`,
		given: {},
		answer: { topic: `meta/abs/attendant/plan/${plan}/workflow`, signals: ['WORKFLOW_STATE_RECORDED'] },
		changes: {
			'workflow A3 at STATION_001 by attendant-001': [
				null,
				'{"stage_transition":"A2_to_A3","process_status":"completed","performance_metrics":"{\\"duration\\": 300, \\"efficiency\\": 0.95}"}',
			],
		},
	},
];
