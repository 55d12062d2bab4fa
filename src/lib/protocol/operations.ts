/** Names of the agent's operations: the last level of their request topics. */
export type OperationName = keyof typeof operations;

/** Message verbs of the specs, which are also the response patterns: the first level of a topic. */
export type ResponsePattern = 'echo' | 'rtrn' | 'stat' | 'meta';

/** The intermediate answer of a chained operation: received, and the final reply will follow on another topic. */
export interface Acknowledgement {
	readonly topic: string;
	readonly signal: string;
	/** Name under which the specs report the call in `metadata.called`. */
	readonly called: string;
	/** What the specs state of the call in its metadata. */
	readonly flags: Readonly<Record<string, boolean>>;
	readonly absAction: string;
}

/** One operation of the agent as data. `{plan_id}` in a topic stands for the plan. */
export interface Operation {
	readonly name: string;
	readonly requestTopic: string;
	/** `data.action` of the request. */
	readonly action: string;
	readonly acknowledgement: Acknowledgement | null;
	/** Topic of the final reply for trusted accounts; a browser's goes to its Response Topic. */
	readonly replyTopic: string;
	/** `response_pattern` of the final reply. */
	readonly responsePattern: ResponsePattern;
	/** What the final reply appends to the request's correlation id in its payload. */
	readonly idSuffix: string;
	/** A write changes something, so that its correlation id is also its idempotency key. */
	readonly kind: 'read' | 'write';
	/** True if monitors read its reply topic, whoever asked and whichever way. */
	readonly isMonitored?: true;
}

const emit = 'emit/uxi/attendant/plan/{plan_id}';
const call = 'call/uxi/attendant/plan/{plan_id}';
const rtrn = 'rtrn/abs/attendant/plan/{plan_id}';
const echo = 'echo/abs/service/plan/{plan_id}';

