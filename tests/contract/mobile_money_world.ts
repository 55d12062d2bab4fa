import { FaultError } from '#lib/kernel/fault.ts';
import { ok, type Refusal } from '#lib/kernel/result.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { drainOutbox } from '#lib/server/engine/drain_outbox.ts';
import { parseStkCallback } from '#lib/server/gateways/mpesa/parse_stk_callback.ts';
import { outcomeOf, stateOf } from '#lib/server/gateways/mpesa/result_codes.ts';
import { checkIntents } from '#lib/server/operations/mobile_money/check_intents.ts';
import { pushDelivery } from '#lib/server/operations/mobile_money/push_delivery.ts';
import { recordCallback } from '#lib/server/operations/mobile_money/record_callback.ts';
import type { MobileMoney, PulledTransaction, PushRequest } from '#lib/server/ports.ts';
import type { Store } from '#lib/server/store/store.ts';
import { testAttendant } from '#lib/session/given.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SwapData } from '#lib/kinds/swap/state.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import { onStore, openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { reviewed } from '../fixtures/swap_requests.ts';
import { rowsOf } from '../fixtures/test_store.ts';

/** A provider in memory. */
export interface FakeMoney extends MobileMoney {
	/** Every request that reached it, oldest first; the n-th is the checkout `ws_CO_n`. */
	readonly asked: PushRequest[];
	/** Result codes by checkout; `4999`, which waits for the PIN, where nothing is set. */
	readonly results: Map<string, string>;
	/** What it lists as arrived. */
	readonly listed: PulledTransaction[];
	/** How it takes requests: accepts, throws after the phone rang, or refuses. */
	mood: 'up' | 'fault' | Refusal<'PUSH_PHONE_LOCKED'>;
	/** False while it does not answer who asks what has arrived. */
	canList: boolean;
	/** False while it does not answer how a request stands. */
	canQuery: boolean;
}

/** A session whose rider owes money, 288 KES in a swap, a provider, and what the agent does by the clock. */
export interface MoneyWorld<Data = SwapData> extends CoreWorld {
	readonly money: FakeMoney;
	readonly sessionId: string;
	/** Asks a phone, as the attendant does; refuses as the step does. */
	push(key: string, phone?: string): ReturnType<CoreWorld['take']>;
	/** Asks a phone and sends the request; throws where either is refused. */
	pushAndSend(key?: string): Promise<void>;
	/** Sends what is to be sent. */
	send(): Promise<number>;
	/** Looks after the requests that are due. */
	check(): Promise<number>;
	/** Looks after them once this time has passed. */
	checkAfter(ms: number): Promise<number>;
	/** Posts to the address that the n-th request named; false if it is not taken. */
	callBack(callback: unknown, nth?: number): Promise<boolean>;
	/** What is stored of the requests, oldest first. */
	intents(): Promise<Record<string, unknown>[]>;
	session(): Promise<{ state: string; status: string; version: number; data: Data }>;
	/** The same through another connection: a second process. */
	other(store: Store): MoneyWorld<Data>;
}

/** In which session somebody asks phones for money, and the provider that does it. */
export interface Pushing {
	readonly money: FakeMoney;
	readonly sessionId: string;
	readonly actor: Actor;
}

/** What a callback says of a checkout that ended with a code; with a receipt and an amount in shillings where it was paid. */
export function callbackOf(checkout: string, code: string, paid?: { receipt: string; amount: number }) {
	const item = (Name: string, Value: unknown) => ({ Name, Value });
	const Item = paid && [item('Amount', paid.amount), item('MpesaReceiptNumber', paid.receipt)];
	const ids = { MerchantRequestID: `merchant-${checkout}`, CheckoutRequestID: checkout };
	const stkCallback = { ...ids, ResultCode: Number(code), ResultDesc: '', ...(Item && { CallbackMetadata: { Item } }) };
	return { Body: { stkCallback } };
}

/** The first request of a world, at the provider. */
export const checkout = 'ws_CO_1';

/** A callback that it was paid. */
export const paid = callbackOf(checkout, '0', { receipt: 'QGH7XK2M9P', amount: 288 });

