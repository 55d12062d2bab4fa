/** Messages of seeds/002 exactly as printed, for tests: what they accept and answer is what the spec shows. */

const weekly = 'bss-plan-weekly-freedom-nairobi-v2-plan1';
const attendant = { type: 'attendant', id: 'attendant-001' };

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