/** The agent's operations (seeds/002, whole). Nothing else knows a topic, an action or a suffix. */
export const operations = {
	identify_customer: {
		name: 'identify_customer',
		requestTopic: `${emit}/identify_customer`,
		action: 'IDENTIFY_CUSTOMER',
		acknowledgement: null,
		replyTopic: `${echo}/identify_customer`,
		responsePattern: 'echo',
		idSuffix: '',
		kind: 'read',
	},
	identify_equipment: {
		name: 'identify_equipment',
		requestTopic: `${call}/identify_equipment`,
		action: 'IDENTIFY_RETURNED_EQUIPMENT',
		acknowledgement: {
			topic: `${rtrn}/identify_equipment_response`,
			signal: 'EQUIPMENT_IDENTIFICATION_REQUESTED',
			called: 'identifyReturnedEquipment',
			flags: { equipment_identified: true, fleet_validation_required: true },
			absAction: 'IDENTIFY_EQUIPMENT_ABS',
		},
		replyTopic: `${echo}/identify_equipment`,
		responsePattern: 'echo',
		idSuffix: '_abs_identify_equip',
		kind: 'read',
	},
	validate_customer: {
		name: 'validate_customer',
		requestTopic: `${call}/validate_customer`,
		action: 'VALIDATE_CUSTOMER_STATUS',
		acknowledgement: {
			topic: `${rtrn}/validate_customer_response`,
			signal: 'CUSTOMER_STATUS_VALIDATION_REQUESTED',
			called: 'validateCustomerStatus',
			flags: { customer_validated: true, service_plan_based: true },
			absAction: 'VALIDATE_CUSTOMER_STATUS_ABS',
		},
		replyTopic: `${echo}/validate_customer_status`,
		responsePattern: 'echo',
		idSuffix: '_abs_customer_status',
		kind: 'read',
	},
	validate_payment: {
		name: 'validate_payment',
		requestTopic: `${emit}/validate_payment`,
		action: 'VALIDATE_PAYMENT_STATUS',
		acknowledgement: null,
		replyTopic: `${echo}/validate_payment_status`,
		responsePattern: 'echo',
		idSuffix: '_abs_payment_status',
		kind: 'read',
	},
	validate_equipment_condition: {
		name: 'validate_equipment_condition',
		requestTopic: `${call}/validate_equipment_condition`,
		action: 'VALIDATE_EQUIPMENT_CONDITION',
		acknowledgement: null,
		replyTopic: `${rtrn}/validate_equipment_condition_response`,
		responsePattern: 'rtrn',
		idSuffix: '',
		kind: 'read',
	},
	validate_quota: {
		name: 'validate_quota',
		requestTopic: `${call}/validate_quota`,
		action: 'VALIDATE_SERVICE_QUOTA',
		acknowledgement: {
			topic: `${rtrn}/validate_quota`,
			signal: 'SERVICE_QUOTA_VALIDATION_REQUESTED',
			called: 'validateServiceQuota',
			flags: { quota_validated: true, service_plan_based: true, quota_exhaustion_checked: true },
			absAction: 'VALIDATE_SERVICE_QUOTA_ABS',
		},
		replyTopic: `${echo}/validate_service_quota`,
		responsePattern: 'echo',
		idSuffix: '_abs_quota',
		kind: 'read',
	},
	validate_topup: {
		name: 'validate_topup',
		requestTopic: `${call}/validate_topup`,
		action: 'VALIDATE_TOPUP_PAYMENT',
		acknowledgement: {
			topic: `${rtrn}/validate_topup`,
			signal: 'TOPUP_PAYMENT_VALIDATION_REQUESTED',
			called: 'validateTopupPayment',
			flags: { topup_validated: true, payment_authorization_checked: true },
			absAction: 'VALIDATE_TOPUP_PAYMENT_ABS',
		},
		replyTopic: `${echo}/validate_topup_payment`,
		responsePattern: 'echo',
		idSuffix: '_abs_topup',
		kind: 'read',
	},
	equipment_checkin: {
		name: 'equipment_checkin',
		requestTopic: `${call}/equipment_checkin`,
		action: 'EQUIPMENT_CHECKIN',
		acknowledgement: null,
		replyTopic: `${rtrn}/equipment_checkin_response`,
		responsePattern: 'rtrn',
		idSuffix: '',
		kind: 'write',
	},
	equipment_checkout: {
		name: 'equipment_checkout',
		requestTopic: `${call}/equipment_checkout`,
		action: 'EQUIPMENT_CHECKOUT',
		acknowledgement: null,
		replyTopic: `${rtrn}/equipment_checkout_response`,
		responsePattern: 'rtrn',
		idSuffix: '',
		kind: 'write',
	},
	payment_request: {
		name: 'payment_request',
		requestTopic: `${call}/payment_request`,
		action: 'PROCESS_PAYMENT_REQUEST',
		acknowledgement: null,
		replyTopic: `${rtrn}/payment_request_response`,
		responsePattern: 'rtrn',
		idSuffix: '',
		kind: 'write',
	},
	collect_payment: {
		name: 'collect_payment',
		requestTopic: `${call}/collect_payment`,
		action: 'COLLECT_PAYMENT',
		acknowledgement: null,
		replyTopic: `${rtrn}/collect_payment_response`,
		responsePattern: 'rtrn',
		idSuffix: '',
		kind: 'write',
	},
	payment_and_service: {
		name: 'payment_and_service',
		requestTopic: `${emit}/payment_and_service`,
		action: 'REPORT_PAYMENT_AND_SERVICE_COMPLETION',
		acknowledgement: null,
		replyTopic: `${echo}/payment_and_service`,
		responsePattern: 'echo',
		idSuffix: '',
		kind: 'write',
	},
	activity_report: {
		name: 'activity_report',
		requestTopic: `${emit}/activity_report`,
		action: 'REPORT_ATTENDANT_ACTIVITY',
		acknowledgement: null,
		replyTopic: 'stat/abs/attendant/plan/{plan_id}/activity',
		responsePattern: 'stat',
		idSuffix: '',
		kind: 'write',
		isMonitored: true,
	},
	workflow_update: {
		name: 'workflow_update',
		requestTopic: `${emit}/workflow_update`,
		action: 'UPDATE_WORKFLOW_STATE',
		acknowledgement: null,
		replyTopic: 'meta/abs/attendant/plan/{plan_id}/workflow',
		responsePattern: 'meta',
		idSuffix: '',
		kind: 'write',
		isMonitored: true,
	},
	usage_report: {
		name: 'usage_report',
		requestTopic: 'emit/uxi/billing/plan/{plan_id}/usage_report',
		action: 'REPORT_SERVICE_USAGE_TO_ODOO',
		acknowledgement: null,
		replyTopic: 'echo/odo/billing/plan/{plan_id}/billing_processed',
		responsePattern: 'echo',
		idSuffix: '',
		kind: 'write',
		isMonitored: true,
	},
	/** Phase 0: seeds/002 demands it and leaves its messages open. */
	pre_service_setup: {
		name: 'pre_service_setup',
		requestTopic: `${call}/pre_service_setup`,
		action: 'PRE_SERVICE_SETUP',
		acknowledgement: null,
		replyTopic: `${rtrn}/pre_service_setup_response`,
		responsePattern: 'rtrn',
		idSuffix: '',
		kind: 'write',
	},
} as const satisfies Record<string, Operation>;

/** True if monitors read an operation's reply topic, whoever asked. */
export function isMonitored(operation: OperationName): boolean {
	const row: Operation = operations[operation];
	return row.isMonitored === true;
}

/** True if the text names an operation. */
export function isOperationName(text: string): text is OperationName {
	return Object.hasOwn(operations, text);
}
