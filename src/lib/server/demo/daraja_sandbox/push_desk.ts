import { setTimeout as wait } from 'node:timers/promises';
import { nairobiDigits } from './nairobi_time.ts';
import { resultText } from './result_texts.ts';
import type { RiderScript } from './rider_scripts.ts';

/** A push as the sandbox took it. */
export interface SandboxPush {
	readonly checkoutRequestId: string;
	readonly merchantRequestId: string;
	/** The request, as it came. */
	readonly request: Readonly<Record<string, unknown>>;
	/** Null while the prompt is open. */
	readonly end: {
		readonly resultCode: string;
		readonly at: number;
		readonly amount: number;
		readonly receipt: string;
	} | null;
	/** HTTP statuses of the callbacks that were sent; 0 where nobody answered. */
	readonly callbackStatuses: readonly number[];
}

type OpenPush = { -readonly [Key in keyof SandboxPush]: SandboxPush[Key] } & { callbackStatuses: number[] };

/** Where pushes are taken, end and are called back. */
export interface PushDesk {
	take(request: Readonly<Record<string, unknown>>, script: RiderScript): SandboxPush;
	find(checkoutRequestId: unknown): SandboxPush | undefined;
	/** Oldest first. */
	all(): SandboxPush[];
	/** Ends a push whose prompt is open, and calls it back once. */
	finish(checkoutRequestId: string, resultCode: string): Promise<void>;
	/** Resolves once everything that the scripts have in store has happened. */
	settled(): Promise<void>;
}

const callbackLimitMs = 10_000;

/** An empty desk. Callbacks are sent once and never repeated, whatever is answered to them. */
export function createPushDesk(options: { defaultAfterMs: number; stopping: AbortSignal }): PushDesk {
	const { defaultAfterMs, stopping } = options;
	const pushes = new Map<string, OpenPush>();
	const running = new Set<Promise<void>>();
	// Receipts are unique for ever, so that they go on where an earlier sandbox left off.
	const firstReceipt = Math.floor(Date.now() / 1000);
	let endCount = 0;

	async function play(push: OpenPush, { resultCode, ...script }: RiderScript): Promise<void> {
		if (resultCode === null) return;
		await wait(script.afterMs ?? defaultAfterMs, undefined, { signal: stopping });
		if (push.end) return;
		end(push, resultCode, script.amountOff);
		await wait(script.callbackDelayMs ?? 0, undefined, { signal: stopping });
		for (let sent = 0; sent < (script.callbacks ?? 1); sent++) await callBack(push);
	}

	function end(push: OpenPush, resultCode: string, amountOff = 0): void {
		const receipt = `S${firstReceipt.toString(36)}${String(++endCount).padStart(3, '0')}`.toUpperCase();
		push.end = { resultCode, at: Date.now(), amount: Number(push.request['Amount']) + amountOff, receipt };
	}

	async function callBack(push: OpenPush): Promise<void> {
		const signal = AbortSignal.any([stopping, AbortSignal.timeout(callbackLimitMs)]);
		const body = JSON.stringify(callbackOf(push));
		const headers = { 'Content-Type': 'application/json' };
		const url = String(push.request['CallBackURL']);
		try {
			const response = await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal });
			await response.body?.cancel();
			push.callbackStatuses.push(response.status);
		} catch {
			push.callbackStatuses.push(0);
		}
	}

	return {
		take(request, script) {
			const number = pushes.size + 1;
			const push: OpenPush = {
				checkoutRequestId: `ws_CO_${nairobiDigits(Date.now())}${number}_${String(request['PhoneNumber'])}`,
				merchantRequestId: `29115-${firstReceipt}-${number}`,
				request,
				end: null,
				callbackStatuses: [],
			};
			pushes.set(push.checkoutRequestId, push);
			// The sandbox is stopped while a prompt is open.
			const played = play(push, script).catch(() => undefined);
			running.add(played);
			void played.finally(() => running.delete(played));
			return push;
		},
		find: (checkoutRequestId) => pushes.get(String(checkoutRequestId)),
		all: () => structuredClone([...pushes.values()]),
		async finish(checkoutRequestId, resultCode) {
			const push = pushes.get(checkoutRequestId);
			if (!push || push.end) return;
			end(push, resultCode);
			await callBack(push);
		},
		async settled() {
			await Promise.all(running);
		},
	};
}

function callbackOf({ merchantRequestId, checkoutRequestId, request, end }: SandboxPush) {
	const { resultCode = '1037', amount = 0, receipt = '', at = 0 } = end ?? {};
	const metadata = [
		{ Name: 'Amount', Value: amount },
		{ Name: 'MpesaReceiptNumber', Value: receipt },
		{ Name: 'Balance' },
		{ Name: 'TransactionDate', Value: Number(nairobiDigits(at)) },
		{ Name: 'PhoneNumber', Value: Number(request['PhoneNumber']) },
	];
	const stkCallback = {
		MerchantRequestID: merchantRequestId,
		CheckoutRequestID: checkoutRequestId,
		ResultCode: Number(resultCode),
		ResultDesc: resultText(resultCode),
		...(resultCode === '0' && { CallbackMetadata: { Item: metadata } }),
	};
	return { Body: { stkCallback } };
}
