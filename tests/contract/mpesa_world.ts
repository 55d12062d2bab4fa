import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { startDarajaSandbox, type DarajaSandbox } from '#lib/server/demo/daraja_sandbox/daraja_sandbox.ts';
import { readEnv } from '#lib/server/env.ts';
import { createDaraja } from '#lib/server/gateways/mpesa/daraja.ts';
import type { DarajaOptions } from '#lib/server/gateways/mpesa/daraja_call.ts';
import type { MobileMoney, PushRequest } from '#lib/server/ports.ts';

export const consumerSecret = 'consumer-secret-of-the-suite';
export const merchant = {
	consumerKey: 'consumer-key',
	consumerSecret,
	shortcode: '174379',
	passkey: 'passkey-of-the-suite',
	type: 'paybill',
	receiver: '174379',
} as const;
export const till = { ...merchant, type: 'till', receiver: '5060708' } as const;

/** What differs from the usual gateway. */
export interface Differing extends Partial<DarajaOptions> {
	readonly consumerSecret?: string;
	readonly passkey?: string;
}

/** The fault that a call ends with; any other end fails the test. */
export async function faultOf(call: Promise<unknown>): Promise<FaultError> {
	const error = await call.then(
		(value) => new Error(`It answered ${JSON.stringify(value)}, should have failed`),
		(thrown: unknown) => thrown,
	);
	if (!(error instanceof FaultError)) throw error;
	return error;
}

/** A sandbox and a shop that is called back for each test of one describe block, and gateways to it. */
export function useDaraja(shop: typeof merchant | typeof till = merchant) {
	let sandbox: DarajaSandbox | undefined;
	let shopFront: Awaited<ReturnType<typeof startShopFront>> | undefined;
	beforeEach(async () => {
		sandbox = await startDarajaSandbox({ ...shop, port: 0, defaultAfterMs: 0 });
		shopFront = await startShopFront();
	});
	afterEach(async () => {
		await sandbox?.stop();
		await shopFront?.stop();
	});
	const running = () => started(sandbox);
	return {
		sandbox: running,
		/** What was posted to the callback address, oldest first. */
		callbacks: () => started(shopFront).received,
		/** Answers callbacks with this status from now on. */
		answerWith: (status: number) => started(shopFront).answerWith(status),
		request: (differing: Partial<PushRequest> = {}): PushRequest => ({
			intentId: 'intent-001',
			phone: '254712345678',
			amountMinor: 28_800,
			currency: 'KES',
			accountReference: 'P0123456789',
			description: 'Battery swap',
			callbackUrl: `${started(shopFront).url}/callback/unguessable`,
			...differing,
		}),
		daraja({ consumerSecret: secret, passkey, ...options }: Differing = {}): MobileMoney {
			const { mpesa } = readEnv({
				PITLANE_MPESA_URL: running().url,
				PITLANE_MPESA_CONSUMER_KEY: shop.consumerKey,
				PITLANE_MPESA_CONSUMER_SECRET: secret ?? shop.consumerSecret,
				PITLANE_MPESA_SHORTCODE: shop.shortcode,
				PITLANE_MPESA_PASSKEY: passkey ?? shop.passkey,
				PITLANE_MPESA_TYPE: shop.type,
				...(shop.type === 'till' && { PITLANE_MPESA_TILL: shop.receiver }),
			});
			if (mpesa === undefined) throw new TypeError('All variables of M-Pesa are set');
			return createDaraja(mpesa, { timeLimitMs: 10_000, ...options });
		},
	};
}

function started<T>(part: T | undefined): T {
	if (part === undefined) throw new TypeError('It is started before each test, not while they are listed');
	return part;
}

async function startShopFront() {
	const received: unknown[] = [];
	let status = 200;
	const server = createServer((request, response) => {
		request.setEncoding('utf8');
		void request.toArray().then((chunks) => {
			received.push(JSON.parse(chunks.join('')));
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		answerWith(other: number) {
			status = other;
		},
		stop() {
			server.closeAllConnections();
			return new Promise((done) => server.close(done));
		},
	};
}
