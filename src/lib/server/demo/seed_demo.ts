import { shortBatteryId } from '#lib/kernel/battery_reading.ts';
import { toMinor } from '#lib/kernel/money.ts';
import { hashPassword } from '../auth/password.ts';
import { hashSecret } from '../auth/secret.ts';
import { tokenScopes } from '../auth/token_scopes.ts';
import { insertOffer } from '../store/offer_catalogue.ts';
import { insertPaymentRequest } from '../store/payment_request_rows.ts';
import { users } from '../store/schema_people.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { demoBatteries, type DemoBattery } from './demo_batteries.ts';
import { demoCard, demoChargers, demoConnectors, demoSites } from './demo_charging.ts';
import { demoPackages, demoProducts } from './demo_offers.ts';
import { demoPeople, demoStations } from './demo_people.ts';
import { demoPaymentRequests, demoTemplates, type DemoTemplate } from './demo_templates.ts';
import { demoPlans, type DemoPlan, type DemoService } from './demo_plans.ts';

/** Secrets of the demonstration's accounts. */
export interface DemoSecrets {
	readonly password: string;
	/** Bearer token of the account of role `service`. */
	readonly apiToken: string;
	/** Password of the chargers; left out where none connects. */
	readonly chargerPassword?: string;
}

/** One year: how long the demonstration's API token lives, ms. */
const tokenLifetimeMs = 365 * 24 * 3600 * 1000;

/** Fills an empty database with the demonstration's data in one transaction; a database that has accounts is left as it is. */
export async function seedDemo(store: Store, secrets: DemoSecrets, now: number): Promise<void> {
	const existing = await store.db.select({ id: users.id }).from(users).limit(1);
	if (existing.length > 0) return;
	const passwordHash = await hashPassword(secrets.password);
	const outcome = await store.writer.commit([
		...demoStations.map(({ id, name, timeZone, currency }) =>
			insert('stations', { id, name, time_zone: timeZone, currency }),
		),
		...demoSites.flatMap(siteRows),
		...chargerRows(secrets.chargerPassword),
		...demoTemplates.map(templateRow),
		...demoPackages.map(({ id, ...sold }, position) =>
			insertOffer({ id, position, content: { kind: 'package', ...sold } }),
		),
		...demoProducts.map(({ id, ...sold }, position) =>
			insertOffer({ id, position, content: { kind: 'plan', ...sold } }),
		),
		...demoPlans.flatMap((plan) => planRows(plan, now)),
		...demoPaymentRequests.flatMap((request) => insertPaymentRequest({ ...request, at: now })),
		...demoPeople.map(({ id, role, mail, name, stations, cashLimitMinor, customerId }) =>
			insert('users', {
				id,
				email: demoEmail(mail),
				name,
				role,
				password_hash: role === 'service' ? null : passwordHash,
				stations_json: JSON.stringify(stations),
				cash_limit_minor: cashLimitMinor,
				customer_id: customerId,
				created_at: now,
			}),
		),
		insert('id_tags', { tag: demoCard.tag, customer_id: demoCard.customerId }),
		...demoBatteries.flatMap((battery, position) => batteryRows(battery, { position, now })),
		insert('api_tokens', {
			id: 'tok-demo',
			user_id: 'service-001',
			name: 'Machine interfaces',
			token_hash: hashSecret(secrets.apiToken),
			scopes_json: JSON.stringify(tokenScopes),
			created_at: now,
			expires_at: now + tokenLifetimeMs,
		}),
	]);
	if (!outcome.ok) throw new TypeError(`The demonstration's data name one ${outcome.conflict.table} twice`);
}

/** The e-mail address of an account of the demonstration. */
export function demoEmail(mail: string): string {
	return `${mail}@demo.pitlane.example`;
}

function siteRows({ id, name, timeZone, currency, ...site }: (typeof demoSites)[number]): Statement[] {
	return [
		insert('stations', { id, name, time_zone: timeZone, currency }),
		insert('charging_sites', {
			station_id: id,
			price_minor_per_kwh: site.priceMinorPerKwh,
			address: site.address,
			city: site.city,
			postal_code: site.postalCode,
			country: site.country,
			latitude: site.latitude,
			longitude: site.longitude,
		}),
	];
}

function chargerRows(password: string | undefined): Statement[] {
	const secret = password === undefined ? null : hashSecret(password);
	return [
		...demoChargers.map(({ id, stationId }) => insert('chargers', { id, station_id: stationId, secret_hash: secret })),
		...demoConnectors.map(({ stationId, id, code, chargerId, evseId, ...plug }, position) =>
			insert('connectors', {
				...{ station_id: stationId, id, code, charger_id: chargerId, evse_id: evseId, position },
				rated_power_w: plug.ratedPowerW,
				standard: plug.standard,
				format: plug.format,
				power_type: plug.powerType,
			}),
		),
	];
}

