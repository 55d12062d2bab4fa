/**
 * The demonstration's own part, on Deno: migrates and fills the database, then is its MQTT broker, its Odoo, its M-Pesa, its mail server and its chargers until SIGTERM.
 * Standard input is its options as JSON (`HostOptions`), secrets among them; once it is ready it prints one line of JSON (`HostReady`) on standard output.
 */
import process from 'node:process';
import { currentBatteryId } from '#lib/plan/facts.ts';
import { startDarajaSandbox, type DarajaSandboxOptions } from '#lib/server/demo/daraja_sandbox/daraja_sandbox.ts';
import { runLiveCharger } from '#lib/server/demo/charger_simulator/live_charger.ts';
import { demoChargers } from '#lib/server/demo/demo_charging.ts';
import { demoPeople, demoStations } from '#lib/server/demo/demo_people.ts';
import { demoPackages, demoProducts } from '#lib/server/demo/demo_offers.ts';
import { demoPlans } from '#lib/server/demo/demo_plans.ts';
import { startMailSandbox, type MailSandboxOptions } from '#lib/server/demo/mail_sandbox/mail_sandbox.ts';
import { startOdooSandbox, type SandboxOptions } from '#lib/server/demo/odoo_sandbox/odoo_sandbox.ts';
import { demoEmail, seedDemo, type DemoSecrets } from '#lib/server/demo/seed_demo.ts';
import type { BrokerAccount } from '#lib/server/gateways/broker/access_rules.ts';
import { startEmbeddedBroker } from '#lib/server/gateways/broker/embedded_broker.ts';
import { listBatteries } from '#lib/server/store/list_batteries.ts';
import { loadPlan } from '#lib/server/store/load_facts.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';

interface HostOptions {
	readonly databaseUrl: string;
	readonly secrets: DemoSecrets;
	readonly accounts: readonly BrokerAccount[];
	readonly tcpPort: number;
	readonly wsPort: number;
	readonly odoo: Omit<SandboxOptions, 'products'>;
	readonly mpesa: DarajaSandboxOptions;
	readonly mail: MailSandboxOptions;
	/** Where the chargers connect: they try again until the agent is there. */
	readonly chargers: { readonly url: string; readonly password: string };
}

/** Where the meters of the chargers stand when they are new, Wh. */
const firstRegisterWh = 1_204_500;

const options = JSON.parse(await new Response(Deno.stdin.readable).text()) as HostOptions;
const store = await openStore({ url: options.databaseUrl, migrationsFolder: 'drizzle' });
await seedDemo(store, { ...options.secrets, chargerPassword: options.chargers.password }, Date.now());
const broker = await startEmbeddedBroker(options);
const components = demoPackages.flatMap((sold) => sold.components.map(({ id }) => String(id)));
const templates = [...demoPlans, ...demoProducts].map(({ templateId }) => templateId);
const products = [...new Set([...templates, ...components]), 'PLAN', 'USAGE'];
const odoo = await startOdooSandbox({ ...options.odoo, products });
const mpesa = await startDarajaSandbox(options.mpesa);
const mail = await startMailSandbox(options.mail);
const chargers = demoChargers.map(({ id, protocol }, position) =>
	runLiveCharger({
		account: { ...options.chargers, chargerId: id, protocol },
		clock: Date.now,
		registerWh: firstRegisterWh + position,
		onFault: (error) => process.stderr.write(`Charger ${id}: ${String(error)}\n`),
	}),
);
const addresses = { mqtt: broker.tcpUrl, mqttWs: broker.wsUrl, odoo: odoo.url, mpesa: mpesa.url, mails: mail.url };
process.stdout.write(`${JSON.stringify({ ...addresses, ...(await inventory(store)) })}\n`);
await store.close();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	const stop = () => Promise.all([broker, odoo, mpesa, mail, ...chargers].map((part) => part.stop()));
	process.on(signal, () => void stop().then(() => process.exit(0)));
}

/** What the demonstration has to offer, as its JSON line lists it. */
async function inventory({ db }: Store) {
	const plans = await Promise.all(demoPlans.map((plan) => loadPlan(db, plan.id)));
	return {
		accounts: demoPeople.map(({ role, mail }) => {
			const isService = role === 'service';
			return {
				role,
				email: isService ? null : demoEmail(mail),
				password: isService ? null : options.secrets.password,
				apiToken: isService ? options.secrets.apiToken : null,
			};
		}),
		stations: demoStations,
		plans: plans.flatMap((plan) =>
			plan ? [{ planId: plan.planId, customerName: plan.customer.name, currentBatteryId: currentBatteryId(plan) }] : [],
		),
		batteries: (await listBatteries(db)).map(({ id, stationId, bleName, energyWh, ratedWh }) => ({
			id,
			stationId,
			bleName,
			chargeLevel: Math.round(((energyWh ?? 0) / ratedWh) * 100),
		})),
	};
}
