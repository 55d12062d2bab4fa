import { describe, expect, test } from 'vitest';
import type { OperationName } from '#lib/protocol/operations.ts';
import { ask } from './ask.ts';
import { changesOf, readFigures } from './effects.ts';
import { given, withServiceOf, type Given } from './given.ts';
import { ridingPlan, signedPlan, weeklyPlan } from './spec_plans.ts';
import { useWorld } from './world.ts';

const world = useWorld();

interface Refused {
	readonly because: string;
	readonly given?: Given;
	readonly operation: OperationName;
	readonly data: Readonly<Record<string, unknown>>;
	readonly signals: readonly string[];
	readonly metadata?: Readonly<Record<string, unknown>>;
	/** What is told though the question was answered. */
	readonly success?: true;
}

const payment = {
	service_id: 'service-battery-swap-nairobi',
	payment_amount: 500,
	payment_reference: 'MPESA-TXN-1',
	payment_method: 'MPESA',
};
const service = { old_battery_id: 'BAT_OLD_001', new_battery_id: 'BAT_NEW_002' };
const swap: Given = { plan: ridingPlan, holders: { BAT_OLD_001: 'rider', BAT_NEW_002: 'STATION_001' } };
const report = (data: object) => ({ operation: 'payment_and_service', data: { ...data } }) as const;
const checkout = { operation: 'equipment_checkout', data: { replacement_equipment_id: 'BAT_NEW_002' } } as const;
const rack: Given['holders'] = { BAT_NEW_002: 'STATION_001' };
const spent = withServiceOf(weeklyPlan, 'svc-swap-network-kenya', { usedMilli: 5000, quotaMilli: 5000 });
const allSpent = {
	...weeklyPlan,
	services: weeklyPlan.services.map((one) => ({ ...one, usedMilli: 1000, quotaMilli: 1000 })),
};

function missing(code: string, step: string, data: object): Refused {
	return {
		because: code,
		...report(data),
		signals: [code],
		metadata: {
			called: 'reportPaymentAndServiceCompletion',
			validation_failed: true,
			failed_step: step,
			failed_check: code,
		},
	};
}

