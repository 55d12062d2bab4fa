/** Answers of seeds/002 exactly as printed, for tests. */

const weekly = 'bss-plan-weekly-freedom-nairobi-v2-plan1';
const agent = { type: 'agent', id: 'bss-agent-v2' };

/** Metadata of successes, as printed. */
export const specMetadata = {
	identify_customer: {
		customer_id: 'customer-002',
		identification_method: 'QR_CODE',
		service_plan_data: {
			servicePlanId: weekly,
			customerId: 'customer-002',
			status: 'ACTIVE',
			serviceState: 'BATTERY_RETURNED',
			paymentState: 'CURRENT',
			serviceAccountId: 'SA_1760257691533_nguwif9',
			serviceStates: [
				{
					service_id: 'svc-battery-fleet-kenya-premium',
					used: 2,
					quota: 100000000,
					current_asset: 'BAT_NEW_ATT_002',
				},
				{ service_id: 'svc-swap-network-kenya', used: 0, quota: 100000000, current_asset: null },
			],
			quotaUsed: 2,
			quotaLimit: 200000000,
			templateId: 'bss-template-weekly-freedom-nairobi-v2',
		},
	},
	identify_equipment: {
		equipment_belongs_to_user: true,
		equipment_id: 'BAT-IDEM-001',
		matching_service: {
			service_id: 'svc-battery-fleet-kenya-premium',
			used: 3,
			quota: 100000000,
			current_asset: 'BAT-IDEM-001',
		},
		all_current_assets: ['BAT-IDEM-001'],
		total_services_checked: 2,
		identification_method: 'service_state_current_asset_match',
	},
	validate_customer: {
		customer_is_active: true,
		customer_is_inactive: false,
		status_reason: 'ACTIVE',
		customer_id: 'customer-002',
	},
	validate_payment: { payment_status_reason: 'PAYMENT_CURRENT' },
	validate_quota: {
		quota_exhausted: false,
		quota_used: 95,
		quota_limit: 120,
		quota_available: 25,
		quota_percentage: 79.16666666666666,
		service_quota_details: [
			{ service_id: 'svc-swap-station-latest-a', used: 0, quota: 50, available: 50, exhausted: false },
			{ service_id: 'svc-battery-fleet-latest-a', used: 95, quota: 70, available: -25, exhausted: true },
		],
		quota_calculation: {
			total_services: 2,
			services_exhausted: 1,
			calculation_method: 'aggregate_from_service_states',
		},
	},
	validate_topup: {
		topup_required: false,
		topup_amount: 50,
		payment_authorized: true,
		payment_state: 'INITIAL',
		service_state: 'BATTERY_ISSUED',
		topup_calculation: {
			states_checked: ['RENEWAL_DUE', 'DEPOSIT_DUE', 'FINAL_DUE'],
			quota_check: { used: 95, limit: 120, exhausted: false },
			amount_source: 'request_provided',
		},
	},
	payment_and_service: {
		called: 'reportPaymentAndServiceCompletion',
		timestamp: '2025-01-19T10:15:00Z',
		payment_processed: true,
		service_completed: true,
		quota_updated: true,
		service_states_updated: true,
		processing_order: 'payment_first_then_service',
		processing_method: 'direct_function_calls',
		payment_details: {
			service_id: 'service-battery-swap-nairobi',
			payment_amount: 500,
			additional_quota: 10,
			quota_before: 5,
			quota_after: 15,
		},
		service_details: { new_battery_id: 'BAT_NEW_002', old_battery_id: 'BAT_OLD_001', quota_consumed: 1 },
		correlation_id: 'att-txn-20250119-001',
		note: 'Payment increased quota, then service consumed quota',
	},
} as const;

/** The acknowledgement of validate_quota, as printed, with one instant throughout. */
export const specQuotaAcknowledgement = {
	timestamp: '2025-10-23T07:47:33.071Z',
	plan_id: 'service-plan-basic-newest-c',
	correlation_id: 'att-quota-val-001',
	actor: agent,
	request_topic: 'call/uxi/attendant/plan/service-plan-basic-newest-c/validate_quota',
	data: {
		plan_id: 'service-plan-basic-newest-c',
		success: true,
		signals: ['SERVICE_QUOTA_VALIDATION_REQUESTED'],
		metadata: {
			called: 'validateServiceQuota',
			timestamp: '2025-10-23T07:47:33.071Z',
			quota_validated: true,
			service_plan_based: true,
			quota_exhaustion_checked: true,
			abs_integration: true,
			abs_action: 'VALIDATE_SERVICE_QUOTA_ABS',
			call_topic: 'emit/abs/service/plan/service-plan-basic-newest-c/validate_service_quota',
			return_topic: 'abs/service/plan/service-plan-basic-newest-c/validate_service_quota/response',
			timeout_seconds: 15,
			retry_attempts: 3,
			retry_backoff: [3, 8, 15],
			pattern: 'call/rtrn',
			mqtt_delivered: true,
			correlation_id: 'att-quota-val-001',
		},
		timestamp: '2025-10-23T07:47:33.071Z',
		fsmInputs: [],
	},
} as const;

/** The final reply of validate_customer, as printed, with one instant throughout. */
export const specCustomerStatusReply = {
	timestamp: '2025-11-14T11:17:14.176Z',
	plan_id: weekly,
	correlation_id: 'att-customer-val-001_abs_customer_status',
	actor: agent,
	data: {
		plan_id: weekly,
		success: true,
		signals: ['CUSTOMER_STATUS_ACTIVE'],
		metadata: specMetadata.validate_customer,
		timestamp: '2025-11-14T11:17:14.176Z',
	},
} as const;