/** What a confirmed payment of 288 KES has become while its session is open. */
export const boughtQuota = { captured: 28_800, quota: 28_800 };

/** Money that a provider lists under an account reference. */
export function listedAs(
	billReference: string | undefined,
	transactionId: string,
	amountMinor = 28_800,
): PulledTransaction {
	const reference = billReference ?? null;
	return {
		transactionId,
		paidAt: 0,
		msisdn: null,
		amountMinor,
		currency: 'KES',
		billReference: reference,
		type: 'c2b',
	};
}

/** A provider that takes every request until it is told otherwise. */
export function createFakeMoney(): FakeMoney {
	const fake: FakeMoney = {
		asked: [],
		results: new Map(),
		listed: [],
		mood: 'up',
		canList: true,
		canQuery: true,
		async requestPush(request) {
			if (typeof fake.mood === 'object') return fake.mood;
			const number = fake.asked.push(request);
			if (fake.mood === 'fault') throw new FaultError('mpesa', 'M-Pesa does not answer', { retryAfterMs: 120_000 });
			const checkoutRequestId = `ws_CO_${number}`;
			return ok({ checkoutRequestId, merchantRequestId: `merchant-${number}`, customerMessage: 'Request accepted' });
		},
		async queryPush(checkout) {
			if (!fake.canQuery) throw new FaultError('mpesa', 'M-Pesa does not answer', { retryAfterMs: 5000 });
			const resultCode = fake.results.get(checkout) ?? '4999';
			const outcome = outcomeOf(resultCode);
			return { state: stateOf(outcome), outcome, resultCode, resultText: '' };
		},
		async pullTransactions({ offset }) {
			if (!fake.canList) throw new FaultError('mpesa', 'The shortcode is not registered', { retryAfterMs: 60_000 });
			const transactions = fake.listed.slice(offset, offset + 1);
			return { transactions, nextOffset: transactions.length === 0 ? null : offset + 1 };
		},
		readCallback: parseStkCallback,
		registerPull: async () => undefined,
	};
	return fake;
}

/** Seeds a database with a session that waits for 288 KES. */
export async function openMoneyWorld(store: Store): Promise<MoneyWorld> {
	const world = await openCoreWorld(store, { plans: [spentPlan] });
	return moneyWorldOn(world, { money: createFakeMoney(), sessionId: await reviewed(world), actor: testAttendant });
}

/** Puts a provider and the agent's part of it on a world, for the session that somebody takes money in. */
export function moneyWorldOn<Data = SwapData>(world: CoreWorld, pushing: Pushing): MoneyWorld<Data> {
	const { money, sessionId, actor } = pushing;
	const { engine, store } = world;
	const callbackUrl = (token: string) => `https://pitlane.example/${token}`;
	const delivery = pushDelivery(engine, { money, callbackUrl });
	const push: MoneyWorld['push'] = (key, phone) =>
		world.take(sessionId, 'push', { key, input: { phone: phone ?? null }, actor });
	const send = () => drainOutbox(engine, delivery, () => true);
	const check = () => checkIntents(engine, money, () => true);
	return {
		...world,
		money,
		sessionId,
		push,
		async pushAndSend(key = 'push') {
			const pushed = await push(key);
			if (!pushed.ok || (await send()) !== 1) throw new TypeError(`The phone was not asked: ${JSON.stringify(pushed)}`);
		},
		send,
		check,
		checkAfter(ms) {
			world.pass(ms);
			return check();
		},
		callBack(callback, nth = 0) {
			const token = money.asked[nth]?.callbackUrl.split('/').at(-1) ?? '';
			return recordCallback(engine, token, new TextEncoder().encode(JSON.stringify(callback)));
		},
		intents: () => rowsOf(store, 'SELECT * FROM payment_intents ORDER BY created_at, rowid'),
		async session() {
			const session = await loadSession(store.db, sessionId);
			if (!session) throw new TypeError('The session has gone');
			return { ...session, data: session.data as Data };
		},
		other: (another) => moneyWorldOn(onStore(world, another), pushing),
	};
}
