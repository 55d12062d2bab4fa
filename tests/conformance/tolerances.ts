import type { Tolerance } from './compare.ts';
import { secondPlan, weeklyPlan } from './spec_plans.ts';

const anInstant = (value: unknown) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(value));
const aPaymentAction = (value: unknown) => /^payment_action_\d{13}_\w+$/.test(String(value));
const aServiceAction = (value: unknown) => /^service_action_\d{13}_\w+$/.test(String(value));

const instants: Tolerance[] = [
	'payload.timestamp',
	'payload.data.timestamp',
	'payload.metadata.timestamp',
	'payload.data.metadata.timestamp',
	'payload.data.metadata.agent_state_update.last_activity',
].map((path) => ({ of: 'all', path, answered: anInstant, why: 'A time: when it is answered, in milliseconds' }));

const ruledIds: Tolerance[] = [
	['identify_customer', 'payload.correlation_id', 'att-customer-id-001'],
	['identify_equipment', 'payload.correlation_id', 'att-equipment-id-001_abs_identify_equip'],
	['identify_equipment', 'correlationData', 'att-equipment-id-001'],
	['validate_customer', 'correlationData', 'att-customer-val-001'],
	['validate_payment', 'correlationData', 'att-payment-val-001'],
	['validate_topup', 'payload.correlation_id', 'att-topup-val-001_abs_topup'],
].map(([name = '', path = '', answered]) => ({
	of: [name],
	path,
	answered,
	why: 'Ruled: the payload has the request’s id with the suffix of its operation, Correlation Data the request’s own; the printed ones are of other requests or differ from what the printed clients look for',
}));

const shortAcknowledgement: Tolerance[] = Object.entries({
	'payload.plan_id': secondPlan.planId,
	'payload.success': true,
	'payload.fsmInputs': [],
	'payload.metadata.called': 'identifyReturnedEquipment',
	'payload.metadata.abs_integration': true,
	'payload.metadata.abs_action': 'IDENTIFY_EQUIPMENT_ABS',
	'payload.metadata.call_topic': `emit/abs/service/plan/${secondPlan.planId}/identify_equipment`,
	'payload.metadata.return_topic': `abs/service/plan/${secondPlan.planId}/identify_equipment/response`,
	'payload.metadata.timeout_seconds': 15,
	'payload.metadata.retry_attempts': 3,
	'payload.metadata.retry_backoff': [3, 8, 15],
	'payload.metadata.mqtt_delivered': true,
	'payload.metadata.correlation_id': 'att-equipment-id-001',
}).map(([path, answered]) => ({
	of: ['identify_equipment acknowledgement'],
	path,
	answered,
	why: 'Printed in short: the whole form is the one printed for validate_quota',
}));

const shortErrors: Tolerance[] = [
	...['payload.plan_id', 'payload.success'].map((path) => ({
		of: ['PAYMENT_AMOUNT_INVALID', 'SERVICE_PLAN_ID_MISSING'],
		path,
		answered: path === 'payload.success' ? false : weeklyPlan.planId,
		why: 'Printed in short: the whole form is the one printed for INVALID_REQUEST',
	})),
	{
		of: ['PAYMENT_AMOUNT_INVALID', 'SERVICE_PLAN_ID_MISSING'],
		path: 'payload.metadata.called',
		answered: 'reportPaymentAndServiceCompletion',
		why: 'Printed in short: the whole form is the one printed for INVALID_REQUEST',
	},
];

/** What is answered otherwise than seeds/002 prints it, and why. Whatever is not in this table has to be as printed. */
export const tolerances: readonly Tolerance[] = [
	...instants,
	{ of: 'all', path: 'qos', answered: 1, why: 'Ruled: QoS 1 both ways, so that a lost answer is sent again' },
	...ruledIds,
	...shortAcknowledgement,
	...shortErrors,
	{
		of: ['payment_and_service'],
		path: 'payload.metadata.payment_action_id',
		answered: aPaymentAction,
		why: 'Additional: the id of the PaymentAction record that «Database Updates» describes',
	},
	{
		of: ['payment_and_service'],
		path: 'payload.metadata.service_action_id',
		answered: aServiceAction,
		why: 'Additional: the id of the ServiceAction record that «Database Updates» describes',
	},
];
