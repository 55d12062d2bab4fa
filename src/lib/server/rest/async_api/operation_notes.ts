import type { OperationName } from '#lib/protocol/operations.ts';

/** Phases of the workflow, in their order (seeds/002). */
export const phases = {
	setup: 'Phase 0: before service',
	identification: 'A1: identification',
	validation: 'A2: validation',
	transaction: 'A3: transaction',
	reporting: 'A4: reporting and billing',
} as const;

/** What a person needs to know of an operation beside its schemas. */
interface OperationNote {
	readonly phase: keyof typeof phases;
	readonly title: string;
	readonly summary: string;
	/** True if a person’s request is refused: people do this in a swap session (docs/decisions/0012). */
	readonly servicesOnly?: true;
	/** The signals of its own answers by what they mean, the usual one first; every refusal adds its code. */
	readonly signals: Readonly<Record<string, string>>;
	/** Inputs that its success gives the plan's state machines. */
	readonly fsmInputs?: readonly string[];
	/** Values in the example of its reply that differ from those of the field notes. */
	readonly replyExample?: Readonly<Record<string, unknown>>;
}

/** Title, meaning and signals of each operation; an operation without a line does not compile. */
export const operationNotes: Readonly<Record<OperationName, OperationNote>> = {
	pre_service_setup: {
		phase: 'setup',
		title: 'Prepare a plan for service',
		summary:
			'Syncs the subscription with Odoo and initialises the service states. A plan without it is answered CUSTOMER_INACTIVE. Repeating it changes nothing.',
		servicesOnly: true,
		signals: {
			PRE_SERVICE_SETUP_COMPLETED: 'The plan is ready for service',
			OPERATION_PENDING: 'Asked again while Odoo has yet to answer; the reply comes by itself',
		},
		replyExample: {
			service_state: 'WAIT_BATTERY_ISSUE',
			payment_state: 'DEPOSIT_DUE',
			service_states: [{ service_id: 'service-battery-swap-nairobi', used: 0, quota: 0, current_asset: null }],
			amount_due: 500,
		},
	},
	identify_customer: {
		phase: 'identification',
		title: 'Identify a customer',
		summary: 'Finds the plan behind a customer’s QR code, with its states and quota.',
		signals: {
			CUSTOMER_IDENTIFIED_SUCCESS: 'The plan is in the metadata',
			CUSTOMER_NOT_FOUND: 'No plan has this code, or not the plan of the topic',
			CUSTOMER_IDENTIFICATION_DATA_MISSING: '`qr_code_data` is missing or empty',
		},
	},
	identify_equipment: {
		phase: 'identification',
		title: 'Identify a returned battery',
		summary: 'Says whether a battery is one that the customer holds.',
		signals: {
			EQUIPMENT_BELONGS_TO_USER: 'The customer holds it',
			EQUIPMENT_DOES_NOT_BELONG: 'The customer does not hold it',
			EQUIPMENT_ID_MISSING: '`equipment_id` is missing or empty',
		},
		replyExample: { identification_method: 'service_state_current_asset_match' },
	},
	validate_customer: {
		phase: 'validation',
		title: 'Validate a customer’s standing',
		summary: 'Says whether the customer may be served at all.',
		signals: {
			CUSTOMER_STATUS_ACTIVE: 'May be served',
			CUSTOMER_STATUS_INACTIVE: 'May not be served',
			CUSTOMER_INACTIVE: 'The plan has not been through Phase 0',
		},
	},
	validate_payment: {
		phase: 'validation',
		title: 'Validate the payment state',
		summary: 'Says whether the plan is paid for.',
		signals: {
			PAYMENT_STATUS_GOOD: 'Paid; service may go on',
			PAYMENT_STATUS_REQUIRES_PAYMENT: 'A payment is due first',
			PAYMENT_STATUS_BLOCKED: 'Overdue; service is blocked',
		},
	},
	validate_equipment_condition: {
		phase: 'validation',
		title: 'Validate a battery’s condition',
		summary: 'Judges whether a returned battery may go back into the rack.',
		signals: {
			EQUIPMENT_CONDITION_ACCEPTED: 'It may be checked in',
			EQUIPMENT_CONDITION_REJECTED: 'It may not, `condition_reason` says why',
			EQUIPMENT_ID_MISSING: '`equipment_id` is missing or empty',
		},
	},
	validate_quota: {
		phase: 'validation',
		title: 'Validate the quota',
		summary: 'Says what is left of the plan’s quota, as a whole and per service. A swap is decided per service.',
		signals: { QUOTA_AVAILABLE: 'Some is left as a whole', QUOTA_EXHAUSTED: 'Nothing is left as a whole' },
	},
	validate_topup: {
		phase: 'validation',
		title: 'Validate a top-up',
		summary: 'Says whether the plan needs a top-up, how much, and whether it is authorised.',
		signals: {
			TOPUP_PAYMENT_NOT_REQUIRED: 'The quota is sufficient',
			TOPUP_PAYMENT_REQUIRED: 'A top-up is needed first',
			TOPUP_PAYMENT_AUTHORIZED: 'The top-up may go on',
			TOPUP_PAYMENT_DECLINED: 'The top-up is not authorised',
		},
	},
	equipment_checkin: {
		phase: 'transaction',
		title: 'Check a battery in',
		servicesOnly: true,
		summary: 'Takes the returned battery back into the station’s rack.',
		signals: {
			EQUIPMENT_CHECKED_IN: 'It is in the rack',
			EQUIPMENT_ID_MISSING: '`equipment_id` is missing or empty',
		},
		fsmInputs: ['BATTERY_RETURNED'],
		replyExample: { service_state: 'BATTERY_RETURNED' },
	},
	equipment_checkout: {
		phase: 'transaction',
		title: 'Check a battery out',
		servicesOnly: true,
		summary: 'Hands a battery to the customer and uses up quota: one swap, and the energy where it is given.',
		signals: {
			EQUIPMENT_CHECKED_OUT: 'The customer holds it',
			EQUIPMENT_ID_MISSING: '`replacement_equipment_id` is missing or empty',
		},
		fsmInputs: ['BATTERY_ISSUED'],
	},
	payment_request: {
		phase: 'transaction',
		title: 'Ask for a payment',
		servicesOnly: true,
		summary: 'Records that a payment is asked for; `collect_payment` settles it.',
		signals: {
			PAYMENT_REQUEST_CREATED: 'It waits to be collected',
			PAYMENT_AMOUNT_INVALID: '`payment_amount` is not more than 0',
		},
	},
	collect_payment: {
		phase: 'transaction',
		title: 'Collect a payment',
		servicesOnly: true,
		summary: 'Records a payment: it settles the open request, moves the payment cycle or tops up quota.',
		signals: {
			PAYMENT_COLLECTED: 'It is in the ledger',
			PAYMENT_AMOUNT_INVALID: '`payment_amount` is not more than 0',
		},
	},
	payment_and_service: {
		phase: 'transaction',
		title: 'Report payment and service',
		summary:
			'Payment first, then service, in one transaction: the payment credits quota, the service debits it, the batteries change hands. At least one of `payment_data` and `service_data` is required.',
		signals: {
			PAYMENT_AND_SERVICE_COMPLETED: 'All of it took effect',
			INVALID_REQUEST: 'Neither payment nor service, or a field is wrong',
			PAYMENT_AMOUNT_INVALID: '`payment_amount` is not more than 0, or has no coin',
			PAYMENT_SERVICE_ID_MISSING: '`payment_data.service_id` is missing',
			PAYMENT_REFERENCE_MISSING: '`payment_data.payment_reference` is missing',
			NEW_BATTERY_ID_MISSING: '`service_data.new_battery_id` is missing',
			PAYMENT_PROCESSING_FAILED: 'The payment was refused; the code beside it says why',
			SERVICE_COMPLETION_FAILED: 'The service was refused; the code beside it says why',
			CUSTOMER_INACTIVE: 'The plan may not be served',
			PAYMENT_OVERDUE: 'The plan is overdue',
			QUOTA_EXHAUSTED: 'No quota is left for the service',
		},
		fsmInputs: [],
	},
	activity_report: {
		phase: 'reporting',
		title: 'Report an activity',
		summary: 'Stores what an attendant did, shows it to managers and tells monitors on `stat/…`.',
		signals: { ACTIVITY_RECORDED: 'It is stored' },
	},
	workflow_update: {
		phase: 'reporting',
		title: 'Update the workflow state',
		summary: 'Stores how far the workflow is, shows it to managers and tells monitors on `meta/…`.',
		signals: { WORKFLOW_STATE_RECORDED: 'It is stored' },
	},
	usage_report: {
		phase: 'reporting',
		title: 'Report usage to Odoo',
		summary:
			'Passes a completed service on to Odoo for billing; the reply comes once Odoo has answered. A swap in a session is billed by the session.',
		servicesOnly: true,
		signals: {
			BILLING_PROCESSED: 'Odoo has it',
			BILLING_FAILED: 'Odoo did not take it; it may be sent again under the same id',
			OPERATION_PENDING: 'Asked again while Odoo has yet to answer; the reply comes by itself',
			NEW_BATTERY_ID_MISSING: '`service_completion_details.new_battery_id` is missing',
		},
	},
};
