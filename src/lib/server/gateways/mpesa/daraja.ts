import type { MpesaAccount } from '#lib/server/env.ts';
import type { MobileMoney } from '#lib/server/ports.ts';
import { createDarajaCall, type DarajaOptions } from './daraja_call.ts';
import { parseStkCallback } from './parse_stk_callback.ts';
import { pullTransactions, registerPull } from './pull_transactions.ts';
import { queryPush } from './query_push.ts';
import { requestPush } from './request_push.ts';

const defaultOptions: DarajaOptions = { clock: Date.now, timeLimitMs: 15_000, answerLimitBytes: 1_000_000 };

/** M-Pesa as mobile money, over Safaricom's Daraja. Asks nothing before it is used. Spec: EXTERNAL, Daraja. */
export function createDaraja(account: MpesaAccount, options: Partial<DarajaOptions> = {}): MobileMoney {
	const { clock, ...limits } = { ...defaultOptions, ...options };
	const wire = { account, call: createDarajaCall(account, { clock, ...limits }) };
	return {
		requestPush: (request) => requestPush(wire, request, clock()),
		queryPush: (checkoutRequestId, startedAt) => queryPush(wire, { checkoutRequestId, startedAt }, clock()),
		readCallback: parseStkCallback,
		pullTransactions: (span) => pullTransactions(wire, span),
		registerPull: (options) => registerPull(wire, options),
	};
}
