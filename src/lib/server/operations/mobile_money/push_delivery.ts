import { randomBytes } from 'node:crypto';
import { FaultError } from '#lib/kernel/fault.ts';
import { pushOutcomes } from '#lib/kernel/push_outcomes.ts';
import { refuse, type Refusal } from '#lib/kernel/result.ts';
import type { Delivered, Delivery } from '../../engine/drain_outbox.ts';
import type { Engine } from '../../engine/engine.ts';
import type { MobileMoney, PushEffect } from '../../ports.ts';
import {
	insertIntent,
	intentFailed,
	intentSent,
	intentUnknown,
	loadIntent,
	type PaymentIntent,
} from '../../store/payment_intent_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { pushRefusalWords } from './push_words.ts';
import { told } from './tell_session.ts';

/** When a request is looked after for the first time if no callback has come, ms. */
const firstCheckMs = 15_000;

/** How old a request may be when the phone is asked, ms: after that the attendant may soon ask again, and the phone must not ring twice. */
const patienceMs = 60_000;

/** How the provider reaches us, and we the provider. */
export interface PushParts {
	readonly money: MobileMoney;
	/** Address of a callback by its token. */
	readonly callbackUrl: (token: string) => string;
	/** The phone that goes with our account, digits of E.164; undefined: we are not registered for pulling what callbacks missed. */
	readonly nominatedPhone?: string | undefined;
}

/**
 * Asks phones for money. The intent is stored before the provider is asked, and the provider is asked once: after a fault nobody knows whether the
 * phone rang, so that the request is looked after instead of sent again. Spec: EXTERNAL, Daraja.
 */
export function pushDelivery(engine: Engine, { money, callbackUrl }: PushParts): Delivery {
	return {
		kind: 'mobile_money',
		async deliver(message): Promise<Delivered> {
			const { intent: asked } = message.payload as Omit<PushEffect, 'kind'>;
			const known = await loadIntent(engine.store.db, asked.intentId);
			const intent = known ?? (await storeIntent(engine, asked));
			if (intent.status !== 'created') return { ok: true };
			// It was about to be asked when this process ended.
			if (known) return { ok: true, settle: () => unknown(engine, intent) };
			if (engine.clock() - asked.askedAt > patienceMs)
				return { ok: true, settle: () => refused(engine, intent, refuse('PUSH_TOO_LATE')) };
			const { phone, amountMinor, currency, accountReference } = intent;
			const request = { intentId: intent.id, phone, amountMinor, currency, accountReference };
			try {
				const callback = callbackUrl(intent.callbackToken);
				const sent = await money.requestPush({ ...request, description: asked.description, callbackUrl: callback });
				if (!sent.ok) return { ok: true, settle: () => refused(engine, intent, sent) };
				const { checkoutRequestId: checkoutId, merchantRequestId: merchantId, customerMessage: message } = sent.value;
				return { ok: true, settle: () => accepted(engine, intent, { checkoutId, merchantId, message }) };
			} catch (error) {
				if (!(error instanceof FaultError)) throw error;
				return { ok: true, settle: () => unknown(engine, intent) };
			}
		},
	};
}

async function storeIntent(engine: Engine, asked: PushEffect['intent']): Promise<PaymentIntent> {
	const { intentId: id, description: _description, askedAt: _askedAt, ...rest } = asked;
	const row = insertIntent({
		...rest,
		id,
		method: 'MPESA',
		callbackToken: randomBytes(32).toString('base64url'),
		accountReference: engine.ids('p').slice(-10).toUpperCase(),
		createdAt: engine.clock(),
	});
	await engine.store.writer.commit([row]);
	const stored = await loadIntent(engine.store.db, id);
	if (!stored) throw new TypeError(`The intent ${id} was not stored`);
	return stored;
}

async function accepted(
	engine: Engine,
	intent: PaymentIntent,
	sent: { checkoutId: string; merchantId: string; message: string },
): Promise<Statement[]> {
	const at = engine.clock();
	const row = intentSent(intent.id, { checkoutId: sent.checkoutId, at, nextCheckAt: at + firstCheckMs });
	return [row, ...(await told(engine, intent, { status: 'sent', ...sent }))];
}

async function refused(engine: Engine, intent: PaymentIntent, refusal: Refusal): Promise<Statement[]> {
	const row = intentFailed(intent.id, { code: refusal.code, at: engine.clock() });
	const message = pushRefusalWords(refusal);
	return [row, ...(await told(engine, intent, { status: 'failed', code: refusal.code, message }))];
}

async function unknown(engine: Engine, intent: PaymentIntent): Promise<Statement[]> {
	const at = engine.clock();
	const row = intentUnknown(intent.id, { at, nextCheckAt: at + firstCheckMs });
	const message = pushOutcomes.unknown.attendant;
	return [row, ...(await told(engine, intent, { status: 'sent', checkoutId: '', message }))];
}
