/** Messages of seeds/002 exactly as printed, for tests: what they accept and answer is what the spec shows. */

const weekly = 'bss-plan-weekly-freedom-nairobi-v2-plan1';
const attendant = { type: 'attendant', id: 'attendant-001' };
const agent = { type: 'agent', id: 'bss-agent-v2' };

export const specRequests = {
	identify_customer: {
		timestamp: '2025-01-15T09:00:00Z',
		plan_id: weekly,
		correlation_id: 'att-customer-id-001',
		actor: attendant,
		data: {
			action: 'IDENTIFY_CUSTOMER',
			qr_code_data: 'QR_CUSTOMER_TEST_001',
			attendant_station: 'STATION_001',
		},
	},
	identify_equipment: {
		timestamp: '2025-01-15T09:15:00Z',
		plan_id: 'bss-plan-weekly-freedom-nairobi-v2-plan2',
		correlation_id: 'att-equipment-id-001',
		actor: attendant,
		data: {
			action: 'IDENTIFY_RETURNED_EQUIPMENT',
			equipment_id: 'BAT-IDEM-001',
			attendant_station: 'STATION_001',
		},
	},
	validate_customer: {
		timestamp: '2025-01-15T09:25:00Z',
		plan_id: weekly,
		correlation_id: 'att-customer-val-001',
		actor: attendant,
		data: { action: 'VALIDATE_CUSTOMER_STATUS', customer_id: 'customer-test-rider-001' },
	},
	validate_payment: {
		timestamp: '2025-01-15T09:30:00Z',
		plan_id: weekly,
		correlation_id: 'att-payment-val-001',
		actor: attendant,
		data: { action: 'VALIDATE_PAYMENT_STATUS', emergency_wait_approved: false, asset_ready_to_deploy: true },
	},
	validate_quota: {
		timestamp: '2025-01-15T09:50:00Z',
		plan_id: 'service-plan-basic-newest-c',
		correlation_id: 'att-quota-val-001',
		actor: attendant,
		data: { action: 'VALIDATE_SERVICE_QUOTA' },
	},
	payment_and_service: {
		timestamp: '2025-01-19T10:15:00Z',
		plan_id: weekly,
		correlation_id: 'att-txn-20250119-001',
		actor: attendant,
		data: {
			action: 'REPORT_PAYMENT_AND_SERVICE_COMPLETION',
			attendant_station: 'STATION_001',
			payment_data: {
				service_id: 'service-battery-swap-nairobi',
				payment_amount: 500,
				payment_reference: 'MPESA-TXN-123456789',
				payment_method: 'MPESA',
				payment_type: 'TOP_UP',
			},
			service_data: {
				old_battery_id: 'BAT_OLD_001',
				new_battery_id: 'BAT_NEW_002',
				energy_transferred: 45.5,
				service_duration: 240,
			},
		},
	},
	validate_equipment_condition: {
		timestamp: '2025-01-15T09:40:00Z',
		plan_id: weekly,
		correlation_id: 'att-condition-val-001',
		actor: attendant,
		data: {
			action: 'VALIDATE_EQUIPMENT_CONDITION',
			equipment_id: 'BAT_RETURN_ATT_001',
			damage_assessment_required: false,
		},
	},
	validate_topup: {
		timestamp: '2025-01-15T09:55:00Z',
		plan_id: 'service-plan-basic-newest-c',
		correlation_id: 'att-topup-val-001',
		actor: attendant,
		data: { action: 'VALIDATE_TOPUP_PAYMENT', topup_required: true, topup_amount: 50.0 },
	},
	equipment_checkin: {
		timestamp: '2025-01-15T10:05:00Z',
		plan_id: weekly,
		correlation_id: 'att-checkin-001',
		actor: attendant,
		data: { action: 'EQUIPMENT_CHECKIN', equipment_id: 'BAT_RETURN_ATT_001', condition_accepted: true },
	},
	equipment_checkout: {
		timestamp: '2025-01-15T10:15:00Z',
		plan_id: weekly,
		correlation_id: 'att-checkout-energy-001',
		actor: attendant,
		data: {
			action: 'EQUIPMENT_CHECKOUT',
			replacement_equipment_id: 'BAT_NEW_ATT_002',
			energy_transferred: 45.5,
			service_duration: 240,
		},
	},
	payment_request: {
		timestamp: '2025-01-15T10:20:00Z',
		plan_id: weekly,
		correlation_id: 'att-payment-req-001',
		actor: attendant,
		data: { action: 'PROCESS_PAYMENT_REQUEST', payment_amount: 100.0, partial_service_attempted: false },
	},
	collect_payment: {
		timestamp: '2025-01-15T10:30:00Z',
		plan_id: weekly,
		correlation_id: 'att-payment-collect-001',
		actor: attendant,
		data: {
			action: 'COLLECT_PAYMENT',
			payment_method: 'mobile_money',
			offline_mode: false,
			cached_data_available: true,
			mqtt_connectivity_available: true,
		},
	},
	activity_report: {
		timestamp: '2025-01-15T10:40:00Z',
		plan_id: weekly,
		correlation_id: 'att-activity-001',
		actor: attendant,
		data: {
			action: 'REPORT_ATTENDANT_ACTIVITY',
			activity_type: 'battery_swap_completed',
			activity_data: '{"duration": 180, "customer_satisfaction": "high"}',
			attendant_station: 'STATION_001',
		},
	},
	workflow_update: {
		timestamp: '2025-01-15T10:50:00Z',
		plan_id: weekly,
		correlation_id: 'att-workflow-001',
		actor: attendant,
		data: {
			action: 'UPDATE_WORKFLOW_STATE',
			workflow_stage: 'A3',
			stage_transition: 'A2_to_A3',
			process_status: 'completed',
			performance_metrics: '{"duration": 300, "efficiency": 0.95}',
		},
	},
	usage_report: {
		timestamp: '2025-01-15T11:05:00Z',
		plan_id: weekly,
		correlation_id: 'att-usage-report-001',
		actor: attendant,
		data: {
			action: 'REPORT_SERVICE_USAGE_TO_ODOO',
			usage_type: 'battery_swap_completed',
			service_completion_details: {
				old_battery_id: 'BAT_RETURN_ATT_001',
				new_battery_id: 'BAT_NEW_ATT_001',
				energy_transferred: 48.5,
				service_duration: 240,
				attendant_station: 'STATION_001',
			},
		},
	},
	/** Not in seeds/002, which leaves the messages of Phase 0 open. */
	pre_service_setup: {
		timestamp: '2025-01-15T08:00:00Z',
		plan_id: weekly,
		correlation_id: 'att-setup-001',
		actor: attendant,
		data: { action: 'PRE_SERVICE_SETUP' },
	},
} as const;

/** The retry after a service that failed: printed without timestamp and actor. */
export const specServiceRetry = {
	plan_id: weekly,
	correlation_id: 'att-txn-20250119-001_service',
	data: {
		action: 'REPORT_PAYMENT_AND_SERVICE_COMPLETION',
		service_data: { old_battery_id: 'BAT_OLD_001', new_battery_id: 'BAT_NEW_002' },
	},
} as const;

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
