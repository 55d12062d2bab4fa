import { afterEach, beforeEach } from 'vitest';
import { startOdooSandbox, type OdooSandbox } from '#lib/server/demo/odoo_sandbox/odoo_sandbox.ts';
import { readEnv } from '#lib/server/env.ts';
import { createOdooErp } from '#lib/server/gateways/odoo/odoo_erp.ts';
import type { Erp, ErpPaymentTask, ErpSubscriptionTask, ErpUsageTask } from '#lib/server/ports_erp.ts';

/** Both interfaces of Odoo; every test of the suite runs over each. */
export const interfaces = ['jsonrpc', 'json2'] as const;

export const apiKey = '6578616d706c65206a736f6e20617069206b6579';
const login = { database: 'operator', login: 'pitlane', apiKey };

const customer = { id: 'customer-12345', name: 'Jane Smith', phone: '254700000001', email: 'jane@rider.example' };

export const subscription: ErpSubscriptionTask = {
	type: 'subscription',
	planId: 'SUB-8847-KE',
	planName: 'Monthly swaps',
	templateId: 'template-monthly-swap',
	currency: 'KES',
	customer,
};

export const payment: ErpPaymentTask = {
	type: 'payment',
	paymentId: 'payment-001',
	planId: 'SUB-8847-KE',
	customer,
	amountMinor: 28_850,
	currency: 'KES',
	method: 'MPESA',
	reference: 'NLJ7RT61SV',
	paymentType: 'TOP_UP',
	// 01:30 of the next day in Nairobi.
	paidAt: Date.parse('2026-11-21T22:30:00Z'),
};

export const usage: ErpUsageTask = {
	type: 'usage',
	usageId: 'usage_001',
	planId: 'SUB-8847-KE',
	customer,
	usageType: 'battery_swap_completed',
	newBatteryId: 'BAT_NEW_ATT_001',
	oldBatteryId: 'BAT_RETURN_ATT_001',
	energyWh: 48_500,
	durationSeconds: 240,
	stationId: 'STATION_001',
	at: Date.parse('2026-11-21T22:35:00Z'),
};

/** What differs from the usual gateway. */
export interface Differing {
	readonly apiKey?: string;
	readonly names?: object;
	readonly timeLimitMs?: number;
}

/** A sandbox for each test of one describe block, and gateways to it over one interface. */
export function useOdoo(api: (typeof interfaces)[number]) {
	let sandbox: OdooSandbox | undefined;
	beforeEach(async () => {
		const products = ['template-monthly-swap', 'battery_swap_completed'];
		sandbox = await startOdooSandbox({ ...login, port: 0, products });
	});
	afterEach(() => sandbox?.stop());

	const running = () => {
		if (sandbox === undefined)
			throw new TypeError('The sandbox is started before each test, not while they are listed');
		return sandbox;
	};
	return {
		sandbox: running,
		erp(differing: Differing = {}): Erp {
			const { odoo } = readEnv({
				PITLANE_ODOO_URL: running().url,
				PITLANE_ODOO_DATABASE: login.database,
				PITLANE_ODOO_LOGIN: login.login,
				PITLANE_ODOO_API_KEY: differing.apiKey ?? apiKey,
				PITLANE_ODOO_API: api,
				PITLANE_ODOO_NAMES: JSON.stringify({ timeZone: 'Africa/Nairobi', ...differing.names }),
			});
			if (odoo === undefined) throw new TypeError('All variables of Odoo are set');
			return createOdooErp(odoo, { timeLimitMs: differing.timeLimitMs ?? 10_000, answerLimitBytes: 1_000_000 });
		},
	};
}
