import type { SaleSession } from '#lib/kinds/sale/sale_step.ts';
import { firstReading, form, salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { takingOf } from '#lib/kinds/sale/state.ts';
import { subscriptionCode } from '#lib/kinds/sale/subscription_code.ts';
import type { BatteryFacts } from '#lib/plan/facts.ts';
import { drainOutbox } from '#lib/server/engine/drain_outbox.ts';
import { beginSession } from '#lib/server/engine/start_session.ts';
import { erpDelivery } from '#lib/server/operations/erp_delivery.ts';
import { checkIntents } from '#lib/server/operations/mobile_money/check_intents.ts';
import { pushDelivery } from '#lib/server/operations/mobile_money/push_delivery.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import type { Actor } from '#lib/session/kind.ts';
import { createFakeMoney, listedAs, type FakeMoney } from '../contract/mobile_money_world.ts';
import { createFakeErp, type FakeErp } from '../contract/operations_world.ts';
import { callerOf, type CoreWorld } from '../fixtures/core_world.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import type { Request } from './play_requests.ts';
import type { SaleCommand } from './sale_commands.ts';

/** Three batteries in the rack, and one at another station. */
export const saleBatteries: BatteryFacts[] = [1, 2, 3, 4].map((n) => ({
	id: `B072302510004${n}`,
	ratedWh: 3000,
	custodySeq: 1,
	holder: { kind: 'station', id: n < 4 ? 'STATION_002' : 'STATION_001', serviceId: null },
}));

/** What a run of sales knows while it goes, with provider and ERP in memory. */
export interface SaleRun {
	requests: number;
	readonly money: FakeMoney;
	readonly erp: FakeErp;
}

/** A run that has not begun. */
export function newSaleRun(): SaleRun {
	return { requests: 0, money: createFakeMoney(), erp: createFakeErp() };
}

/** The most sales that are open at once. */
const openLimit = 4;

const people: readonly Actor[] = [
	salesperson,
	{ ...salesperson, id: 'emp-457' },
	{ ...salesperson, id: 'emp-458', stationId: 'STATION_001' },
];

const phones = ['254733000222', '254733000333', '254712345678'];
const device = { device_id: 'device-uuid-12345', app_version: '1.2.3', platform: 'ios', locale: 'en' };

/** Makes a command requests upon the state as it is now; none if there is nothing to ask. */
export async function makeSaleRequests(run: SaleRun, world: CoreWorld, command: SaleCommand): Promise<Request[]> {
	const open = (await rowsOf(world.store, "SELECT id FROM sessions WHERE status = 'active' ORDER BY id")).map(
		({ id }) => String(id),
	);
	const key = () => `r${++run.requests}`;
	if (command.type === 'begin') return open.length < openLimit ? [begin(key(), actorAt(command.who))] : [];
	if (command.type === 'agent') return [agentTurn(run, key(), command)];
	if (command.type === 'rush') {
		const made = open.map(async (id) => goOn(world, await saleOf(world, id), { key: key(), pick: command.pick }));
		return (await Promise.all(made)).filter((request) => request !== null);
	}
	const session = await saleOf(world, open[command.session % open.length]);
	const made = await single(world, session, { command, key: key() });
	return made ? [made] : [];
}

async function single(
	world: CoreWorld,
	session: SaleSession | null,
	{ command, key }: { command: Extract<SaleCommand, { session: number }>; key: string },
): Promise<Request | null> {
	if (!session) return null;
	switch (command.type) {
		case 'go_on':
			return goOn(world, session, { key, pick: command.pick });
		case 'hand_over':
			return handOver(key, session);
		case 'step': {
			const input = command.step === 'cancel' ? { reason: 'left' } : {};
			return step(key, { session, name: command.step, input });
		}
	}
}

async function saleOf(world: CoreWorld, id: string | undefined): Promise<SaleSession | null> {
	return id === undefined ? null : ((await loadSession(world.store.db, id)) as SaleSession | null);
}

function actorAt(n: number): Actor {
	return people[n % people.length] ?? salesperson;
}

function begin(key: string, actor: Actor): Request {
	return {
		key,
		async send({ engine }) {
			const told = await beginSession(engine, { kind: 'sale', actor, device, key });
			return { effective: told.ok, version: told.ok ? `${told.value.id}/1` : null, told };
		},
	};
}

async function goOn(
	world: CoreWorld,
	session: SaleSession | null,
	{ key, pick }: { key: string; pick: number },
): Promise<Request | null> {
	switch (session?.state) {
		case 'customer':
			return step(key, {
				session,
				name: 'register_customer',
				input: await customer(world, pick + Number(key.slice(1))),
			});
		case 'package':
			return step(key, { session, name: 'choose_package', input: { packageId: 'pkg-101' } });
		case 'plan':
			return step(key, { session, name: 'choose_plan', input: { productId: 'plan-301' } });
		case 'preview':
			return step(key, { session, name: 'place_order', input: {} });
		case 'pay': {
			const due = Math.max(1, takingOf(session.data).dueMinor / 100);
			const amount = [due, Math.ceil(due / 3), due, due + 10][pick % 4] ?? due;
			const reference = pick % 10 === 0 ? 'RECEIPT-TWICE' : `RECEIPT-${key}`;
			return pay(key, session, { amount, method: amount < 4000 ? 'CASH' : 'MPESA', reference });
		}
		case 'battery': {
			const reading = { ...firstReading, batteryId: await rackBattery(world, pick), energyWh: 1500 + pick * 10 };
			return step(key, { session, name: 'bind_battery', input: { reading } });
		}
		case 'hand_over':
			return handOver(key, session);
		default:
			return null;
	}
}

/** Few phones and addresses, so that sales meet the same people: as somebody new, as somebody known, or undecided. */
async function customer(world: CoreWorld, pick: number): Promise<object> {
	const phone = phones[pick % phones.length] ?? '';
	const known = await rowsOf(world.store, `SELECT id FROM customers WHERE phone = '${phone}' ORDER BY id`);
	const email = pick % 5 === 0 ? `rider-${pick % 2}@example.com` : null;
	const isKnown = pick % 4 === 1 && known.length > 0;
	return { ...form, phone, email, customerId: isKnown ? known[0]?.['id'] : null, isNew: pick % 4 > 1 };
}

/** Every other request names the version it saw. */
const seen = (key: string, session: SaleSession) => (Number(key.slice(1)) % 2 === 0 ? session.version : null);

const runner = (session: SaleSession) => people.find(({ id }) => id === session.actor.id) ?? salesperson;

function step(key: string, { session, name, input }: { session: SaleSession; name: string; input: object }): Request {
	return {
		key,
		async send(world) {
			const command = { input, key, version: seen(key, session), actor: runner(session) };
			const told = await world.take(session.id, name, command);
			return { effective: told.ok, version: told.ok ? `${session.id}/${told.value.version}` : null, told };
		},
	};
}

function handOver(key: string, session: SaleSession): Request {
	const batteryId = session.data.battery?.id ?? firstReading.batteryId;
	return ask(key, session, { service_data: { new_battery_id: batteryId, energy_transferred: 2 } });
}

function pay(
	key: string,
	session: SaleSession,
	{ amount, method, reference }: { amount: number; method: string; reference: string },
): Request {
	const fields = { payment_amount: amount, payment_method: method, payment_reference: reference };
	return ask(key, session, { payment_data: { service_id: 'order', payment_type: 'DEPOSIT', ...fields } });
}

function ask(key: string, session: SaleSession, data: object): Request {
	const version = seen(key, session);
	const actor = runner(session);
	const tied = {
		...data,
		session_id: session.id,
		attendant_station: actor.stationId,
		...(version !== null && { session_version: version }),
	};
	const asked = { planId: subscriptionCode(session.id), correlationId: key, caller: callerOf(actor) };
	return {
		key,
		async send(world) {
			const told = await world.ask('payment_and_service', tied, asked);
			const { success, metadata } = told;
			return {
				effective: success,
				version: success ? `${session.id}/${String(metadata['session_version'])}` : null,
				told,
			};
		},
	};
}

/** Whatever the agent has to do now, through one of its processes: nothing of it is answered to anybody. */
function agentTurn(
	{ money, erp }: SaleRun,
	key: string,
	{ result, amountMinor }: Extract<SaleCommand, { type: 'agent' }>,
): Request {
	return {
		key,
		async send({ engine }) {
			const goOn = () => true;
			await drainOutbox(engine, pushDelivery(engine, { money, callbackUrl: (token) => token }), goOn);
			await drainOutbox(engine, erpDelivery(engine, erp), goOn);
			const last = money.asked.at(-1);
			if (last) {
				money.results.set(`ws_CO_${money.asked.length}`, result);
				const paidMinor = amountMinor ?? last.amountMinor;
				if (result === '0')
					money.listed.push(listedAs(last.accountReference, `LISTED-${money.asked.length}`, paidMinor));
			}
			await checkIntents(engine, money, goOn);
			return { effective: false, version: null, told: null };
		},
	};
}

/** Mostly the first of the rack, so that sales run after the same one; now and then any battery. */
async function rackBattery({ store }: CoreWorld, pick: number): Promise<string> {
	const isAny = pick % 10 === 0;
	const where = isAny ? 'true' : "holder_kind = 'station' AND holder_id = 'STATION_002'";
	const rows = await rowsOf(store, `SELECT id FROM batteries WHERE ${where} ORDER BY id`);
	const row = rows[isAny ? pick % rows.length : 0];
	return row ? String(row['id']) : firstReading.batteryId;
}