/** The errors of seeds/002 beside those whose answers are printed. */
const refusals: readonly Refused[] = [
	missing('PAYMENT_SERVICE_ID_MISSING', 'payment_validation', { payment_data: { ...payment, service_id: undefined } }),
	missing('PAYMENT_AMOUNT_INVALID', 'payment_validation', { payment_data: { ...payment, payment_amount: -5 } }),
	missing('PAYMENT_AMOUNT_INVALID', 'payment_validation', { payment_data: { ...payment, payment_amount: '500' } }),
	missing('PAYMENT_REFERENCE_MISSING', 'payment_validation', {
		payment_data: { ...payment, payment_reference: undefined },
	}),
	missing('PAYMENT_REFERENCE_MISSING', 'payment_validation', { payment_data: { ...payment, payment_reference: '' } }),
	missing('NEW_BATTERY_ID_MISSING', 'service_validation', { service_data: { old_battery_id: 'BAT_OLD_001' } }),
	{
		because: 'the plan does not have the service that is paid for',
		...report({ payment_data: { ...payment, service_id: 'svc-of-another-plan' } }),
		signals: ['PAYMENT_PROCESSING_FAILED', 'SERVICE_NOT_ON_PLAN'],
		metadata: { called: 'reportPaymentAndServiceCompletion', reason: 'SERVICE_NOT_ON_PLAN' },
	},
	{
		because: 'no price turns the payment into quota',
		...report({ payment_data: { ...payment, service_id: 'svc-swap-network-kenya' } }),
		signals: ['PAYMENT_PROCESSING_FAILED', 'QUOTA_UPDATE_FAILED', 'RATE_MISSING'],
	},
	{
		because: 'the new battery is nowhere, though the payment is good',
		given: swap,
		...report({ payment_data: payment, service_data: { ...service, new_battery_id: 'BAT_NOWHERE' } }),
		signals: ['SERVICE_COMPLETION_FAILED', 'BATTERY_UNKNOWN'],
	},
	{
		because: 'the old battery is not the rider’s',
		given: { ...swap, holders: { BAT_OLD_001: 'STATION_001', BAT_NEW_002: 'STATION_001' } },
		...report({ service_data: service }),
		signals: ['SERVICE_COMPLETION_FAILED', 'BATTERY_MISMATCH'],
	},
	{
		because: 'no code was scanned',
		operation: 'identify_customer',
		data: {},
		signals: ['CUSTOMER_IDENTIFICATION_DATA_MISSING'],
	},
	...(['identify_equipment', 'validate_equipment_condition', 'equipment_checkin', 'equipment_checkout'] as const).map(
		(operation) => ({ because: 'no battery was scanned', operation, data: {}, signals: ['EQUIPMENT_ID_MISSING'] }),
	),
	{
		because: 'the battery is not the customer’s',
		operation: 'identify_equipment',
		data: { equipment_id: 'BAT_NEW_002' },
		given: { holders: rack },
		signals: ['EQUIPMENT_DOES_NOT_BELONG'],
		metadata: { equipment_belongs_to_user: false, matching_service: null },
	},
	{
		because: 'Phase 0 was not completed',
		given: { plan: signedPlan },
		operation: 'validate_customer',
		data: {},
		signals: ['CUSTOMER_STATUS_INACTIVE', 'CUSTOMER_INACTIVE'],
		metadata: { customer_is_active: false, customer_is_inactive: true, status_reason: 'INACTIVE' },
	},
	{
		because: 'Phase 0 was not completed',
		given: { plan: signedPlan, holders: rack },
		...checkout,
		signals: ['CUSTOMER_INACTIVE'],
	},
	{
		because: 'Phase 0 was not completed',
		given: { plan: signedPlan, holders: rack },
		...report({ service_data: { new_battery_id: 'BAT_NEW_002' } }),
		signals: ['CUSTOMER_INACTIVE'],
	},
	{
		because: 'the plan is suspended',
		given: { plan: { ...weeklyPlan, status: 'SUSPENDED' } },
		operation: 'validate_customer',
		data: {},
		success: true,
		signals: ['CUSTOMER_STATUS_INACTIVE'],
		metadata: { customer_is_active: false, status_reason: 'INACTIVE' },
	},
	{
		because: 'nothing is left of any service',
		given: { plan: allSpent },
		operation: 'validate_quota',
		data: {},
		success: true,
		signals: ['QUOTA_EXHAUSTED'],
		metadata: { quota_exhausted: true, quota_available: 0 },
	},
	{
		because: 'no swap is left',
		given: { plan: spent, holders: rack },
		...checkout,
		signals: ['EQUIPMENT_CHECKOUT_FAILED', 'QUOTA_EXHAUSTED'],
	},
	{
		because: 'no swap is left',
		given: { ...swap, plan: { ...spent, serviceState: 'BATTERY_ISSUED' } },
		...report({ service_data: service }),
		signals: ['SERVICE_COMPLETION_FAILED', 'QUOTA_EXHAUSTED'],
	},
	{
		because: 'the payment is overdue',
		given: { plan: { ...weeklyPlan, paymentState: 'OVERDUE' } },
		operation: 'validate_payment',
		data: {},
		success: true,
		signals: ['PAYMENT_STATUS_BLOCKED'],
		metadata: { payment_status_reason: 'PAYMENT_OVERDUE' },
	},
	{
		because: 'the payment is overdue',
		given: { plan: { ...weeklyPlan, paymentState: 'OVERDUE' }, holders: rack },
		...checkout,
		signals: ['PAYMENT_OVERDUE'],
	},
	{
		because: 'the payment is overdue',
		given: { ...swap, plan: { ...ridingPlan, paymentState: 'OVERDUE' } },
		...report({ service_data: service }),
		signals: ['PAYMENT_OVERDUE'],
	},
];

describe.each(refusals)('given that $because, when $operation is asked', (refused) => {
	test(`then it says ${refused.signals.join(' ')} and changes nothing`, async () => {
		await given(world(), refused.given ?? {});
		const before = await readFigures(world());
		const data = await ask(world(), refused.operation, { correlationId: 'refused', data: refused.data });
		expect(data).toMatchObject({ success: refused.success ?? false, signals: refused.signals });
		if (refused.metadata) expect(data.metadata).toMatchObject(refused.metadata);
		expect(changesOf(before, await readFigures(world()))).toEqual({});
	});
});
