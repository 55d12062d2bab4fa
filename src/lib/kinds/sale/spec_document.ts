/** The document that seeds/000 §1 prints for a rider's registration, at its fifth step, for tests. */
export const completeSaleDocument = {
	session_id: 'sales-sess-abc123-def456',
	session_type: 'SALES_REGISTRATION',
	version: 3,
	created_at: '2025-12-09T10:30:00.000Z',
	updated_at: '2025-12-09T10:45:30.000Z',
	expires_at: '2025-12-10T10:30:00.000Z',

	device_info: {
		device_id: 'device-uuid-12345',
		app_version: '1.2.3',
		platform: 'ios',
		locale: 'en',
	},

	actor: {
		type: 'salesperson',
		id: 'emp-456',
		name: 'John Doe',
		station: 'STATION_001',
		company_id: 1,
	},

	flow_state: {
		current_step: 5,
		max_step_reached: 5,
		total_steps: 7,
		steps_completed: [1, 2, 3, 4],
		step_statuses: {
			'1': { status: 'completed', completed_at: '2025-12-09T10:32:00.000Z' },
			'2': { status: 'completed', completed_at: '2025-12-09T10:34:00.000Z' },
			'3': { status: 'completed', completed_at: '2025-12-09T10:36:00.000Z' },
			'4': { status: 'completed', completed_at: '2025-12-09T10:38:00.000Z' },
			'5': { status: 'in_progress', started_at: '2025-12-09T10:38:00.000Z' },
			'6': { status: 'pending' },
			'7': { status: 'pending' },
		},
	},

	customer_data: {
		form_data: {
			first_name: 'Jane',
			last_name: 'Smith',
			phone: '254712345678',
			email: 'jane.smith@example.com',
			street: '123 Main Street',
			city: 'Nairobi',
			zip: '00100',
		},
		form_validated: true,
		form_errors: {},
	},

	registration_result: {
		customer_id: 12345,
		partner_id: 67890,
		customer_session_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...',
		registered_at: '2025-12-09T10:32:00.000Z',
	},

	package_selection: {
		selected_package_id: 'pkg-101',
		package_details: {
			odoo_package_id: 101,
			name: 'E-Bike Standard Package',
			price: 15000,
			currency: 'KES',
			currency_symbol: 'KES',
			components: [
				{
					id: 201,
					name: 'E-Bike Model A',
					type: 'main_service',
					price_unit: 12000,
					quantity: 1,
				},
				{
					id: 202,
					name: 'Battery Swap Privilege',
					type: 'battery_swap',
					price_unit: 3000,
					quantity: 1,
				},
			],
		},
		selected_at: '2025-12-09T10:34:00.000Z',
	},

	plan_selection: {
		selected_plan_id: 'plan-301',
		plan_details: {
			odoo_product_id: 301,
			name: 'Monthly Subscription',
			price: 500,
			period: 'monthly',
			currency: 'KES',
			currency_symbol: 'KES',
		},
		selected_at: '2025-12-09T10:36:00.000Z',
	},

	subscription_data: {
		id: 5001,
		subscription_code: 'SUB-8847-KE',
		status: 'draft',
		product_name: 'Monthly Subscription',
		price_at_signup: 500,
		currency: 'KES',
		currency_symbol: 'KES',
		created_at: '2025-12-09T10:38:00.000Z',
	},

	order_data: {
		order_id: 7001,
		sale_order_name: 'SO/2025/0001',
		total_amount: 15500,
		currency: 'KES',
		created_at: '2025-12-09T10:38:00.000Z',
	},

	payment_state: {
		payment_initiated: true,
		payment_confirmed: false,
		payment_input_mode: 'manual',
		stk_push_sent: true,
		stk_push_response: {
			transaction_id: 'txn-abc123',
			checkout_request_id: 'ws_CO_123456789',
			merchant_request_id: 'mrq-987654',
			instructions: 'Check your phone for M-Pesa prompt',
		},
		payment_request: {
			order_id: 7001,
			amount_required: 15500,
			description: 'E-Bike Standard Package + Monthly Subscription',
		},
		payment_confirmation: null,
		amount_expected: 15500,
		amount_paid: 0,
		amount_remaining: 15500,
		payment_incomplete: false,
		manual_payment_id: '',
		confirmed_subscription_code: null,
		payment_reference: null,
	},

	battery_assignment: {
		scanned_battery_pending: null,
		assigned_battery: null,
		ble_connection_state: {
			is_scanning: false,
			is_connecting: false,
			is_reading_energy: false,
			connected_device: null,
			detected_devices: [],
			connection_progress: 0,
			error: null,
		},
	},

	service_completion: {
		is_completing_service: false,
		service_completion_error: null,
		mqtt_correlation_id: null,
		service_completed_at: null,
	},

	completion_data: {
		registration_id: null,
		completed_at: null,
		receipt_data: null,
	},

	metadata: {
		last_action: 'PAYMENT_INITIATED',
		last_action_at: '2025-12-09T10:38:30.000Z',
		error_count: 0,
		retry_count: 0,
		session_duration_seconds: 930,
	},
} as const;