function templateRow(template: DemoTemplate): Statement {
	return insert('plan_templates', {
		id: template.id,
		name: template.name,
		currency: template.currency,
		services_json: JSON.stringify(template.services),
		deposit_minor: template.depositMinor,
		renewal_minor: template.renewalMinor,
		period_days: template.periodDays,
		grace_days: template.graceDays,
	});
}

function planRows(plan: DemoPlan, now: number): Statement[] {
	const { customer } = plan;
	return [
		insert('customers', {
			id: customer.id,
			name: customer.name,
			phone: customer.phone,
			email: null,
			search_text: `${customer.name} ${plan.id}`.toLowerCase(),
			created_at: now,
		}),
		insert('plans', {
			id: plan.id,
			customer_id: customer.id,
			name: plan.name,
			template_id: plan.templateId,
			status: 'ACTIVE',
			currency: 'KES',
			service_state: plan.serviceState,
			payment_state: plan.paymentState,
			service_account_id: plan.serviceAccountId,
			payment_account_id: plan.serviceAccountId.replace('SA_', 'PA_'),
			qr_code: plan.qrCode,
			initialised_at: plan.isNew ? null : now,
			last_swap_at: plan.lastSwap ? Date.parse(plan.lastSwap) : null,
			version: 1,
		}),
		insert('plan_events', {
			plan_id: plan.id,
			seq: 1,
			inputs_json: '[]',
			service_state: plan.serviceState,
			payment_state: plan.paymentState,
			cause: 'opening',
			at: now,
		}),
		...plan.services.flatMap((service, position) => serviceRows(plan.id, service, { position, now })),
	];
}

function serviceRows(
	planId: string,
	service: DemoService,
	{ position, now }: { position: number; now: number },
): Statement[] {
	const quotaMilli = Math.round(service.quota * 1000);
	const usedMilli = Math.round(service.used * 1000);
	const entry = { plan_id: planId, service_id: service.id, session_id: null, at: now };
	const key = `opening/${planId}/${service.id}`;
	return [
		insert('plan_services', {
			plan_id: planId,
			service_id: service.id,
			name: service.name,
			kind: service.kind,
			unit_price_minor: service.unitPrice === null ? null : toMinor(service.unitPrice, 'KES'),
			bundled: service.bundled === false ? 0 : 1,
			position,
			used_milli: usedMilli,
			quota_milli: quotaMilli,
			seq: 2,
		}),
		insert('quota_entries', { ...entry, seq: 1, key: `${key}/quota`, reason: 'opening', amount_milli: quotaMilli }),
		insert('quota_entries', { ...entry, seq: 2, key: `${key}/used`, reason: 'consumption', amount_milli: -usedMilli }),
	];
}

function batteryRows(battery: DemoBattery, { position, now }: { position: number; now: number }): Statement[] {
	const holder = holderOf(battery);
	return [
		insert('batteries', {
			id: battery.id,
			short_id: shortBatteryId(battery.id),
			ble_name: bleName(battery.id),
			rated_wh: battery.ratedWh,
			energy_wh: battery.energyWh,
			...holder,
			seq: 1,
		}),
		insert('custody_entries', {
			battery_id: battery.id,
			seq: 1,
			key: `opening/${battery.id}`,
			...holder,
			energy_wh: battery.energyWh,
			session_id: null,
			actor_id: 'system',
			// What a rider was given last is the current one of the service it is held under.
			at: now - position,
		}),
	];
}

/** The name a battery of the demonstration advertises. */
function bleName(batteryId: string): string {
	return `OVES BATT ${shortBatteryId(batteryId)}`;
}

function holderOf({ id, stationId }: DemoBattery) {
	if (stationId !== null) return { holder_kind: 'station', holder_id: stationId, holder_service_id: null };
	for (const plan of demoPlans) {
		const service = plan.services.find((candidate) => candidate.assets?.includes(id));
		if (service) return { holder_kind: 'rider', holder_id: plan.id, holder_service_id: service.id };
	}
	throw new TypeError(`Nobody holds the demonstration's battery ${id}`);
}

function insert(table: string, row: Readonly<Record<string, string | number | null>>): Statement {
	const columns = Object.keys(row);
	return {
		sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
		args: Object.values(row),
	};
}
